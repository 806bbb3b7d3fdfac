/**
 * The bound of live reading, checked through the data path, in every worker thread of a run: to be
 * loaded before all else (`node --import`), since threads inherit that.
 *
 * Each client adds 1 to a cell of its own in the shard it pushes to, after the push. So at a pull
 * the cells of a client, summed over the shards, say how many of its steps the read contains,
 * whatever the clocks believe. The cells lie in a version of the totals that live reading does not
 * use. A violation ends the run.
 */
import { workerData } from 'node:worker_threads';
import { assert } from '../../../core/errors.ts';
import type { Step } from '../../../core/parameter-server/client.ts';
import { LiveClient } from '../../../core/parameter-server/live-client.ts';
import { totalsPart } from '../../../core/parameter-server/table.ts';
import type { WorkerSetup } from '../../../core/training/messages.ts';

const unusedVersion = 1;

// Loaded in the main thread as well, which has no client.
if (workerData !== null) watch(workerData as WorkerSetup);

function watch({ memory, table, leadBound: staleness }: WorkerSetup): void {
  const { numShards, numClients, stride } = table;
  assert(numClients <= stride, 'a cell for each client');
  const cells = Array.from({ length: numShards }, (_, shard) =>
    totalsPart(memory, table, { shard, version: unusedVersion }),
  );
  const stepsSeen = (client: number) =>
    cells.reduce((sum, ofShard) => sum + Atomics.load(ofShard, client), 0);

  const { pull, push } = LiveClient.prototype;
  LiveClient.prototype.pull = function (this: LiveClient, step: Step) {
    for (let other = 0; other < numClients; other++) {
      const seen = stepsSeen(other);
      const what = `client ${step.client} reads ${seen} steps of client ${other} at clock ${step.clock}`;
      assert(seen >= step.clock - staleness, `${what}: staler than the bound`);
      assert(seen <= step.clock + staleness + 1, `${what}: beyond the lead`);
      assert(other !== step.client || seen === step.clock, `${what}: its own`);
    }
    pull.call(this, step);
  };
  LiveClient.prototype.push = function (this: LiveClient, step: Step) {
    push.call(this, step);
    Atomics.add(cells[step.shard], step.client, 1);
  };
}
