/** What a crew of several hosts is made of. */
import type { Rest } from '../parameter-server/bridge/outbox.ts';
import type { Exchange } from '../parameter-server/exchange.ts';
import type { Company } from './company.ts';
import type { Pace } from './pace.ts';
import type { HostNotice, Roster } from './roster.ts';

export interface ClusterOptions {
  /** Of the run, in the names of keys. */
  readonly run: string;
  readonly exchange: Exchange;
  readonly roster: Roster;
  /** Who takes part; the first is this process. */
  readonly hosts: readonly HostNotice[];
  /** They, and those that come. */
  readonly company: Company;
  /** Of hosts, in this generation and those before. */
  readonly pace: Pace;
  readonly rest: Rest;
  /** Asks the exchange again and again while it is out of reach. @throws the signal's reason. */
  readonly outlast: <Answer>(ask: () => Promise<Answer>, signal: AbortSignal) => Promise<Answer>;
  /** Told what people should know. */
  readonly say: (message: string) => void;
  /** Has a checkpoint written soon, at which blocks can be dealt again. */
  readonly askForCheckpoint: () => void;
}
