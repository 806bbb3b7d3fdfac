/** Which place a key opens from anywhere. */
import { listStart } from '../../components/list-window.ts';
import { effectsAt, type Place, trendsOf } from './state.ts';

export type OpeningAction =
  | { readonly type: 'open-search' }
  | { readonly type: 'open-runs' }
  | { readonly type: 'open-comparison'; readonly run: string }
  /** Topics over time, or effects, with the topic of a row of the list to begin with. */
  | { readonly type: 'open-trends' | 'open-effects'; readonly row: number }
  | { readonly type: 'open-map'; readonly topic: number | undefined };

export function placeFor(action: OpeningAction): Place {
  switch (action.type) {
    case 'open-search':
      return { screen: 'search', kind: 'words', text: '', list: listStart };
    case 'open-runs':
      return { screen: 'runs', list: listStart };
    case 'open-trends':
      return trendsOf(action.row);
    case 'open-effects':
      return effectsAt(action.row);
    case 'open-comparison':
      return { screen: 'comparison', run: action.run, list: listStart };
    case 'open-map':
      return { screen: 'map', topic: action.topic };
  }
}
