/**
 * Goal: the first signal has an effect within a second, whatever a command is at. Commands that leave
 * the signal to the system end at once, and so do the others until they listen for it; then they hear
 * it when their thread has a break, so that no stretch without one may be long. The corpus is large
 * enough for phases of seconds.
 *
 * Seen to fail on versions before: import, which heard nothing while it chose the words and wrote the
 * tokens; train, which said nothing before it had ended, and made the tables for looking in one stretch
 * after the last sweep (4.7 s of the processor); prepare (1.2 s), export (3.2 s), infer (3.6 s) and
 * search (3.1 s), which opened what they needed after they had begun to listen.
 */
import { expect } from 'chai';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { testFolder } from '../fixtures/folder.ts';
import { filesIn } from './folder.ts';
import { Gibbon, gibbon } from './gibbon.ts';

const numDocuments = 150_000;
const filters = ['--min-documents', '1', '--stop-words', 'none'];

/**
 * Tells at the end for how long its thread had no break while it listened for signals: of the
 * processor's time, where Linux tells it, so that what else the machine does is no matter.
 */
const tellPauses = `--import=data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const times = '/proc/self/task/' + process.pid + '/schedstat';
  const now = existsSync(times)
    ? () => Number(readFileSync(times, 'latin1').split(' ')[0]) / 1e6
    : () => performance.now();
  let [last, longest] = [now(), 0];
  const look = () => {
    if (process.listenerCount('SIGINT') > 0) longest = Math.max(longest, now() - last);
    last = now();
  };
  if (isMainThread) {
    process.on('newListener', (event) => {
      if (event === 'SIGINT' && process.listenerCount(event) === 0) last = now();
    });
    setInterval(look, 10).unref();
    process.on('exit', () => {
      look();
      console.error('longest pause: ' + Math.round(longest) + ' ms');
    });
  }`)}`;

/** Commands that leave signals to the system, or do so while they open a model. */
const looking = [
  ['verify'],
  ['topics'],
  ['evaluate'],
  ['trends', '--by', 'year'],
  ['report', '--into', 'r.html'],
  ['export', '--to', 'tables/', '--format', 'csv'],
  ['infer', 'm.jsonl'],
];

describe('The first signal', function () {
  this.timeout(600_000);
  const folder = testFolder();

  it('is heard within a second in every phase of a command that listens for it', async () => {
    fs.writeFileSync(folder.at('m.jsonl'), text());
    fs.writeFileSync(folder.at('new.txt'), 'worda wordb wordc\n'.repeat(100));
    const commands = [
      ['import', 'm.jsonl', '--into', 'm.gibbon', ...filters],
      ['train', 'm.gibbon', '--topics', '20', '--sweeps', '2', '--plain'],
      ['copy', 'm.gibbon', 'c.gibbon'],
      ['prepare', 'm.gibbon', '--into', 'p.gibbon', '--min-documents', '2'],
      ['export', 'm.gibbon', '--to', 'tables/', '--format', 'csv', '--only', 'documents,topics'],
      ['infer', 'm.gibbon', 'new.txt', '--to', 'new.jsonl'],
      ['search', 'm.gibbon', '--topics', '5', '--seeds', '2', '--sweeps', '1', '--plain'],
    ];
    const pauses: string[] = [];
    for (const args of commands) {
      const surroundings = { cwd: folder.path, nodeFlags: [tellPauses], limitSeconds: 300 };
      const { status, stderr } = await gibbon(args, surroundings);
      expect(status, stderr).to.equal(0);
      const pause = Number(/longest pause: (\d+) ms/.exec(stderr)?.[1]);
      if (!(pause < 1000)) pauses.push(`${args[0]}: ${pause} ms`);
    }
    expect(pauses).to.deep.equal([]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`${signal} is answered at once by a training, and ends what only looks`, async () => {
      const file = folder.at('m.gibbon');
      fs.writeFileSync(folder.at('m.jsonl'), text());
      await gibbon(['import', folder.at('m.jsonl'), '--into', file, ...filters]);
      const training = new Gibbon([
        'train',
        file,
        '--topics',
        '500',
        '--sweeps',
        '1000',
        '--plain',
      ]);
      await training.untilItSays(/sweep +\d/);
      const heard = training.untilItSays(/Stopping at the next step, with a checkpoint/);
      training.kill(signal);
      const asked = performance.now();
      await heard;
      expect(performance.now() - asked).to.be.below(1000);
      await training.ended;
      const lookers = signal === 'SIGINT' ? looking : looking.slice(0, 2); // one signal stands for all
      for (const [command, ...options] of lookers) {
        const looker = new Gibbon([command, file, ...options], { cwd: folder.path });
        await sleep(400);
        looker.kill(signal);
        const sent = performance.now();
        const ended = await looker.ended;
        expect(ended.signal, `${command}: ${ended.stderr}`).to.equal(signal);
        expect(performance.now() - sent).to.be.below(1000);
      }
      // A log that a process leaves which is ended so belongs to the file: see docs/faults.md.
      const left = filesIn(folder.path).filter((name) => !/-(?:wal|shm)$/u.test(name));
      expect(left).to.deep.equal(['m.gibbon', 'm.jsonl']);
      expect((await gibbon(['verify', file])).status).to.equal(0);
    });
  }
});

/** Documents of 20 words, with two words for each document that only it has, and their years. */
function text(): string {
  const letters = (number: number) => number.toString(26).replace(/\d/g, (n) => 'qrstuvwxyz'[+n]!);
  const line = (document: number) =>
    Array.from({ length: 20 }, (_, place) =>
      place < 2
        ? `word${letters(document)}${'ab'[place]}`
        : `word${letters((document * (place + 7)) % 5000)}`,
    ).join(' ');
  const json = (document: number) =>
    JSON.stringify({ text: line(document), year: 1900 + (document % 100) });
  return `${Array.from({ length: numDocuments }, (_, document) => json(document)).join('\n')}\n`;
}
