/** Loads the compiled kernel: what it exports, and whether this machine can run it. */
import { checkWebAssembly } from '../../memory/arena.ts';
import { ln } from '../../special-functions/logarithm.ts';
import { kernelBase64 } from './binary.js';

/** The functions of assembly/index.ts. Addresses are byte addresses in the shared memory. */
export interface KernelInstance {
  scratchBytes(numTopics: number): number;
  bytesOfParameters(): number;
  bytesOfTask(): number;
  configure(parameters: number): void;
  sampleUnit(task: number): number;
  sampleTwoUnits(first: number, second: number): number;
  numChangedOfSecond(): number;
  numDeltas(): number;
  countUnit(unit: number, topicTotals: number): void;
  sortByRow(
    words: number,
    numTokens: number,
    rowOfWord: number,
    numRows: number,
    starts: number,
    next: number,
  ): void;
  placeTokens(
    rows: number,
    lengths: number,
    numDocuments: number,
    topics: number,
    next: number,
    tokens: number,
  ): void;
  readTopics(rows: number, numTokens: number, next: number, tokens: number, topics: number): void;
  writeRuns(starts: number, first: number, end: number, runs: number): number;
  fillRows(
    rows: number,
    lengths: number,
    numDocuments: number,
    alphaRows: number,
    topics: number,
  ): void;
  fillLists(
    table: number,
    lists: number,
    lengths: number,
    numDocuments: number,
    topics: number,
  ): void;
  wordsOfRange(firstRow: number, endRow: number): number;
  denseDocuments(documents: number, numDocuments: number): number;
  sparseDocuments(entries: number, numDocuments: number): number;
}

/**
 * Whether WebAssembly here knows what the kernel is made of: SIMD and shared memory.
 *
 * @throws {UserError} where there is no WebAssembly at all.
 */
export function canRunKernel(): boolean {
  checkWebAssembly();
  return WebAssembly.validate(kernelBinary());
}

/** Compiled once in a thread: what the engine has made faster in one instance serves the next. */
let compiled: WebAssembly.Module | undefined;

export function openKernel(memory: WebAssembly.Memory): KernelInstance {
  compiled ??= new WebAssembly.Module(kernelBinary());
  const module = compiled;
  const imports = { env: { memory }, host: { log: ln } };
  return new WebAssembly.Instance(module, imports).exports as unknown as KernelInstance;
}

function kernelBinary(): Uint8Array {
  const characters = atob(kernelBase64);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
