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

/** @param hasEffects whether the run has covariates. */
const everywhere = (hasEffects: boolean): HelpSection => ({
  title: 'everywhere',
  entries: [
    ['↑ ↓ j k', 'move; the page keys, g and G, and the mouse wheel do, too'],
    ['enter', 'open the item under the cursor'],
    ['esc', 'back to where you came from'],
    ['/', 'search words, documents and topics'],
    ['t', 'topics over time, or in groups of documents'],
    ...(hasEffects ? [['x', 'what the shares of topics depend on: effects'] as const] : []),
    ['r', 'other runs of this corpus'],
    ['e', 'save a picture of this screen (SVG) in the current folder'],
    ['q', 'leave'],
  ],
});

const places: Readonly<Record<Place['screen'], HelpSection>> = {
  topics: {
    title: 'topics',
    entries: [
      ['s', 'order by share, coherence, distinctiveness or number'],
      ['← →', 'λ: 1 shows a topic’s probable words, 0 its distinctive ones'],
      ['m', 'a map of the topics, those that share words close together'],
      ['f', 'show only topics with this word or label'],
      ['l', 'label the topic; the project file keeps the label'],
      ['o', 'put the topic into a group: all topics of the group are shown as one'],
      ['h  H', 'hide the topic, or show it again; show hidden ones too'],
      ['share', 'share of all tokens of the corpus'],
      ['coherence', 'how often its top words occur together (NPMI, -1 to 1, high is good)'],
      ['distinct', 'how far its words differ from the whole corpus (nats; 0: not at all)'],
    ],
  },
  topic: {
    title: 'a topic',
    entries: [
      ['tab', 'go from the words to the documents and back'],
      ['f', 'show only documents with this in their metadata: "party: whig", "year: 1840..1849"'],
      ['← →', 'λ: 1 orders words by probability, 0 by how distinctive they are'],
      ['n p', 'the next and the previous topic'],
      ['m', 'where it is on the map of the topics'],
      ['l  h  o', 'label it; hide it, or show it again; put it into a group'],
      ['bars', 'full: the word in this topic; light: in the whole corpus'],
      ['together', 'correlation of the two topics’ shares over all documents'],
    ],
  },
  document: {
    title: 'a document',
    entries: [
      ['↑ ↓', 'scroll'],
      ['n p', 'the next and the previous document of the topic you came from'],
      ['/', 'find words in this text; then n and p go to the next and previous place, esc ends it'],
      ['1 - 9, 0', 'highlight the words of one topic, by its number in the legend; again: off'],
      ['c', 'highlight the words of all topics in their colours, with those numbers; again: off'],
      ['enter', 'open the highlighted topic, or the largest one'],
      ['P', 'switch between the piece alone and the whole text'],
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
      ['d', 'divide the documents by another metadata field'],
      ['← →', 'choose the period or group'],
      ['a', 'keep this topic in the chart when the cursor moves on; again: remove it'],
      ['m', 'switch between the chart and a map of all topics'],
      ['enter', 'the documents of this topic in this period'],
      ['map', 'one row per topic, darkest where its share is largest'],
    ],
  },
  effects: {
    title: 'effects of covariates',
    entries: [
      ['d', 'by another covariate'],
      ['← →', 'choose the level or the number'],
      [
        'share',
        'expected in a document with this level or number, all other fields at their means',
      ],
      ['o  raw', 'the mean share of the documents there are, whatever else is known of them'],
      [
        'interval',
        'holds 95% of some 200 fits, for each of which the shares of documents are drawn from the ' +
          'samples of the run, and documents as a bootstrap does; a level of one work has none',
      ],
      ['covers', 'how sure the shares of documents are, and which documents there are'],
      ['not', 'what topics another run would find, nor whether an effect is a cause'],
      ['below 0', 'a straight fit may go there where there is little to go by: read it as 0'],
      ['enter', 'open the topic'],
    ],
  },
  map: {
    title: 'the map of topics',
    entries: [
      ['← ↑ ↓ →', 'go to the next topic in this direction'],
      ['blocks', 'their area is the topic’s share of all tokens'],
      ['places', 'topics that share words are close together; directions mean nothing'],
      ['l  h  o', 'label the topic; hide it; put it into a group'],
    ],
  },
  runs: {
    title: 'runs',
    entries: [
      ['enter', 'inspect this run from now on'],
      ['c', 'compare the topics of the open run with those of this one'],
    ],
  },
  comparison: {
    title: 'two runs',
    entries: [
      ['enter', 'open the topic of the open run'],
      [
        'distance',
        'how far apart the words of the two topics are (Hellinger; 0: the same, 1: none shared)',
      ],
      ['same', 'at most 0.6 apart; split, merged and changed topics have relatives within 0.75'],
      ['similarity', 'the mean of 1 - distance over the topics, matched one to one'],
    ],
  },
};

/** The help of a place: its own keys first. */
export function viewHelp(
  place: Place,
  { state, source, size, glyphs }: ViewContext,
): InspectionView {
  const body = { width: size.width, height: Math.max(1, size.height - 2) };
  const page = helpPage(
    [places[place.screen], everywhere(source.effectFields().length > 0)],
    body,
    glyphs,
  );
  return {
    lines: [
      heading({ path: [source.fileName, 'help'], facts: [] }, { ...size, glyphs }),
      emptyLine,
      ...helpWindow(page, state.helpFirst, body.height),
    ],
    extent: helpExtent(page, body.height),
  };
}
