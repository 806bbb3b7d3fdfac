/** An inspecting thread's main program: it stores the tables of an inspection. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { storeTables } from '../project/open-inspection.ts';
import type { InspectedRun } from './inspecting-threads.ts';

assert(parentPort !== null, 'an inspecting thread is started by who waits for it');
const port = parentPort;
const { file, run } = workerData as InspectedRun;
storeTables(file, run, (message) => {
  port.postMessage(message);
});
