/** Breaks in long work. */

/** What Node and browsers have in common, whose types differ. */
interface Port {
  onmessage: () => void;
  postMessage(message: unknown): void;
  close(): void;
}

/**
 * A break in long work: timers, messages and signals that wait get their turn. Work that is cut into
 * pieces of some tens of milliseconds keeps nobody waiting.
 */
export function untilOthersRan(): Promise<void> {
  return new Promise((resolve) => {
    // Not a timer, which takes a millisecond at least, in browsers four: there are dozens of breaks
    // while a small corpus is laid out in a tenth of a second.
    const { port1, port2 } = new MessageChannel() as unknown as Record<'port1' | 'port2', Port>;
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
