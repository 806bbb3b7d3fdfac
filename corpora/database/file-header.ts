/**
 * The header of an SQLite file, and the number in it that tells which state of a project file this
 * is: its generation.
 *
 * SQLite keeps what it has yet to write in a log beside the file (`-wal`, `-journal`), found by its
 * name alone: when a copy replaces the file, the log of the old one is applied to it, and ruins it.
 * So each transaction gives the file a new generation. It is in the first page, and so in every
 * log; a log that does not begin with the generation of the file is not the file's own.
 *
 * The generation is drawn when a file is opened for writing, so that two copies of a file that are
 * changed separately get different ones; each transaction then adds one. It shares SQLite's
 * user_version, the one number of the header that is left to applications, with the version of the
 * tables.
 */
import { randomInt } from 'node:crypto';

export const headerLength = 100;

export interface FileHeader {
  readonly pageSize: number;
  /** SQLite's count of changes; it stands still while the file has a log. */
  readonly numChanges: number;
  readonly numPages: number;
  /** Whether changes go into a `-wal`: someone has the file open, or did not close it. */
  readonly isInUse: boolean;
  readonly applicationId: number;
  readonly version: number;
  readonly generation: number;
}

/** @param bytes the beginning of the first page; undefined when it is no header of SQLite. */
export function readHeader(bytes: Buffer | undefined): FileHeader | undefined {
  if (bytes === undefined || bytes.length < headerLength) return undefined;
  const pageSize = bytes.readUInt16BE(16);
  return {
    pageSize: pageSize === 1 ? 65_536 : pageSize,
    numChanges: bytes.readUInt32BE(24),
    numPages: bytes.readUInt32BE(28),
    isInUse: bytes[18] === 2 || bytes[19] === 2,
    applicationId: bytes.readUInt32BE(68),
    ...fromUserVersion(bytes.readUInt32BE(60)),
  };
}

/** The versions of tables take 8 bits; 23 are left, as the number has a sign. */
const versionBits = 8;
const numGenerations = 2 ** 23;

export function fromUserVersion(userVersion: number): { version: number; generation: number } {
  return {
    version: userVersion & (2 ** versionBits - 1),
    generation: (userVersion >>> versionBits) % numGenerations,
  };
}

export function toUserVersion(version: number, generation: number): number {
  return ((generation % numGenerations) << versionBits) | version;
}

/** Never 0: that is the generation of a file that had none yet. */
export function drawGeneration(): number {
  return randomInt(1, numGenerations);
}

/** How many transactions lie between two generations, if the later one came of the earlier. */
export function generationsBetween(earlier: number, later: number): number {
  return (later - earlier + numGenerations) % numGenerations;
}
