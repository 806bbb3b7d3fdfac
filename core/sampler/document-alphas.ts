/**
 * Priors of documents that have their own: a row of floats for each group of documents, in shared
 * memory, more than once, so that what is kept of a document can move from one prior to the next.
 *
 *     groupOf   u32 x D: the row of each document
 *     tables    f32 x groups x stride: two for all, the priors in force, and those before or to come;
 *               in live reading two more for each worker, whose priors move on their own
 */
import type { Arena } from '../memory/arena.ts';
import { uint32At } from '../memory/arena.ts';

/** Plain data: it travels to the workers in a message. */
export interface DocumentAlphasLayout {
  readonly numDocuments: number;
  readonly numGroups: number;
  readonly numTopics: number;
  /** Floats from one row to the next: K padded to 16; the padding is 0. */
  readonly stride: number;
  readonly groupsAddress: number;
  readonly tableAddresses: readonly number[];
}

/** Which of the tables: 0 and 1 are for all. */
export type AlphaVersion = number;

const numShared = 2;
const numOfWorker = 2;

/** @param numOwners workers whose priors move on their own. */
export function numTables(numOwners: number): number {
  return numShared + numOfWorker * numOwners;
}

/** The other one of the two tables that are for all, or of the two of a worker. */
export function otherVersion(version: AlphaVersion): AlphaVersion {
  return version % 2 === 0 ? version + 1 : version - 1;
}

/** The first of the two tables of a worker. */
export function firstVersionOf(worker: number): AlphaVersion {
  return numShared + numOfWorker * worker;
}

export function documentAlphasBytes(shape: {
  numDocuments: number;
  numGroups: number;
  numTopics: number;
  numOwners: number;
}): number {
  const { numDocuments, numGroups, numTopics, numOwners } = shape;
  const table = 4 * numGroups * strideOf(numTopics) + 64;
  return 4 * numDocuments + 64 + numTables(numOwners) * table;
}

export function allocateDocumentAlphas(
  arena: Arena,
  shape: { groupOf: Uint32Array; numGroups: number; numTopics: number; numOwners?: number },
): DocumentAlphasLayout {
  const { groupOf, numGroups, numTopics, numOwners = 0 } = shape;
  const stride = strideOf(numTopics);
  const bytes = 4 * numGroups * stride;
  const groupsAddress = arena.allocate(4 * groupOf.length);
  const tableAddresses = Array.from({ length: numTables(numOwners) }, () => arena.allocate(bytes));
  uint32At(arena.memory, groupsAddress, groupOf.length).set(groupOf);
  const numDocuments = groupOf.length;
  return { numDocuments, numGroups, numTopics, stride, groupsAddress, tableAddresses };
}

function strideOf(numTopics: number): number {
  return Math.ceil(numTopics / 16) * 16;
}

/** A worker's view of them. */
export class DocumentAlphas {
  readonly layout: DocumentAlphasLayout;
  readonly groupOf: Uint32Array;
  readonly #tables: readonly Float32Array[];
  #version: AlphaVersion = 0;
  #versionBefore: AlphaVersion = 0;

  constructor(memory: WebAssembly.Memory, layout: DocumentAlphasLayout) {
    const { groupsAddress, tableAddresses, numDocuments, numGroups, stride } = layout;
    this.layout = layout;
    this.groupOf = uint32At(memory, groupsAddress, numDocuments);
    this.#tables = tableAddresses.map(
      (address) => new Float32Array(memory.buffer, address, numGroups * stride),
    );
  }

  get version(): AlphaVersion {
    return this.#version;
  }

  /** In force from here on; what was before is still there. */
  use(version: AlphaVersion): void {
    this.#versionBefore = this.#version;
    this.#version = version;
  }

  /** All groups' rows of a version. */
  table(version: AlphaVersion): Float32Array {
    return this.#tables[version];
  }

  /** The address of the rows in force. */
  get address(): number {
    return this.layout.tableAddresses[this.#version];
  }

  /** Where the row of a document is told. */
  addressOfGroup(document: number): number {
    return this.layout.groupsAddress + 4 * document;
  }

  get cells(): Float32Array {
    return this.#tables[this.#version];
  }

  /** The priors of a document (length K). */
  of(document: number): Float32Array {
    return this.#row(this.cells, document);
  }

  /** Those before `use` was called last. */
  before(document: number): Float32Array {
    return this.#row(this.#tables[this.#versionBefore], document);
  }

  #row(cells: Float32Array, document: number): Float32Array {
    const first = this.groupOf[document] * this.layout.stride;
    return cells.subarray(first, first + this.layout.numTopics);
  }
}
