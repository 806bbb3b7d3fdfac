/** An inspection that remembers its last answers. */
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { mostPieces } from './whole-document.ts';

/**
 * Answers that are kept; a screen asks the same few questions at every key. A long document that is read as
 * a whole asks for each of its pieces: they must find room together, twice over.
 */
const mostAnswers = 3 * mostPieces;

/**
 * The source with its last answers kept, so that moving a cursor asks nothing twice, and the same
 * document stays the same object. Whatever changes the source empties it.
 */
export function cachedSource(source: Inspection): Inspection {
  const answers = new Map<string, unknown>();
  const cached = <Answer>(key: string, ask: () => Answer): Answer => {
    if (answers.has(key)) return answers.get(key) as Answer;
    const answer = ask();
    if (answers.size >= mostAnswers) answers.clear();
    answers.set(key, answer);
    return answer;
  };
  const changing = <Arguments extends readonly unknown[]>(change: (...args: Arguments) => void) => {
    return (...args: Arguments): void => {
      answers.clear();
      change(...args);
    };
  };
  return {
    ...{ fileName: source.fileName, work: source.work },
    ...quickly(source),
    get run() {
      return source.run;
    },
    get corpus() {
      return source.corpus;
    },
    runs: () => cached('runs', () => source.runs()),
    compareWith: (name) => cached(`compare ${name}`, () => source.compareWith(name)),
    topics: () => cached('topics', () => source.topics()),
    topicWords: (topic, lambda, rows) =>
      cached(`words ${topic} ${lambda} ${rows.first} ${rows.limit}`, () =>
        source.topicWords(topic, lambda, rows),
      ),
    topicDocuments: (topic, rows, filter = '') =>
      cached(`documents ${topic} ${rows.first} ${rows.limit} ${filter}`, () =>
        source.topicDocuments(topic, rows, filter),
      ),
    relatedTopics: (topic, limit) =>
      cached(`related ${topic} ${limit}`, () => source.relatedTopics(topic, limit)),
    topicMap: () => cached('map', () => source.topicMap()),
    topicBreakdown: (topic) => cached(`breakdown ${topic}`, () => source.topicBreakdown(topic)),
    documents: (rows) => cached(`list ${rows.first} ${rows.limit}`, () => source.documents(rows)),
    trendFields: () => cached('fields', () => source.trendFields()),
    trends: (field) => cached(`trends ${field}`, () => source.trends(field)),
    document: (document) => cached(`document ${document}`, () => source.document(document)),
    word: (word) => cached(`word ${word}`, () => source.word(word)),
    keywordInContext: (word, rows) =>
      cached(`contexts ${rows.first} ${rows.limit} ${word}`, () =>
        source.keywordInContext(word, rows),
      ),
    search: (text, kind, rows) =>
      cached(`search ${kind} ${rows.first} ${rows.limit} ${text}`, () =>
        source.search(text, kind, rows),
      ),
    openRun: changing((name) => source.openRun(name)),
    setLabel: changing((topic, label) => source.setLabel(topic, label)),
    setGroup: changing((topic, name) => source.setGroup(topic, name)),
    setHidden: changing((topic, hidden) => source.setHidden(topic, hidden)),
  };
}

/** What is answered at once, or kept by the source itself: effects, which labels do not change. */
function quickly(
  source: Inspection,
): Pick<Inspection, 'documentsNamed' | 'alphaOf' | 'effectFields' | 'effects' | 'close'> {
  return {
    documentsNamed: (name) => source.documentsNamed(name),
    alphaOf: (document) => source.alphaOf(document),
    effectFields: () => source.effectFields(),
    effects: () => source.effects(),
    close: () => source.close(),
  };
}
