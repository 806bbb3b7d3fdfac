/**
 * One shared memory, handed out from the bottom: everything that workers see lies here, at plain
 * byte addresses, so that a WebAssembly kernel and TypeScript read the same bytes.
 *
 * Only the thread that made the arena allocates. A view made earlier keeps its old length when the memory
 * grows, so what workers have views of is reserved before they are told of it. What is laid out can be
 * taken back, while no worker looks at it, for something else to be laid out in its place.
 */
import { UserError } from '../errors.ts';
import { megabytes } from '../numbers.ts';

/**
 * A WebAssembly memory ends at 4 GiB: 65,536 pages of 64 KiB. The last one is left out: where something ended
 * there, its end would be 0 in 32 bits.
 */
export const maxArenaBytes = 65_535 * 65_536;

const pageBytes = 65_536;
const alignment = 64; // a cache line, so that no two arrays share one

/** @throws {UserError} where there is no WebAssembly at all: Node can be started without. */
export function checkWebAssembly(): void {
  if ('WebAssembly' in globalThis) return;
  throw new UserError(
    'web-assembly-missing',
    'Cannot train: WebAssembly, whose memory the workers share, is not available; ' +
      'a Node that was started with it was expected',
  );
}

export class Arena {
  readonly memory: WebAssembly.Memory;
  #used = alignment; // address 0 stays free: it would look like "nothing"
  /** The end of all that was ever reserved: behind it, all bytes are zero. */
  #touched = alignment;

  /**
   * @param mostBytes what it may grow to. That much of the process' addresses is reserved; memory
   *   is taken as it is used.
   */
  constructor(mostBytes = maxArenaBytes) {
    checkWebAssembly();
    try {
      this.memory = new WebAssembly.Memory({
        initial: 1,
        maximum: Math.ceil(Math.min(mostBytes, maxArenaBytes) / pageBytes),
        shared: true,
      });
    } catch (cause) {
      throw new UserError(
        'out-of-memory',
        `Cannot reserve memory for training: this process may not have ${megabytes(mostBytes)} of address space`,
        { hint: 'Is there a limit (ulimit -v shows it)? To remove it: ulimit -v unlimited', cause },
      );
    }
  }

  get usedBytes(): number {
    return this.#used;
  }

  /** Gives back all that was reserved after the first `usedBytes`. */
  rewind(usedBytes: number): void {
    this.#used = usedBytes;
  }

  /**
   * Reserves zeroed bytes and returns their address, a multiple of 64.
   *
   * @throws {UserError} when the memory of the machine or of WebAssembly ends.
   */
  allocate(bytes: number): number {
    const touched = this.#touched;
    const address = this.allocateUnset(bytes);
    const end = Math.min(this.#used, touched);
    if (end > address) new Uint8Array(this.memory.buffer, address, end - address).fill(0);
    return address;
  }

  /** The same, for what will be written from end to end: it may hold anything. */
  allocateUnset(bytes: number): number {
    const address = this.#used;
    const end = address + Math.ceil(bytes / alignment) * alignment;
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(Math.ceil(missing / pageBytes), end);
    this.#used = end;
    this.#touched = Math.max(this.#touched, end);
    return address;
  }

  #grow(pages: number, wantedBytes: number): void {
    try {
      this.memory.grow(pages);
    } catch (cause) {
      throw new UserError(
        'out-of-memory',
        `Cannot reserve memory for training (${megabytes(wantedBytes)}): the machine, or the limit of 4,096 MB, does not allow it`,
        {
          hint: 'Use fewer topics, or a smaller vocabulary.',
          details: { largest: 'counts' },
          cause,
        },
      );
    }
  }
}

export function int32At(memory: WebAssembly.Memory, address: number, length: number): Int32Array {
  return new Int32Array(memory.buffer, address, length);
}

export function uint32At(memory: WebAssembly.Memory, address: number, length: number): Uint32Array {
  return new Uint32Array(memory.buffer, address, length);
}

export function uint16At(memory: WebAssembly.Memory, address: number, length: number): Uint16Array {
  return new Uint16Array(memory.buffer, address, length);
}

export function float64At(
  memory: WebAssembly.Memory,
  address: number,
  length: number,
): Float64Array {
  return new Float64Array(memory.buffer, address, length);
}
