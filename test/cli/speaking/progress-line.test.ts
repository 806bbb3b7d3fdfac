import { expect } from 'chai';
import { cellWidth } from '../../../cli/components/cells.ts';
import { withinLine } from '../../../cli/speaking/progress-line.ts';

describe('A line of progress', () => {
  // Seen to fail: with letters counted, of which some take two cells.
  it('fits into the width of the terminal in any script', () => {
    for (const name of ['经济与社会发展'.repeat(20), 'texts/'.repeat(30), '\u{1f600}'.repeat(90)])
      expect(cellWidth(withinLine(`reading ${name}`, 80)), name).to.be.within(78, 79);
    expect(withinLine('reading a.csv', 80)).to.equal('reading a.csv');
  });
});
