/** Trains on this machine, alone or as several hosts, and says what it took. Linux, with a Redis or Valkey server. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { RedisServer } from '../../fixtures/redis-server.ts';
import { storedState } from '../../fixtures/stored-state.ts';
import { type Usage, tellUsage } from '../../fixtures/tell-usage.ts';
import { eventsOf } from '../../end-to-end/gibbon.ts';

export const program = fileURLToPath(new URL('../../../bin/gibbon.js', import.meta.url));

export interface HostEvent {
  readonly tokensPerSecond: number;
  readonly waitingShare: number;
  readonly numBytes: number;
}

export interface Training {
  readonly project: string;
  /** Of `gibbon train` or `gibbon resume`, without the server. */
  readonly args: readonly string[];
  /** 0: alone, without a server. */
  readonly numHosts: number;
  readonly workers: number;
  readonly server: RedisServer;
}

export interface Trained {
  /** SHA-256 of all topics and the priors, as they are stored. */
  readonly state: string;
  /** From the first event to the last. */
  readonly seconds: number;
  /** The coordinator first. */
  readonly processes: readonly Usage[];
  /** The last that was told of each host. */
  readonly hosts: readonly HostEvent[];
  readonly server: ServerUsage;
}

export interface ServerUsage {
  readonly cpuSeconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly peakBytes: number;
}

/** @throws when one of the processes fails. */
export async function runOnHosts(training: Training): Promise<Trained> {
  const { project, args, numHosts, workers, server } = training;
  const own = ['--workers', String(workers)];
  server.ask('config', 'resetstat');
  const before = usageOf(server);
  const others = Array.from({ length: Math.max(0, numHosts - 1) }, () =>
    start(['work', server.address, ...own]),
  );
  const where = numHosts === 0 ? [] : ['--server', server.address, '--hosts', String(numHosts)];
  const [command, ...rest] = args;
  const leader = start([command, project, ...rest, '--json', ...own, ...where]);
  const processes = await Promise.all([leader, ...others].map(({ ended }) => ended));
  const events = eventsOf(leader.stdout()) as { seconds?: number; hosts?: HostEvent[] }[];
  const after = usageOf(server);
  return {
    state: storedState(project)?.model ?? 'nothing',
    seconds: events.at(-1)?.seconds ?? NaN,
    processes,
    hosts: events.findLast(({ hosts }) => hosts !== undefined)?.hosts ?? [],
    server: {
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      bytesIn: after.bytesIn - before.bytesIn,
      bytesOut: after.bytesOut - before.bytesOut,
      peakBytes: after.peakBytes,
    },
  };
}

/** A copy of a project file, to be trained in. */
export function copyOf(project: string, name: string): string {
  const copy = path.join(path.dirname(project), `${name}.gibbon`);
  fs.copyFileSync(project, copy);
  return copy;
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', tellUsage, program, ...args], {
    env: { ...process.env, GIBBON_TELLS_USAGE: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, usage] = [1, 2, 3].map((handle) => textOf(child, handle));
  const ended = once(child, 'close').then(([status]): Usage => {
    if (status !== 0) throw new Error(`gibbon ${args.join(' ')} ended with ${status}: ${stderr()}`);
    return JSON.parse(usage()) as Usage;
  });
  return { ended, stdout };
}

function textOf(child: ChildProcess, handle: number): () => string {
  let text = '';
  (child.stdio[handle] as Readable).on('data', (bytes: Buffer) => (text += bytes.toString()));
  return () => text;
}

function usageOf(server: RedisServer): ServerUsage {
  const info = server.ask('info', 'all');
  const field = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
  return {
    cpuSeconds: field('used_cpu_user') + field('used_cpu_sys'),
    bytesIn: field('total_net_input_bytes'),
    bytesOut: field('total_net_output_bytes'),
    peakBytes: field('used_memory_peak'),
  };
}
