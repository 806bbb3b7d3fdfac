/** Texts without what is none: tags, entities, headers of mail, hyphens of line ends. */
import type { SourceDocument, TextDocument } from '../readers/document.ts';
import type { TextCleaner } from '../text/cleaning/clean-texts.ts';
import { addWholeWords } from '../text/cleaning/line-ends.ts';

/** Characters of texts that a text with cut words waits for, to see their words. */
const charactersAround = 1 << 20;
/** Characters of texts without cut words that are looked at for whole ones. */
const charactersOfOthers = 1 << 18;

/**
 * The documents, cleaned. One with words cut at line ends waits for those behind it, since these
 * may have such a word whole; the others are handed on at once.
 */
export async function* cleanDocuments(
  documents: AsyncIterable<SourceDocument>,
  cleaner: TextCleaner,
): AsyncGenerator<SourceDocument> {
  const others = new OtherTexts();
  let waiting: Cleaned[] = [];
  let length = 0;
  for await (const document of documents) {
    const cleaned = cleanedOf(document, cleaner);
    if (!cleaned.isCut) others.note(cleaned.document);
    if (waiting.length === 0 && !cleaned.isCut) yield cleaned.document;
    else {
      waiting.push(cleaned);
      length += 'text' in cleaned.document ? cleaned.document.text.length : 0;
    }
    if (length < charactersAround) continue;
    for (const whole of withWholeWords(waiting, others, cleaner)) yield whole;
    waiting = [];
    length = 0;
  }
  for (const whole of withWholeWords(waiting, others, cleaner)) yield whole;
}

interface Cleaned {
  readonly document: SourceDocument;
  /** Whether it is a text with words cut at line ends. */
  readonly isCut: boolean;
}

function cleanedOf(document: SourceDocument, cleaner: TextCleaner): Cleaned {
  if (!('text' in document) || document.isParsed === true) return { document, isCut: false };
  const text = cleaner.clean(document.text);
  return {
    document: text === document.text ? document : { ...document, text },
    isCut: cleaner.hasCutWords(text),
  };
}

/** Their words are those of the texts that wait, and of some others. */
function withWholeWords(
  waiting: readonly Cleaned[],
  others: OtherTexts,
  cleaner: TextCleaner,
): SourceDocument[] {
  if (waiting.length === 0) return [];
  const words = new Set<string>();
  for (const { document, isCut } of waiting)
    if (isCut) addWholeWords((document as TextDocument).text, words);
  const around = [words, others.words()];
  return waiting.map(({ document, isCut }) => {
    if (!isCut) return document;
    const { text } = document as TextDocument;
    return { ...(document as TextDocument), text: cleaner.withWholeWords(text, around) };
  });
}

/** The first texts without cut words; their words are found only when somebody asks. */
class OtherTexts {
  readonly #words = new Set<string>();
  #texts: string[] = [];
  #left = charactersOfOthers;

  note(document: SourceDocument): void {
    if (this.#left <= 0 || !('text' in document)) return;
    const text = document.text.slice(0, this.#left);
    this.#texts.push(text);
    this.#left -= text.length;
  }

  words(): ReadonlySet<string> {
    for (const text of this.#texts) addWholeWords(text, this.#words);
    this.#texts = [];
    return this.#words;
  }
}
