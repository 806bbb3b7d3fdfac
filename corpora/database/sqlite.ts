/**
 * Opens SQLite, by the one of two versions of better-sqlite3 that this Node can run.
 *
 * Version 13 is built on Node-API 10 and brings its binaries along; Node 20 has only version 9 of
 * that interface, and the package would crash there. Version 12 is compiled for one Node, and
 * crashes on Node 24.19 and later, when a statement is collected. So each has its Node.
 */
import type Sqlite from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';

const hasNodeApi10 = Number(process.versions['napi']) >= 10;
const name = hasNodeApi10 ? 'better-sqlite3-node-api' : 'better-sqlite3';

/** Loaded at once: everything that opens a project file needs it. */
export const Database: typeof Sqlite = await load();

/** @throws {UserError} when it was not installed, or not compiled for this Node. */
async function load(): Promise<typeof Sqlite> {
  try {
    const { default: Loaded } = (await import(name)) as { default: typeof Sqlite };
    new Loaded(':memory:').close(); // the binary is loaded with the first database
    return Loaded;
  } catch (cause) {
    const [found] = String((cause as Error).message).split(/\. |\n/u);
    throw new UserError(
      'sqlite-missing',
      `Cannot load SQLite: ${found}; ${name}, compiled for Node ${process.versions.node}, was expected`,
      { hint: 'Install it again, with the script that compiles it.', cause },
    );
  }
}
