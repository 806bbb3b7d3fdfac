import { expect } from 'chai';
import { Company, mostLosses } from '../../../core/cluster/company.ts';
import { HostLost, failureOf } from '../../../core/cluster/failures.ts';
import { Pace } from '../../../core/cluster/pace.ts';
import type { HostNotice } from '../../../core/cluster/roster.ts';
import { noticeOf } from '../../fixtures/hosts.ts';

const ahead = { numBlocks: 8, stepsLeft: 1000, slow: undefined };

describe('The hosts of the next dealing', () => {
  let present: HostNotice[];
  let pace: Pace;
  let said: string[];
  let company: Company;

  beforeEach(() => {
    [present, pace, said] = [[noticeOf(1, 1)], new Pace(), []];
    const say = (line: string) => said.push(line);
    company = new Company({ present: () => Promise.resolve(present), pace, say });
    company.begin([noticeOf(0, 1), noticeOf(1, 1)]);
  });

  function ids(): string[] {
    return company.hosts.map(({ id }) => id);
  }

  // Seen to fail: with those who are present.
  it('are those of this one and who has come, though a sign of life is late', async () => {
    present = [noticeOf(2, 1)];
    expect(await company.wantsNewDeal(ahead)).to.equal(true);
    expect(ids()).to.deep.equal(['host-0', 'host-1', 'host-2']);
    expect(said).to.deep.equal(['Host host-2 has come and gets 2 blocks.']);
  });

  it('stay as they are where nobody comes and nobody leaves', async () => {
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
    expect(await company.wantsNewDeal({ ...ahead, slow: 'Slow.' })).to.equal(true);
    expect(said).to.deep.equal(['Slow.']);
  });

  // Seen to fail: with a slow host that was told of although others take part from now on.
  it('are told of instead of a slow host', async () => {
    present.push(noticeOf(2, 1));
    expect(await company.wantsNewDeal({ ...ahead, slow: 'Slow.' })).to.equal(true);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/host-2 has come/);
  });

  // Seen to fail: with everybody taken in who comes.
  it('are at most as many as there are blocks', async () => {
    present.push(...[2, 3, 4].map((host) => noticeOf(host, 1)));
    await company.wantsNewDeal({ ...ahead, numBlocks: 4 });
    expect(ids()).to.deep.equal(['host-0', 'host-1', 'host-2', 'host-3']);
  });

  // Seen to fail: without a look at what a step would take.
  it('do not become more where no step would be shorter: a slow one has a single block already', async () => {
    const [fast, slow] = [0, 1].map((host) => stint(host, host === 0 ? 1 : 50));
    pace.look({
      hosts: [fast, slow],
      numSteps: 1,
      seconds: 50,
      secondsOfBeginning: 0,
      stepsLeft: 1,
    });
    present.push(noticeOf(2, 1));
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
    expect(ids()).to.deep.equal(['host-0', 'host-1']);
  });

  // Seen to fail: with those taken in who are on their way out.
  it('are not those who come and want to leave', async () => {
    present.push({ ...noticeOf(2, 1), isLeaving: true });
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
  });

  // Seen to fail: with everybody taken who is there after a loss, and with nobody of that machine.
  it('are after five losses those who are left, and no others of that machine', () => {
    const [first, second, third] = [1, 2, 3].map((life) => ({
      ...noticeOf(life, 1),
      name: 'carl',
    }));
    company.begin([noticeOf(0, 1), first, second]);
    company.noteFailure(new HostLost(first.id, 'gives no sign of life'));
    company.begin([noticeOf(0, 1), second, first]);
    expect(ids(), 'after one').to.deep.equal(['host-0', 'host-2', 'host-1']);
    for (let loss = 2; loss <= mostLosses; loss++) {
      company.noteFailure(new HostLost(first.id, 'gives no sign of life'));
    }
    company.begin([noticeOf(0, 1), second, third]);
    expect(ids()).to.deep.equal(['host-0', 'host-2']);
    expect(said).to.deep.equal([
      'Not taken: host host-3; its machine was lost 5 times in this run.',
    ]);
  });

  // Seen to fail: with whoever is there; the host ended meanwhile, and was lost once more.
  it('are not those that have just told that they cannot go on, which are still there', async () => {
    const failure = failureOf('host-1', 1, {
      type: 'failed',
      as: 'accident',
      message: 'no memory',
    });
    company.noteFailure(failure);
    expect(company.begin([noticeOf(0, 1), noticeOf(1, 1)])).to.equal(true);
    expect(ids()).to.deep.equal(['host-0']);
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
    expect(ids()).to.deep.equal(['host-0']);
    expect(said).to.deep.equal([]);
  });

  // Seen to fail: with hosts that are counted only.
  it('are told of only where they are not those of before', () => {
    expect(company.begin([noticeOf(0, 1), noticeOf(1, 1)])).to.equal(false);
    expect(company.begin([noticeOf(0, 1), noticeOf(2, 1)])).to.equal(true);
    expect(company.begin([noticeOf(0, 1)])).to.equal(true);
  });

  // Seen to fail: with losses counted by the ids of processes.
  it('are not on a machine that was lost five times, whatever its process is called', async () => {
    for (let life = 1; life <= mostLosses; life++) {
      present = [noticeOf(1, 1), { ...noticeOf(2, 1), id: `carl-${life}`, name: 'carl' }];
      expect(await company.wantsNewDeal(ahead)).to.equal(true);
      company.noteFailure(new HostLost(`carl-${life}`, 'gives no sign of life'));
      company.begin([noticeOf(0, 1), noticeOf(1, 1)]);
    }
    present = [noticeOf(1, 1), { ...noticeOf(2, 1), id: 'carl-6', name: 'carl' }];
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
    expect(await company.wantsNewDeal(ahead)).to.equal(false);
    expect(said.slice(mostLosses)).to.deep.equal([
      'Not taken: host carl-6; its machine was lost 5 times in this run.',
    ]);
  });
});

/** A step with all its blocks. */
function stint(host: number, secondsOfUnit: number) {
  const { id, workers } = noticeOf(host, 1);
  const numBlocks = host === 0 ? 7 : 1;
  return { id, workers, numBlocks, busySeconds: numBlocks * secondsOfUnit, waitingSeconds: 0 };
}
