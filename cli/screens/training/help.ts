/** The help of the training screen. */
import type { Glyphs } from '../../components/glyphs.ts';
import { helpExtent, helpPage, helpWindow, type HelpSection } from '../../components/help-page.ts';
import type { Line, Size } from '../../components/line.ts';
import type { ListExtent } from '../../components/list-window.ts';

const sections: readonly HelpSection[] = [
  {
    title: 'keys',
    entries: [
      ['p, space', 'pause, and continue'],
      ['enter, t', 'inspect the topics in a checkpoint taken now; training continues'],
      ['c', 'write a checkpoint now'],
      ['w', 'show what each worker does, or more topics instead'],
      ['q', 'write a checkpoint and stop; gibbon resume continues from there'],
      ['ctrl-c', 'the same; pressed again, it does not wait for the checkpoint'],
      ['?', 'close this help'],
    ],
  },
  {
    title: 'what you see',
    entries: [
      ['growing', 'a run begins on some of the documents; q or ctrl-c saves nothing yet'],
      ['sweep', 'one pass over all tokens, drawing the topic of each again'],
      ['log-likelihood', 'how well words and topics fit together; it climbs, then levels off'],
      ['clock', 'steps a worker has completed, and how far it is ahead of the slowest'],
      ['waiting', 'share of a worker’s time spent waiting for the others'],
      ['staleness', 'how many clocks of other workers’ changes a reader had not seen yet'],
      ['topics', 'words that are new since the last time are underlined'],
    ],
  },
];

/** The help of the training screen, from line `first` on where not all of it fits. */
export function helpLines(first: number, size: Size, glyphs: Glyphs): readonly Line[] {
  return helpWindow(helpPage(sections, size, glyphs), first, size.height);
}

/** How far the help scrolls at a size. */
export function helpScroll(size: Size, glyphs: Glyphs): ListExtent {
  return helpExtent(helpPage(sections, size, glyphs), size.height);
}
