/** `gibbon work`: lends this machine's cores to a run that another machine leads. */
import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { describeAddress, readAddress } from '../cluster/address.ts';
import { checkServer } from '../cluster/check-server.ts';
import { connect, endClient } from '../cluster/connection.ts';
import { withDeadline } from '../cluster/deadline.ts';
import { explainServer } from '../cluster/explain-server.ts';
import { findRun, noRun } from '../cluster/find-run.ts';
import { noticeOfThisHost } from '../cluster/fitness.ts';
import { defaultSecondsOfWait } from '../cluster/options.ts';
import { RedisExchange } from '../cluster/redis-exchange.ts';
import { RedisRoster } from '../cluster/redis-roster.ts';
import { ServerTroubles } from '../cluster/server-troubles.ts';
import { takePart } from '../cluster/take-part.ts';
import { seconds } from '../options/times.ts';
import { printMessage } from '../speaking/messages.ts';
import { settingParser } from '../training/options.ts';
import { StopSignals } from '../training/stop-signals.ts';

const examples = `
Examples:
  gibbon work redis://10.0.0.5:6379                    help whatever run is led there
  gibbon work redis://10.0.0.5:6379 --run topics-1000 --wait 8h
  GIBBON_SERVER_PASSWORD_FILE=secret gibbon work rediss://me@valkey.example.org`;

interface WorkOptions {
  readonly workers: number;
  readonly run?: string;
  readonly wait: number;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<server>')
    .description(
      'Takes part in a run that "gibbon train --server" leads on another machine: it samples a share ' +
        'of the documents. No file is needed. It ends when the run does.',
    )
    .addOption(
      new Option('-w, --workers <number>', 'worker threads')
        .argParser(settingParser('numWorkers'))
        .default(availableParallelism(), `${availableParallelism()}, one per core`),
    )
    .option('--run <name>', 'name of the run, where several are led on one server')
    .addOption(
      new Option('--wait <time>', 'how long to wait for a run')
        .argParser(seconds)
        .default(defaultSecondsOfWait, `${defaultSecondsOfWait / 60}m`),
    )
    .addHelpText('after', examples)
    .action(work);
}

async function work(server: string, options: WorkOptions): Promise<void> {
  const connection = await connect(readAddress(server, process.env));
  const client = connection.open();
  const leaving = new AbortController();
  const signals = new StopSignals(() => {
    leaving.abort(new Error('asked to leave'));
  });
  const troubles = new ServerTroubles(connection.address, printMessage);
  const exchange = new RedisExchange(connection, troubles);
  setMaxListeners(0, leaving.signal);
  try {
    for (const note of await checkServer(connection, client)) printMessage(note);
    const self = await noticeOfThisHost(options.workers);
    const search = { client, troubles, self, name: options.run };
    const run = await withDeadline(
      { seconds: options.wait, signal: leaving.signal },
      {
        wait: (signal) => findRun(search, signal),
        explain: () => noRun(options, { where: describeAddress(connection.address), troubles }),
      },
    );
    await takePart(new RedisRoster(client, run.id, troubles), {
      run,
      self,
      exchange,
      leaving: leaving.signal,
    });
  } catch (error) {
    if (error !== leaving.signal.reason) throw explainServer(error, connection.address);
    printMessage('Left. The others go on without this machine.');
    process.exitCode = signals.exitStatus;
  } finally {
    signals.release();
    exchange.close();
    endClient(client);
  }
}
