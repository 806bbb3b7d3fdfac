/** Filters and searches within a place, and how Escape takes them off again. */
import { listStart } from '../../components/list-window.ts';
import type { Place } from './state.ts';

/** Whether Escape has something to undo here before it goes back. */
export function isNarrowed(place: Place): boolean {
  switch (place.screen) {
    case 'topics':
    case 'topic':
      return place.filter !== '';
    case 'document':
      return place.find !== '';
    default:
      return false;
  }
}

/** The place with only what has the text in it. */
export function narrowPlace(place: Place, text: string): Place {
  switch (place.screen) {
    case 'topics':
      return { ...place, filter: text, list: listStart };
    case 'topic':
      return { ...place, filter: text, documents: listStart, focus: 'documents' };
    case 'document':
      return { ...place, find: text, match: undefined, first: undefined };
    default:
      return place;
  }
}

/** The place without a filter or a search; a text stays at the line `first`. */
export function widened(place: Place, first: number | undefined): Place {
  switch (place.screen) {
    case 'topics':
      return { ...place, filter: '', list: listStart };
    case 'topic':
      return { ...place, filter: '', documents: listStart };
    case 'document':
      return { ...place, find: '', match: undefined, first };
    default:
      return place;
  }
}
