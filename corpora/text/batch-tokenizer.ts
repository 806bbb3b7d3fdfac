import { CodeUnits, fingerprintOf } from './code-units.ts';
import { ByteList, Uint32List } from './growing-arrays.ts';
import { firstTokensOfPieces } from './pieces.ts';
import { type FoundTokens, Tokenizer } from './tokenizer.ts';
import type { TextBatch, TokenizedBatch, TokenizingSetup } from './tokenizing-messages.ts';
import { kept, WordRules } from './word-rules.ts';

/** Texts to numbers: what a tokenizing thread does. */
export class BatchTokenizer {
  readonly #setup: TokenizingSetup;
  readonly #tokenizer: Tokenizer;
  readonly #rules: WordRules;
  readonly #units = new CodeUnits();
  readonly #wordIds = new Map<string, number>();
  readonly #wordOfForm = new Uint32List();
  readonly #verdictOfWord = new Uint32List();
  #output: Output;

  constructor(setup: TokenizingSetup, reduce?: (word: string) => string) {
    this.#setup = setup;
    this.#tokenizer = new Tokenizer(setup);
    this.#rules = new WordRules({ ...setup, reduce });
    this.#output = new Output(this.#rules.reasons.length);
  }

  tokenize({ texts }: TextBatch): TokenizedBatch {
    this.#output = new Output(this.#rules.reasons.length);
    for (const text of texts) this.#tokenizeText(text);
    return this.#output.take();
  }

  #tokenizeText(text: string): void {
    const output = this.#output;
    const units = this.#units.of(text);
    const found = this.#tokenizer.tokenize(text, units);
    this.#nameNewForms(text, found);
    const [low, high] = fingerprintOf(units, text.length);
    output.fingerprints.push(low);
    output.fingerprints.push(high);
    const { split } = this.#setup;
    const isWhole = split.words === undefined && !split.paragraphs;
    const firsts = isWhole ? [0] : firstTokensOfPieces(text, found.starts.values, split);
    output.numPieces.push(firsts.length);
    const starts = found.starts.values;
    firsts.forEach((first, piece) => {
      const isLast = piece === firsts.length - 1;
      const end = isLast ? found.forms.length : firsts[piece + 1];
      output.pieceEnds.push(isLast ? text.length : starts[end]);
      this.#emit(found, { first, end, start: piece === 0 ? 0 : starts[first] }, units);
    });
    output.endText();
  }

  /** Asks the rules about every form that came up for the first time. */
  #nameNewForms(text: string, { forms, starts, ends }: FoundTokens): void {
    let numKnown = this.#wordOfForm.length;
    if (this.#tokenizer.forms.size === numKnown) return;
    const formOf = forms.values;
    const startOf = starts.values;
    const endOf = ends.values;
    for (let token = 0; token < formOf.length; token++) {
      if (formOf[token] !== numKnown) continue; // new forms come in the order of their numbers
      this.#wordOfForm.push(this.#wordFor(text.slice(startOf[token], endOf[token])));
      numKnown++;
    }
  }

  #wordFor(form: string): number {
    const { word, term, verdict } = this.#rules.rule(form);
    const known = this.#wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.#wordIds.size;
    this.#wordIds.set(word, id);
    this.#verdictOfWord.push(verdict);
    this.#output.newWords.push(word);
    if (this.#setup.reduction !== 'none') this.#output.newTerms.push(term);
    this.#output.newVerdicts.push(verdict);
    return id;
  }

  #emit(found: FoundTokens, piece: Piece, units: Uint16Array): void {
    const { words, spans, lengths, droppedInText } = this.#output;
    const forms = found.forms.values;
    const starts = found.starts.values;
    const ends = found.ends.values;
    const wordOfForm = this.#wordOfForm.values;
    const verdictOfWord = this.#verdictOfWord.values;
    const { keepDropped } = this.#setup;
    const before = words.length;
    let previous = piece.start;
    for (let token = piece.first; token < piece.end; token++) {
      const word = wordOfForm[forms[token]];
      const verdict = verdictOfWord[word];
      if (verdict !== kept) {
        droppedInText[verdict]++;
        if (!keepDropped) continue;
      }
      const start = starts[token];
      const joined = keepDropped && isWhiteSpace(units, previous, start) ? 1 : 0;
      words.push(word);
      spans.pushVarint((start - previous) * 2 + joined);
      previous = ends[token];
      spans.pushVarint(previous - start);
    }
    lengths.push(words.length - before);
  }
}

/** Tokens `first` to `end - 1` of a text, and the place in the text where the piece begins. */
interface Piece {
  readonly first: number;
  readonly end: number;
  readonly start: number;
}

/** The batch that is being made. */
class Output {
  readonly newWords: string[] = [];
  readonly newTerms: string[] = [];
  readonly newVerdicts: number[] = [];
  readonly numPieces = new Uint32List(256);
  readonly pieceEnds = new Uint32List(256);
  readonly lengths = new Uint32List(256);
  readonly words = new Uint32List(1 << 15);
  readonly spans = new ByteList(1 << 16);
  readonly fingerprints = new Uint32List(512);
  readonly spanEnds = new Uint32List(256);
  readonly dropped = new Uint32List(1024);
  readonly droppedInText: Uint32Array;

  constructor(numReasons: number) {
    this.droppedInText = new Uint32Array(numReasons + 1);
  }

  endText(): void {
    this.spanEnds.push(this.spans.length);
    this.dropped.pushAll(this.droppedInText);
    this.droppedInText.fill(0);
  }

  take(): TokenizedBatch {
    return {
      newWords: this.newWords,
      newTerms: this.newTerms,
      newVerdicts: Uint8Array.from(this.newVerdicts),
      numPieces: this.numPieces.values.slice(),
      pieceEnds: this.pieceEnds.values.slice(),
      lengths: this.lengths.values.slice(),
      words: this.words.values.slice(),
      spans: this.spans.bytes.slice(),
      fingerprints: this.fingerprints.values.slice(),
      spanEnds: this.spanEnds.values.slice(),
      dropped: this.dropped.values.slice(),
    };
  }
}

/** Whether nothing but white space lies between two tokens; next to nothing counts as well. */
function isWhiteSpace(units: Uint16Array, start: number, end: number): boolean {
  if (end - start > 80) return false;
  for (let place = start; place < end; place++) {
    const unit = units[place];
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09 && unit !== 0xa0)
      return false;
  }
  return true;
}
