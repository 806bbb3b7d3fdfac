/** Makes and opens parameter servers: the one place that knows every transport. */
import type { Arena } from '../memory/arena.ts';
import { type EmbeddedConnection, openEmbedded } from './embedded/open.ts';
import { EmbeddedServer, embeddedBytes, embeddedConnectionBytes } from './embedded/server.ts';
import type { Connection, OpenedServer, ParameterServer, ServerShape } from './server.ts';

/** Bytes that a server takes of the arena. */
export function serverBytes(shape: ServerShape): number {
  return embeddedBytes(shape);
}

/** Bytes that a connection with this many clients takes of it. */
export function connectionBytes(shape: ServerShape, numClients: number): number {
  return embeddedConnectionBytes(shape, numClients);
}

/** Makes a server in the memory that the workers share. */
export function createServer(arena: Arena, shape: ServerShape): ParameterServer {
  return new EmbeddedServer(arena, shape);
}

/** Opens what `ParameterServer.connect` has given, in any thread. */
export function openServer(connection: Connection): OpenedServer {
  return openEmbedded(connection as EmbeddedConnection);
}
