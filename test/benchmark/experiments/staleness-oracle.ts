/**
 * The bound of live reading, checked through the data path, in every worker thread of a run: to be
 * loaded before all else (`node --import`), since threads inherit that.
 *
 * Each client adds 1 to a column of its own with every push. So a pull says how many steps of each
 * client it contains, whatever the clocks believe. The columns are those by which rows are padded.
 * A violation ends the run.
 */
import { workerData } from 'node:worker_threads';
import { assert } from '../../../core/errors.ts';
import type { Step } from '../../../core/parameter-server/client.ts';
import { LiveClient } from '../../../core/parameter-server/embedded/live-client.ts';
import type { EmbeddedConnection } from '../../../core/parameter-server/embedded/open.ts';
import type { WorkerSetup } from '../../../core/training/messages.ts';

// Loaded in the main thread as well, which has no client.
if (workerData !== null) watch(workerData as WorkerSetup);

function watch({ server, priors }: WorkerSetup): void {
  const { leadBound: staleness, table } = server as EmbeddedConnection;
  const { numClients, stride } = table;
  const numColumns = priors.alpha.length;
  assert(numColumns + numClients <= stride, 'a column for each client');

  const { pull, push } = LiveClient.prototype;
  LiveClient.prototype.pull = function (this: LiveClient, step: Step) {
    const pending = pull.call(this, step);
    for (let other = 0; other < numClients; other++) {
      const seen = this.totals[numColumns + other];
      const what = `client ${step.client} reads ${seen} steps of client ${other} at clock ${step.clock}`;
      assert(seen >= step.clock - staleness, `${what}: staler than the bound`);
      assert(seen <= step.clock + staleness + 1, `${what}: beyond the lead`);
      assert(other !== step.client || seen === step.clock, `${what}: its own`);
    }
    return pending;
  };
  LiveClient.prototype.push = function (this: LiveClient, step: Step) {
    this.totals[numColumns + step.client]++;
    return push.call(this, step);
  };
}
