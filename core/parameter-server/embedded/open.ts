/** Opens the server in shared memory, in any thread that has the memory. */
import { int32At } from '../../memory/arena.ts';
import { Rows } from '../../memory/rows.ts';
import type { Reading } from '../client.ts';
import { StaleClocks, numControlCells } from '../clocks.ts';
import type { Connection, OpenedServer } from '../server.ts';
import { buffersAt } from './buffers.ts';
import { LiveClient } from './live-client.ts';
import { LockstepClient } from './lockstep-client.ts';
import { EmbeddedMatrix, type MatrixLayout } from './matrix.ts';
import { StepTotals } from './step-totals.ts';
import type { TableLayout } from './table.ts';

/** Where everything lies. */
export interface EmbeddedLayout {
  readonly memory: WebAssembly.Memory;
  readonly table: TableLayout;
  readonly matrices: readonly MatrixLayout[];
  readonly reading: Reading;
  /** How many clocks a client may be ahead of the slowest. */
  readonly leadBound: number;
  /** StaleClocks' control cells. */
  readonly controlAddress: number;
}

export interface EmbeddedConnection extends Connection, EmbeddedLayout {
  readonly buffersAddress: number;
  /** Clients to be opened. */
  readonly numHands: number;
}

export function openEmbedded(connection: EmbeddedConnection): OpenedServer {
  const { memory, table, reading, buffersAddress, numHands } = connection;
  const clocks = openClocks(connection);
  const Client = reading === 'live' ? LiveClient : LockstepClient;
  const stepTotals = new StepTotals(memory, table); // what lockstep's clients share
  return {
    clocks,
    rows: openRows(connection),
    rowsAreShared: reading === 'live',
    matrices: openMatrices(connection),
    clients: Array.from({ length: numHands }, (_, index) => {
      const buffers = buffersAt(memory, table, { address: buffersAddress, index });
      return new Client(memory, table, { clocks, buffers, stepTotals });
    }),
  };
}

export function openClocks(layout: EmbeddedLayout): StaleClocks {
  const { memory, controlAddress, leadBound } = layout;
  const { numShards, numClients, clocksAddress } = layout.table;
  return new StaleClocks(
    {
      control: int32At(memory, controlAddress, numControlCells),
      completed: int32At(memory, clocksAddress, numShards * numClients),
    },
    { numShards, numClients, staleness: leadBound },
  );
}

export function openRows({ memory, table }: EmbeddedLayout): Rows {
  return new Rows(memory, table.rows);
}

export function openMatrices({ memory, matrices }: EmbeddedLayout): EmbeddedMatrix[] {
  return matrices.map((layout) => new EmbeddedMatrix(memory, layout));
}
