import { expect } from 'chai';
import { isHeldOut } from '../../../core/evaluation/hold-out.ts';

describe('Documents that are held out', () => {
  const names = Array.from({ length: 20_000 }, (_, number) => `document-${number}.txt`);

  it('are about as many as asked for, whatever the names are like', () => {
    for (const share of [0.01, 0.1, 0.5]) {
      for (const like of [
        (n: string) => n,
        (n: string) => n.slice(9, -4),
        (n: string) => `${n}ä`,
      ]) {
        const found = names.filter((name) => isHeldOut(like(name), share)).length / names.length;
        expect(found / share).to.be.within(0.8, 1.2);
      }
    }
  });

  it('stay held out when the share grows', () => {
    const few = names.filter((name) => isHeldOut(name, 0.1));
    expect(few.every((name) => isHeldOut(name, 0.2))).to.equal(true);
  });

  it('are none at a share of 0', () => {
    expect(names.some((name) => isHeldOut(name, 0))).to.equal(false);
  });
});
