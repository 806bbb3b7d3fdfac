/**
 * Whether 20 Newsgroups gives the same bytes alone and on hosts of this machine:
 *
 *     node dist/test/benchmark/cluster/same-bytes.js PROJECT...        20 Newsgroups, imported
 *
 * Prints a row for each run, and ends with status 1 when one differs.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RedisServer, hasRedisServer } from '../../fixtures/redis-server.ts';
import { type Training, copyOf, runOnHosts } from './run-on-hosts.ts';

const [given] = process.argv.slice(2);
if (given === undefined || !fs.existsSync(given) || !hasRedisServer) {
  console.error(
    'Skipped: a project file of 20 Newsgroups, and redis-server or valkey-server, are needed.',
  );
  process.exit(0);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-same-'));
const project = path.join(folder, 'news.gibbon');
fs.copyFileSync(given, project);
const server = await RedisServer.start(folder);
let numDifferent = 0;

type Step = Omit<Training, 'project' | 'server'>;

/** Trains a copy step by step. @returns the hash of what is stored at the end. */
async function stateAfter(name: string, steps: readonly Step[]): Promise<string> {
  const copy = copyOf(project, name);
  let state = '';
  for (const step of steps) ({ state } = await runOnHosts({ ...step, project: copy, server }));
  fs.rmSync(copy);
  return state;
}

async function compare(what: string, expected: string, steps: readonly Step[]): Promise<void> {
  const state = await stateAfter('shared', steps);
  if (state !== expected) numDifferent++;
  console.log(`| ${what} | ${state.slice(0, 16)} | ${state === expected ? 'yes' : 'NO'} |`);
}

const model = ['train', '--seed', '7', '--sweeps'];
/** Priors are learnt from the 50th sweep on. */
for (const [topics, sweeps, learning] of [
  ['100', 20, ['--optimize', 'none']],
  ['400', 20, ['--optimize', 'none']],
  ['100', 60, ['--optimize-every', '5']],
] as const) {
  const [first, second] = [Math.round(0.3 * sweeps), Math.round(0.9 * sweeps)];
  const argsTo = (last: number) => [...model, String(last), '--topics', topics, ...learning];
  const args = argsTo(sweeps);
  const expected = await stateAfter('alone', [{ args, numHosts: 0, workers: 2 }]);
  const what = `K = ${topics}, ${learning.join(' ').replace('--', '')}`;
  console.log(`| ${what}, alone | ${expected.slice(0, 16)} | |`);
  const shapes = topics === '100' && learning[1] === 'none' ? [1, 2, 4, 8] : [3];
  for (const numHosts of shapes) {
    for (const workers of [1, 2]) {
      const steps = [{ args, numHosts, workers }];
      await compare(`${what}, ${numHosts} hosts, ${workers} workers each`, expected, steps);
    }
  }
  const stretches = (numHosts: number): Step[] => [
    { args: argsTo(first), numHosts: 0, workers: 1 },
    { args: ['resume', '--sweeps', String(second)], numHosts, workers: 1 },
    { args: ['resume', '--sweeps', String(sweeps)], numHosts: 0, workers: 2 },
  ];
  // Priors rest in the last part of a stretch, so that its end decides what is learnt.
  const alone = await stateAfter('alone', stretches(0));
  console.log(`| ${what}, alone to ${first}, ${second} and ${sweeps} | ${alone.slice(0, 16)} | |`);
  const shared = `${what}, alone to ${first}, 3 hosts to ${second}, alone to ${sweeps}`;
  await compare(shared, alone, stretches(3));
}
await server.stop();
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = numDifferent === 0 ? 0 : 1;
