/**
 * `make crash-cluster`: a hundred kills of masters and a hundred of hosts, the coordinator included, in runs
 * on several hosts; the figures are written into docs/faults.md.
 *
 *     node dist/test/crash/cluster-main.js [--masters N] [--hosts N] [--seed N]
 */
import { parseArgs } from 'node:util';
import { hasRedisServer } from '../fixtures/redis-server.ts';
import { type ClusterCrashes, crashCluster } from './cluster.ts';
import { writeTable } from './faults-page.ts';

const { values } = parseArgs({
  options: {
    masters: { type: 'string', default: '100' },
    hosts: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});

if (!hasRedisServer) throw new Error('redis-server and redis-cli are not there');
const started = performance.now();
const seed = Number(values.seed);
const result = await crashCluster({
  numMasters: Number(values.masters),
  numHosts: Number(values.hosts),
  seed,
  tell: (line) => {
    console.error(line);
  },
});
writeTable('crash cluster', tableOf(result), {
  seed,
  minutes: (performance.now() - started) / 60_000,
});
for (const finding of result.findings) console.log(`FOUND: ${finding}`);
process.exitCode = result.findings.length > 0 ? 1 : 0;

function tableOf({
  masters,
  hosts,
  coordinators,
  compared,
  longestSeconds,
  findings,
}: ClusterCrashes) {
  return [
    '| | |',
    '|---|--:|',
    `| masters of the server killed by SIGKILL | ${masters} |`,
    `| hosts killed by SIGKILL | ${hosts} |`,
    `| of these coordinators, resumed | ${coordinators} |`,
    `| runs that came to their end and were compared with one machine | ${compared} |`,
    `| longest time from the last kill to the end, s | ${longestSeconds.toFixed(0)} |`,
    `| different, hung, or something left on the server | ${findings.length} |`,
  ];
}
