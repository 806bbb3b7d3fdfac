/**
 * What the kernel is told, by name: fields in the order of assembly/parameters.ts, which reads them.
 * Those of 8 bytes come first, so that all lie one behind the other.
 */
import { assert } from '../../errors.ts';
import { int32At } from '../../memory/arena.ts';
import type { KernelInstance } from './instance.ts';

type FieldType = 'f64' | 'i32';

const fieldsOfParameters = {
  beta: 'f64',
  betaSum: 'f64',
  alphaSum: 'f64',
  numTopics: 'i32',
  alpha: 'i32',
  rows: 'i32',
  rowPlaces: 'i32',
  rowsAreShared: 'i32',
  occupancy: 'i32',
  wholeRows: 'i32',
  units: 'i32',
  scratch: 'i32',
  expanded: 'i32',
  alphas: 'i32',
  betaTable: 'i32',
  betaTableLength: 'i32',
  alphaTable: 'i32',
  alphaTableLength: 'i32',
  alphaTableBytes: 'i32',
  documentAlphas: 'i32',
} as const satisfies Record<string, FieldType>;

const fieldsOfTask = {
  unit: 'i32',
  topicTotals: 'i32',
  seed: 'i32',
  sweep: 'i32',
} as const satisfies Record<string, FieldType>;

/** Two tasks follow the parameters, a cache line each. */
const tasksOffset = 128;
const bytesBetweenTasks = 64;

export type KernelParameters = Record<keyof typeof fieldsOfParameters, number>;
export type KernelTask = Record<keyof typeof fieldsOfTask, number>;

/** Where a kernel gets its parameters: in the memory that it has for itself. */
export class ParameterBlock {
  /** Bytes for the parameters and two tasks. */
  static readonly bytes = 256;
  readonly #kernel: KernelInstance;
  readonly #view: DataView;
  readonly #tasks: Int32Array;
  readonly #address: number;

  constructor(kernel: KernelInstance, memory: WebAssembly.Memory, address: number) {
    assert(
      kernel.bytesOfParameters() === sizeOf(fieldsOfParameters),
      'the kernel reads all fields',
    );
    assert(kernel.bytesOfTask() === sizeOf(fieldsOfTask), 'the kernel reads all fields of a task');
    this.#kernel = kernel;
    this.#view = new DataView(memory.buffer, address, ParameterBlock.bytes);
    this.#tasks = int32At(memory, address + tasksOffset, (2 * bytesBetweenTasks) / 4);
    this.#address = address;
  }

  configure(parameters: KernelParameters): void {
    this.#writeParameters(parameters);
    this.#kernel.configure(this.#address);
  }

  /** @returns how many tokens have another topic than before. */
  sampleUnit(task: KernelTask): number {
    return this.#kernel.sampleUnit(this.#writeTask(task, 0));
  }

  /** @returns the same, of each. */
  sampleTwoUnits(first: KernelTask, second: KernelTask): [number, number] {
    const numChanged = this.#kernel.sampleTwoUnits(
      this.#writeTask(first, 0),
      this.#writeTask(second, 1),
    );
    return [numChanged, this.#kernel.numChangedOfSecond()];
  }

  /** @returns its address. */
  #writeTask(task: KernelTask, index: 0 | 1): number {
    const offset = bytesBetweenTasks * index;
    const { unit, topicTotals, seed, sweep } = task; // in the order of fieldsOfTask
    this.#tasks.set([unit, topicTotals, seed, sweep], offset / 4);
    return this.#address + tasksOffset + offset;
  }

  #writeParameters(values: KernelParameters): void {
    let at = 0;
    for (const name of Object.keys(fieldsOfParameters) as (keyof KernelParameters)[]) {
      const type: FieldType = fieldsOfParameters[name];
      if (type === 'f64') this.#view.setFloat64(at, values[name], true);
      else this.#view.setInt32(at, values[name], true);
      at += bytesOf[type];
    }
  }
}

const bytesOf: Record<FieldType, number> = { f64: 8, i32: 4 };

/** Bytes of these fields, one behind the other. */
function sizeOf(fields: Record<string, FieldType>): number {
  return Object.values(fields).reduce((sum, type) => sum + bytesOf[type], 0);
}
