/**
 * Goal: the first signal has an effect within a second, whatever a command is at. Commands that leave
 * the signal to the system end at once; the others hear it when their thread has a break, so that
 * no stretch without one may be long. The corpus is large enough for phases of seconds.
 *
 * Not asked of prepare and export: they check a vocabulary in one stretch when they open a file, which
 * takes 1.4 s of the processor with these 300,000 words.
 *
 * Seen to fail on the version before: import, which heard nothing while it chose the words and wrote
 * the tokens, and train, which said nothing before it had ended.
 */
import { expect } from 'chai';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { testFolder } from '../fixtures/folder.ts';
import { Gibbon, gibbon } from './gibbon.ts';

const numDocuments = 150_000;
const filters = ['--min-documents', '1', '--stop-words', 'none'];

/**
 * Tells at the end for how long its thread had no break: of the processor's time, where Linux tells
 * it, so that what else the machine does is no matter.
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
    longest = Math.max(longest, now() - last);
    last = now();
  };
  if (isMainThread) {
    setInterval(look, 10).unref();
    process.on('exit', () => {
      look();
      console.error('longest pause: ' + Math.round(longest) + ' ms');
    });
  }`)}`;

describe('The first signal', function () {
  this.timeout(600_000);
  const folder = testFolder();

  it('is heard within a second in every phase of a command that listens for it', async () => {
    fs.writeFileSync(folder.at('m.txt'), text());
    const commands = [
      ['import', 'm.txt', '--into', 'm.gibbon', ...filters],
      ['copy', 'm.gibbon', 'c.gibbon'],
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
      fs.writeFileSync(folder.at('m.txt'), text());
      await gibbon(['import', folder.at('m.txt'), '--into', file, ...filters]);
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
      for (const command of ['verify', 'topics', 'evaluate']) {
        const looking = new Gibbon([command, file]);
        await sleep(400);
        looking.kill(signal);
        const sent = performance.now();
        const ended = await looking.ended;
        expect(ended.signal, `${command}: ${ended.stderr}`).to.equal(signal);
        expect(performance.now() - sent).to.be.below(1000);
      }
    });
  }
});

/** Documents of 20 words of a vocabulary as large as there are documents. */
function text(): string {
  const letters = (number: number) => number.toString(26).replace(/\d/g, (n) => 'qrstuvwxyz'[+n]!);
  const line = (document: number) =>
    Array.from({ length: 20 }, (_, place) =>
      place < 2
        ? `word${letters(document)}${'ab'[place]}`
        : `word${letters((document * (place + 7)) % 5000)}`,
    ).join(' ');
  return `${Array.from({ length: numDocuments }, (_, document) => line(document)).join('\n')}\n`;
}
