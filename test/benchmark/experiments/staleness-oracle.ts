/**
 * The bound of live reading, checked through the data path, in every worker thread of a run: to be
 * loaded before all else (`node --import`), since threads inherit that.
 *
 * Each client adds 1 to a column of its own with every push. So a pull says how many steps of each
 * client it contains, whatever the clocks believe. The columns are those by which rows are padded.
 * A violation ends the run.
 */
import { assert } from '../../../core/errors.ts';
import type { Step } from '../../../core/parameter-server/client.ts';
import { LiveClient } from '../../../core/parameter-server/embedded/live-client.ts';
import type { EmbeddedConnection } from '../../../core/parameter-server/embedded/open.ts';
import type { ToWorker, WorkerSetup } from '../../../core/training/messages.ts';
import { WorkerService } from '../../../core/training/worker-service.ts';

interface Watched {
  readonly staleness: number;
  readonly numClients: number;
  /** First of the columns of clients. */
  readonly column: number;
}

/** What this thread trains; undefined in the main thread, which has no client. */
let watched: Watched | undefined;

const { answer } = WorkerService.prototype;
WorkerService.prototype.answer = function (this: WorkerService, command: ToWorker) {
  if (command.type === 'open') watched = watchedOf(command.setup);
  return answer.call(this, command);
};

const { pull, push } = LiveClient.prototype;
LiveClient.prototype.pull = function (this: LiveClient, step: Step) {
  const pending = pull.call(this, step);
  const { staleness, numClients, column } = expectWatched();
  for (let other = 0; other < numClients; other++) {
    const seen = this.totals[column + other];
    const what = `client ${step.client} reads ${seen} steps of client ${other} at clock ${step.clock}`;
    assert(seen >= step.clock - staleness, `${what}: staler than the bound`);
    assert(seen <= step.clock + staleness + 1, `${what}: beyond the lead`);
    assert(other !== step.client || seen === step.clock, `${what}: its own`);
  }
  return pending;
};
LiveClient.prototype.push = function (this: LiveClient, step: Step) {
  this.totals[expectWatched().column + step.client]++;
  return push.call(this, step);
};

function watchedOf({ server, priors }: WorkerSetup): Watched {
  const { leadBound: staleness, table } = server as EmbeddedConnection;
  const { numClients, stride } = table;
  const column = priors.alpha.length;
  assert(column + numClients <= stride, 'a column for each client');
  return { staleness, numClients, column };
}

function expectWatched(): Watched {
  assert(watched !== undefined, 'a client is opened by a worker');
  return watched;
}
