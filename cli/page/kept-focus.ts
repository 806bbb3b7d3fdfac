/** The focus when what had it is gone. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Address } from './address.ts';

/**
 * A view that is left takes the focus with it, and the keyboard would begin at the top again. It goes to
 * the link of the document that one comes back from, or else to the heading of the new view.
 */
export function useKeptFocus(address: Address): void {
  const left = useRef(address);
  const { topic, document: shown, search, about, compare } = address;
  useLayoutEffect(() => {
    const before = left.current.document;
    const isFirst = left.current === address;
    left.current = address;
    if (isFirst || document.activeElement !== document.body) return;
    const link = before === undefined ? null : linkOf(before);
    const next = link ?? document.querySelector<HTMLElement>('main article h2');
    if (next !== null && next !== link) next.tabIndex = -1;
    next?.focus();
  }, [topic, shown, search, about, compare]);
}

function linkOf(shown: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.documents a[href="#document=${shown}"]`);
}
