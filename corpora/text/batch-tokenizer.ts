/** What a tokenizing thread does with a batch of texts. */
import { assert } from '../../core/errors.ts';
import { CapitalCounter } from './capitals.ts';
import { CodeUnits, fingerprintOf, type WriteUnits } from './code-units.ts';
import { ByteList, mostVarintBytes, putVarint, Uint32List } from './growing-arrays.ts';
import { firstTokensOfPieces } from './pieces.ts';
import { type FoundTokens, tokenSize } from './found-tokens.ts';
import { Tokenizer } from './tokenizer.ts';
import {
  joinedFlag,
  type TextBatch,
  type TokenizedBatch,
  type TokenizingSetup,
} from './tokenizing-messages.ts';
import { kept, WordRules } from './word-rules.ts';

/** What the surroundings of a tokenizer hand in. */
export interface TokenizingMeans {
  /** Words to their stems or base forms, see `loadReduction`. */
  readonly reduce?: ((word: string) => string) | undefined;
  /** See `CodeUnits`. */
  readonly writeUnits?: WriteUnits | undefined;
}

/** Texts to numbers: what a tokenizing thread does. */
export class BatchTokenizer {
  readonly #setup: TokenizingSetup;
  readonly #tokenizer: Tokenizer;
  readonly #rules: WordRules;
  readonly #capitals: CapitalCounter | undefined;
  readonly #units: CodeUnits;
  readonly #rulings = new Map<string, number>();
  /** Per form: 64 times its word plus the verdict. */
  readonly #rulingOfForm = new Uint32List();
  #output: Output;

  constructor(setup: TokenizingSetup, { reduce, writeUnits }: TokenizingMeans = {}) {
    this.#setup = setup;
    this.#units = new CodeUnits(writeUnits);
    this.#tokenizer = new Tokenizer(setup);
    this.#rules = new WordRules({ ...setup, reduce });
    assert(this.#rules.reasons.length < numVerdicts, 'a verdict fits into six bits');
    this.#capitals = setup.dropNames === true ? new CapitalCounter() : undefined;
    this.#output = new Output(this.#rules.reasons.length);
  }

  /** @param onText called before each text. */
  tokenize({ texts }: TextBatch, onText: () => void): TokenizedBatch {
    this.#output = new Output(this.#rules.reasons.length);
    for (const text of texts) {
      onText();
      this.#tokenizeText(text);
    }
    return { ...this.#output.take(), capitals: this.#capitals?.take() };
  }

  #tokenizeText(text: string): void {
    const output = this.#output;
    const units = this.#units.of(text);
    const tokens = this.#tokenizer.tokenize(text, units);
    this.#ruleOnNewForms(text, tokens);
    if (this.#capitals !== undefined) this.#countCapitals(text, tokens, this.#capitals);
    const [low, high] = fingerprintOf(units, text.length);
    output.fingerprints.push(low);
    output.fingerprints.push(high);
    const { split } = this.#setup;
    const isWhole = split.words === undefined && !split.paragraphs;
    const firsts = isWhole ? [0] : firstTokensOfPieces(text, tokens, split);
    output.numPieces.push(firsts.length);
    firsts.forEach((first, piece) => {
      const isLast = piece === firsts.length - 1;
      const end = isLast ? tokens.length : firsts[piece + 1];
      output.pieceEnds.push(isLast ? text.length : tokens.startOf(end));
      this.#emit(tokens, { first, end, start: piece === 0 ? 0 : tokens.startOf(first) }, units);
    });
    output.endText();
  }

  /** Asks the rules about every form that came up for the first time. */
  #ruleOnNewForms(text: string, tokens: FoundTokens): void {
    const rulings = this.#rulingOfForm;
    if (this.#tokenizer.forms.size === rulings.length) return;
    for (let token = 0; token < tokens.length; token++) {
      if (tokens.formOf(token) !== rulings.length) continue; // new forms come in their order
      rulings.push(this.#ruleOn(text.slice(tokens.startOf(token), tokens.endOf(token))));
    }
  }

  #countCapitals(text: string, tokens: FoundTokens, capitals: CapitalCounter): void {
    const rulings = this.#rulingOfForm.values;
    let previousEnd = 0;
    for (let token = 0; token < tokens.length; token++) {
      const ruling = rulings[tokens.formOf(token)];
      const start = tokens.startOf(token);
      const isKept = (ruling & (numVerdicts - 1)) === kept;
      if (isKept) capitals.see(text, ruling >>> verdictBits, { previousEnd, start });
      previousEnd = tokens.endOf(token);
    }
  }

  #ruleOn(form: string): number {
    const { word, term, verdict } = this.#rules.rule(form);
    const known = this.#rulings.get(word);
    if (known !== undefined) return known;
    const ruling = this.#rulings.size * numVerdicts + verdict;
    this.#rulings.set(word, ruling);
    this.#output.newWords.push(word);
    if (this.#setup.reduction !== 'none') this.#output.newTerms.push(term);
    this.#output.newVerdicts.push(verdict);
    return ruling;
  }

  #emit(tokens: FoundTokens, { first, end, start }: Piece, units: Uint16Array): void {
    const output = this.#output;
    const { droppedInText } = output;
    const { keepDropped } = this.#setup;
    const rulings = this.#rulingOfForm.values;
    const { numbers } = tokens;
    const words = output.words.room(end - first);
    const spans = output.spans.room(2 * mostVarintBytes * (end - first));
    let numWords = output.words.length;
    let numBytes = output.spans.length;
    let previous = start; // where the last token that was kept ended
    for (let at = first * tokenSize; at < end * tokenSize; at += tokenSize) {
      const ruling = rulings[numbers[at]];
      const verdict = ruling & (numVerdicts - 1);
      if (verdict !== kept) {
        droppedInText[verdict]++;
        if (!keepDropped) continue;
      }
      const from = numbers[at + 1];
      const isJoined = keepDropped && isWhiteSpace(units, previous, from);
      words[numWords++] = (ruling >>> verdictBits) + (isJoined ? joinedFlag : 0);
      numBytes = putVarint(spans, numBytes, from - previous);
      previous = numbers[at + 2];
      numBytes = putVarint(spans, numBytes, previous - from);
    }
    output.lengths.push(numWords - output.words.length);
    output.words.length = numWords;
    output.spans.length = numBytes;
  }
}

const verdictBits = 6;
const numVerdicts = 1 << verdictBits;

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
