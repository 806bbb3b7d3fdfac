/** What is shown stands in the address, so that a link leads to a view; nothing is stored. */
import { useEffect, useState } from 'preact/hooks';

export interface Address {
  readonly topic?: number;
  readonly word?: string;
  readonly document?: number;
  readonly search?: string;
  readonly about?: boolean;
  readonly compare?: boolean;
}

/** Closes whatever stands in place of a topic. */
export const closed: Address = {
  document: undefined,
  search: undefined,
  about: undefined,
  compare: undefined,
};

export type Go = (change: Address) => void;

/** The view that the address asks for, and how to ask for another. */
export function useAddress(): [Address, Go] {
  const [address, setAddress] = useState(() => parse(location.hash));
  useEffect(() => {
    const follow = () => setAddress(parse(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go: Go = (change) => {
    const next = { ...parse(location.hash), ...change };
    // A search that goes on takes the place of what was typed before; what it finds does not.
    const isTyping = !!change.search && parse(location.hash).search !== undefined;
    history[isTyping ? 'replaceState' : 'pushState'](null, '', `#${write(next)}`);
    setAddress(next);
  };
  return [address, go];
}

export function parse(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    topic: numberIn(given.get('topic')),
    word: given.get('word') ?? undefined,
    document: numberIn(given.get('document')),
    search: given.get('search') ?? undefined,
    about: given.has('about') || undefined,
    compare: given.has('compare') || undefined,
  };
}

export function write({ topic, word, document, search, about, compare }: Address): string {
  const shown = new URLSearchParams();
  if (topic !== undefined) shown.set('topic', String(topic));
  if (word !== undefined) shown.set('word', word);
  if (document !== undefined) shown.set('document', String(document));
  if (search) shown.set('search', search);
  if (about) shown.set('about', '1');
  if (compare) shown.set('compare', '1');
  return shown.toString();
}

function numberIn(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
