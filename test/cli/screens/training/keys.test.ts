import { expect } from 'chai';
import { trainingCommand } from '../../../../cli/screens/training/keys.ts';
import { startTrainingScreen } from '../../../../cli/screens/training/state.ts';
import { fakeSnapshot } from '../../../fixtures/fake-training-feed.ts';

const sampling = startTrainingScreen(fakeSnapshot());
const paused = startTrainingScreen(fakeSnapshot({ state: 'paused' }));

describe('the keys of the training screen', () => {
  it('pause, and go on', () => {
    expect(trainingCommand('p', sampling)).to.equal('pause');
    expect(trainingCommand(' ', sampling)).to.equal('pause');
    expect(trainingCommand('p', paused)).to.equal('go-on');
  });

  it('save, inspect and stop', () => {
    expect(trainingCommand('c', sampling)).to.equal('checkpoint');
    expect(trainingCommand('enter', paused)).to.equal('inspect');
    expect(trainingCommand('q', sampling)).to.equal('quit');
    expect(trainingCommand('ctrl-c', sampling)).to.equal('interrupt');
  });

  it('ask only once for an inspection', () => {
    expect(trainingCommand('enter', { ...sampling, request: 'inspect' })).to.equal(undefined);
  });

  it('do nothing but stop and help while the corpus is read', () => {
    const loading = startTrainingScreen(fakeSnapshot({ state: 'loading' }));
    expect(trainingCommand('p', loading)).to.equal(undefined);
    expect(trainingCommand('enter', loading)).to.equal(undefined);
    expect(trainingCommand('q', loading)).to.equal('quit');
  });

  it('close the help rather than stop the run while it is open', () => {
    const helping = { ...sampling, isHelpOpen: true };
    expect(trainingCommand('q', helping)).to.equal('toggle-help');
    expect(trainingCommand('c', helping)).to.equal(undefined);
    expect(trainingCommand('ctrl-c', helping)).to.equal('interrupt');
  });
});
