/** The help of each place. */
import { heading } from '../../../components/heading.ts';
import {
  helpExtent,
  helpPage,
  helpWindow,
  type HelpSection,
} from '../../../components/help-page.ts';
import { emptyLine } from '../../../components/line.ts';
import type { Place } from '../state.ts';
import type { InspectionView, ViewContext } from './context.ts';

const everywhere: HelpSection = {
  title: 'everywhere',
  entries: [
    ['↑ ↓ j k', 'move; page keys, g and G, and the mouse wheel too'],
    ['enter', 'open what the cursor is on'],
    ['esc', 'back to where you came from'],
    ['/', 'search words, documents and topics'],
    ['t', 'topics over time, or in groups of documents'],
    ['r', 'other runs of this corpus'],
    ['e', 'write this screen into the current folder, as a picture (SVG)'],
    ['q', 'leave'],
  ],
};

const places: Readonly<Record<Place['screen'], HelpSection>> = {
  topics: {
    title: 'topics',
    entries: [
      ['s', 'order by share, coherence, distinctiveness or number'],
      ['← →', 'λ: 1 shows a topic’s probable words, 0 its distinctive ones'],
      ['f', 'only topics with a word, or with a label'],
      ['l', 'give the topic a label, kept in the project file'],
      ['h  H', 'hide the topic or show it again; show hidden ones too'],
      ['share', 'of all tokens of the corpus'],
      ['coherence', 'how often its top words occur together (NPMI, -1 to 1, high is good)'],
      ['distinct', 'how far its words differ from the whole corpus (nats; 0: not at all)'],
    ],
  },
  topic: {
    title: 'a topic',
    entries: [
      ['tab', 'go from the words to the documents and back'],
      ['f', 'only documents with this in their metadata: "party: whig", "year: 1840..1849"'],
      ['← →', 'λ: 1 orders words by probability, 0 by how much they belong here alone'],
      ['n p', 'the next and the previous topic'],
      ['l  h', 'give it a label; hide it or show it again'],
      ['bars', 'full: the word in this topic; light: in the whole corpus'],
      ['together', 'correlation of the two topics’ shares over all documents'],
    ],
  },
  document: {
    title: 'a document',
    entries: [
      ['↑ ↓', 'scroll'],
      ['n p', 'the next and the previous document of the topic you came from'],
      ['/', 'find something in this text; then n and p go from place to place, esc ends it'],
      ['1 - 9, 0', 'light the words of one topic, as the legend numbers them; again: none'],
      [
        'c',
        'the words of all topics in their colours, with the numbers of the legend; again: none',
      ],
      ['enter', 'open the topic that is lit, or the largest one'],
      ['P', 'the piece alone, or the long text that it is a piece of'],
    ],
  },
  word: {
    title: 'a word',
    entries: [['tab', 'go from its topics to the places where it occurs, and back']],
  },
  search: {
    title: 'search',
    entries: [
      ['tab', 'search words, documents or topics'],
      ['field:', 'documents by their metadata: "party:whig tariff", "year:1840..1849"'],
      ['esc', 'back'],
    ],
  },
  trends: {
    title: 'topics over time, or in groups',
    entries: [
      ['d', 'divide the documents by another field of their metadata'],
      ['← →', 'the period, or the group, that is pointed at'],
      ['a', 'keep this topic in the chart when the cursor goes on; again: take it out'],
      ['m', 'the map of all topics takes the room of the chart, or gives it back'],
      ['enter', 'the documents of this topic in this period'],
      ['map', 'a row for each topic, darkest where it has its largest share'],
    ],
  },
  runs: { title: 'runs', entries: [['enter', 'inspect this run from now on']] },
};

/** The help of a place: its own keys first. */
export function viewHelp(
  place: Place,
  { state, source, size, glyphs }: ViewContext,
): InspectionView {
  const body = { width: size.width, height: Math.max(1, size.height - 2) };
  const page = helpPage([places[place.screen], everywhere], body, glyphs);
  return {
    lines: [
      heading({ path: [source.fileName, 'help'], facts: [] }, { ...size, glyphs }),
      emptyLine,
      ...helpWindow(page, state.helpFirst, body.height),
    ],
    extent: helpExtent(page, body.height),
  };
}
