/**
 * What training as several hosts costs, beside one process of as many workers:
 *
 *     node dist/test/benchmark/cluster/costs.js [--topics 100] [--sweeps 20] [--hosts 2,4] PROJECT...
 *
 * Prints Markdown. All hosts share this machine's cores: CPU time and bytes mean something here, seconds
 * do not.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { RedisServer, hasRedisServer } from '../../fixtures/redis-server.ts';
import { markdownTable } from '../markdown-table.ts';
import { type Trained, copyOf, program, runOnHosts } from './run-on-hosts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    topics: { type: 'string', default: '100' },
    sweeps: { type: 'string', default: '20' },
    hosts: { type: 'string', default: '2,4' },
  },
});
if (!hasRedisServer) {
  console.error('Skipped: redis-server or valkey-server is needed.');
  process.exit(0);
}
const numSweeps = Number(values.sweeps);
const args = ['train', '--topics', values.topics, '--sweeps', values.sweeps, '--seed', '7'];
const columns = [
  'corpus',
  'trained by',
  'CPU of all hosts, s',
  'CPU of the server, s',
  'put by a host in a sweep, kB',
  'planned, kB',
  'over the server’s lines in a sweep, in and out, kB',
  'most memory of the server, MB',
  'of the coordinator and of the other hosts, MB',
  'planned, MB',
  'waiting',
  'seconds',
  'same bytes',
];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-costs-'));
const server = await RedisServer.start(folder);
const rows: string[][] = [];
for (const given of positionals) {
  const project = path.join(folder, 'given.gibbon');
  fs.copyFileSync(given, project);
  for (const numHosts of values.hosts.split(',').map(Number)) {
    const train = (name: string, hosts: number, workers: number) => {
      const copy = copyOf(project, name);
      const trained = runOnHosts({ project: copy, args, numHosts: hosts, workers, server });
      return trained.finally(() => {
        fs.rmSync(copy);
      });
    };
    const alone = await train('alone', 0, numHosts);
    rows.push(rowOf(path.basename(given), `one process, ${numHosts} workers`, alone));
    const shared = await train('shared', numHosts, 1);
    const planned = planOf(project, numHosts);
    rows.push(rowOf('', `${numHosts} hosts of 1 worker`, shared, { alone, planned }));
    console.error(rows.slice(-2).join('\n'));
  }
}
await server.stop();
fs.rmSync(folder, { recursive: true, force: true });
console.log(markdownTable(columns, rows));

function rowOf(
  corpus: string,
  what: string,
  { processes, hosts, server: used, seconds, state }: Trained,
  beside?: { readonly alone: Trained; readonly planned: Planned },
): string[] {
  const cpu = processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const memory = processes.map(({ peakMegabytes }) => peakMegabytes.toFixed(0));
  if (beside === undefined) {
    const nothing = Array.from({ length: 5 }, () => '');
    return [corpus, what, cpu.toFixed(1), ...nothing, memory[0], '', '', seconds.toFixed(1), ''];
  }
  const { traffic, memory: plannedMemory } = beside.planned;
  const put = Math.max(...hosts.map(({ numBytes }) => numBytes)) / numSweeps;
  const waiting = hosts.reduce((sum, { waitingShare }) => sum + waitingShare, 0) / hosts.length;
  const perSweep = (bytes: number) => (bytes / numSweeps / 1000).toFixed(0);
  return [
    corpus,
    what,
    cpu.toFixed(1),
    used.cpuSeconds.toFixed(1),
    (put / 1000).toFixed(0),
    (traffic.hostOut / 1000).toFixed(0),
    `${perSweep(used.bytesIn)}, ${perSweep(used.bytesOut)}`,
    (used.peakBytes / 1e6).toFixed(0),
    memory.join(', '),
    `${inMegabytes(plannedMemory.coordinator)}, ${inMegabytes(plannedMemory.host)}`,
    `${(100 * waiting).toFixed(0)}%`,
    seconds.toFixed(1),
    state === beside.alone.state ? 'yes' : 'NO',
  ];
}

interface Planned {
  readonly traffic: { readonly hostOut: number };
  readonly memory: { readonly coordinator: number; readonly host: number };
}

function planOf(project: string, numHosts: number): Planned {
  const shape = ['--topics', values.topics, '--hosts', String(numHosts), '--workers', '1'];
  const planned = execFileSync(process.execPath, [program, 'plan', project, ...shape, '--json']);
  return JSON.parse(planned.toString()) as Planned;
}

function inMegabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
