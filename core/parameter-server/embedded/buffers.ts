/** A client's own copies of the column totals: as pulled, and as changed since. */
import { type Arena, int32At } from '../../memory/arena.ts';
import type { TableLayout } from './table.ts';

/** In shared memory, where the kernel finds them (length stride each). */
export interface ClientBuffers {
  readonly pulled: Int32Array;
  readonly totals: Int32Array;
}

/** @returns the address of the buffers of the clients. */
export function allocateBuffers(arena: Arena, { stride }: TableLayout, numClients: number): number {
  return arena.allocate(numClients * bufferBytes(stride));
}

export function buffersAt(
  memory: WebAssembly.Memory,
  { stride }: TableLayout,
  { address, index }: { address: number; index: number },
): ClientBuffers {
  const at = address + index * bufferBytes(stride);
  return {
    pulled: int32At(memory, at, stride),
    totals: int32At(memory, at + 4 * stride, stride),
  };
}

/** Bytes of one client's buffers. */
export function bufferBytes(stride: number): number {
  return 2 * 4 * stride;
}
