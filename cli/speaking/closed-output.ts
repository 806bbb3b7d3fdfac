/**
 * An output that nobody reads any more: `gibbon topics FILE | head`, a terminal that was closed. Node would say
 * so by SIGPIPE, too; but who listens for that hears of every connection that breaks.
 */
import type { EventEmitter } from 'node:events';

/** An event of the process, for those who have something to save before the end. */
const outputClosed = Symbol('output closed');
const events: EventEmitter = process;

export function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EIO';
}

/** @returns whether anybody listens. */
export function tellOutputClosed(): boolean {
  return events.emit(outputClosed);
}

export function onOutputClosed(listener: () => void): void {
  events.on(outputClosed, listener);
}

export function offOutputClosed(listener: () => void): void {
  events.off(outputClosed, listener);
}
