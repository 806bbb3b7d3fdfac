import { expect } from 'chai';
import { SearchProgress } from '../../../cli/searching/progress.ts';
import { fakeSnapshot } from '../../fixtures/fake-training-feed.ts';

// Goal: what is under way is redrawn in its place, within the width of the terminal.
describe('The progress of a search', () => {
  it('has a line for each run under way, and the time left', () => {
    const written: string[] = [];
    const stream = {
      isTTY: false,
      columns: 70,
      rows: 24,
      write: (text: string) => written.push(text),
    };
    const progress = new SearchProgress(stream as unknown as NodeJS.WriteStream, {
      isPlain: false,
      secondsLeft: () => 65,
    });
    const snapshot = () => ({ ...fakeSnapshot(), sweep: 250, numSweeps: 500 });
    progress.begin({ label: '[1/4] search-10-seed-1', snapshot });
    progress.begin({ label: '[2/4] search-10-seed-2', snapshot });
    progress.draw();
    expect(written).to.have.length(3);
    for (const line of written) expect([...line.trimEnd()].length).to.be.at.most(69);
    expect(written[0]).to.match(/^\[1\/4\] search-10-seed-1 {2}.* {2}sweep 250\/500, -8/u);
    expect(written[2]).to.match(/^about 1:05 left/);
    progress.draw();
    expect(written[3]).to.equal('\u001b[3A\u001b[J');
    progress.close();
  });
});
