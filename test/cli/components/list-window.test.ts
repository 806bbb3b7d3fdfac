import { expect } from 'chai';
import fc from 'fast-check';
import {
  keepVisible,
  listStart,
  moveInList,
  type ListMove,
} from '../../../cli/components/list-window.ts';

const moves: ListMove[] = [
  'up',
  'down',
  'pageUp',
  'pageDown',
  'home',
  'end',
  'wheelUp',
  'wheelDown',
];

describe('moving in a list', () => {
  const extent = { total: 10, visible: 4 };

  it('scrolls only when the cursor would leave the screen', () => {
    let position = listStart;
    for (let step = 0; step < 3; step++) position = moveInList(position, 'down', extent);
    expect(position).to.deep.equal({ cursor: 3, first: 0 });
    expect(moveInList(position, 'down', extent)).to.deep.equal({ cursor: 4, first: 1 });
  });

  it('stops at both ends', () => {
    expect(moveInList(listStart, 'up', extent)).to.deep.equal(listStart);
    expect(moveInList(listStart, 'end', extent)).to.deep.equal({ cursor: 9, first: 6 });
  });

  it('keeps the cursor in sight when the screen becomes lower', () => {
    expect(keepVisible({ cursor: 9, first: 0 }, { total: 10, visible: 3 }).first).to.equal(7);
  });

  it('shows no empty rows while there are enough to fill the screen', () => {
    expect(keepVisible({ cursor: 9, first: 9 }, { total: 10, visible: 4 }).first).to.equal(6);
  });

  it('has the cursor in the list and on the screen, whatever is pressed', () => {
    // Fault once planted: leaving `first` as it was on a page move.
    const anyExtent = fc.record({ total: fc.nat(30), visible: fc.nat(12) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...moves), anyExtent)), (steps) => {
        let position = listStart;
        for (const [move, { total, visible }] of steps) {
          position = moveInList(position, move, { total, visible });
          expect(position.cursor).to.be.within(0, Math.max(0, total - 1));
          const lastOnScreen = position.first + Math.max(1, visible) - 1;
          expect(position.cursor).to.be.within(position.first, lastOnScreen);
        }
      }),
    );
  });
});
