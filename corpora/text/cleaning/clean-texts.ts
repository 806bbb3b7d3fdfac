/** Cleans texts before their words are found. */
import { hasMarkup, withoutMarkup } from './markup.ts';
import { hasCutWords, withWholeWords, type Words } from './line-ends.ts';
import { withoutMail } from './mail.ts';

/** Whether something is taken out of texts: where it is found, of all, or of none. */
export type CleaningMode = 'auto' | 'strip' | 'keep';

export interface CleaningOptions {
  /** Tags and entities of HTML; auto. */
  readonly markup?: CleaningMode | undefined;
  /** Headers, quoted lines and signatures of mail and newsgroup articles; auto. */
  readonly mail?: CleaningMode | undefined;
  /** Words that are cut at line ends: put together, or left as they are; join. */
  readonly lineEndHyphens?: 'join' | 'keep' | undefined;
}

/** In how many documents something was taken out. */
export interface CleaningCounts {
  markup: number;
  mailHeaders: number;
  mailQuotes: number;
  mailSignatures: number;
  attachments: number;
  /** Words put together that were cut at line ends (words, not documents). */
  cutWords: number;
}

/** Takes out of texts what is none, and counts it. */
export class TextCleaner {
  readonly counts: CleaningCounts = {
    markup: 0,
    mailHeaders: 0,
    mailQuotes: 0,
    mailSignatures: 0,
    attachments: 0,
    cutWords: 0,
  };
  readonly #options: CleaningOptions;
  readonly #wordsOfCorpus: (() => Words) | undefined;

  /**
   * @param wordsOfCorpus in lower case, where the corpus is known: words cut at line ends are put together by
   *   these at once, and not by the texts around.
   */
  constructor(options: CleaningOptions, wordsOfCorpus?: () => Words) {
    this.#options = options;
    this.#wordsOfCorpus = wordsOfCorpus;
  }

  /** The text without mail and markup; words cut at line ends are still cut, unless the corpus is known. */
  clean(text: string): string {
    const cleaned = this.#withoutMarkup(this.#withoutMail(text));
    if (this.#wordsOfCorpus === undefined || !this.#isCut(cleaned)) return cleaned;
    return this.withWholeWords(cleaned, [this.#wordsOfCorpus()]);
  }

  /** Whether there are words to put together, for which other texts are looked at. */
  hasCutWords(text: string): boolean {
    return this.#wordsOfCorpus === undefined && this.#isCut(text);
  }

  #isCut(text: string): boolean {
    return this.#options.lineEndHyphens !== 'keep' && hasCutWords(text);
  }

  /** @param around words of other texts of the corpus. */
  withWholeWords(text: string, around: readonly Words[]): string {
    const whole = withWholeWords(text, around);
    this.counts.cutWords += whole.joined;
    return whole.text;
  }

  #withoutMail(text: string): string {
    const { mail = 'auto' } = this.#options;
    const parts = mail === 'keep' ? undefined : withoutMail(text, mail === 'strip');
    if (parts === undefined) return text;
    const { counts } = this;
    if (parts.headers > 0) counts.mailHeaders++;
    if (parts.quotes > 0) counts.mailQuotes++;
    if (parts.signatures > 0) counts.mailSignatures++;
    if (parts.attachments > 0) counts.attachments++;
    return parts.text;
  }

  #withoutMarkup(text: string): string {
    const { markup = 'auto' } = this.#options;
    if (markup === 'keep' || !hasMarkup(text)) return text;
    this.counts.markup++;
    return withoutMarkup(text);
  }
}
