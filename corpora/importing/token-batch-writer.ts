/** Gathers tokens into batches for the scratch file. */
import { ByteList, Uint32List } from '../text/growing-arrays.ts';
import type { ScratchTokens } from './scratch-tokens.ts';

const tokensPerBatch = 1 << 17;

/** Gathers tokens into batches for the scratch file. */
export class TokenBatchWriter {
  readonly #scratch: ScratchTokens;
  readonly #lengths = new Uint32List();
  readonly #words = new Uint32List();
  readonly #spans = new ByteList();
  #start = 0;
  #end = 0;

  constructor(scratch: ScratchTokens) {
    this.#scratch = scratch;
  }

  push(word: number, start: number, end: number): void {
    this.#words.push(word);
    this.#spans.pushVarint(start - this.#end);
    this.#spans.pushVarint(end - start);
    this.#end = end;
  }

  /** @returns the words of the document, good until the next call. */
  endDocument(): Uint32Array {
    if (this.#words.length >= tokensPerBatch) {
      const words = this.#words.values.slice(this.#start);
      this.#lengths.push(words.length);
      this.flush();
      return words;
    }
    const words = this.#words.values.subarray(this.#start);
    this.#lengths.push(words.length);
    this.#start = this.#words.length;
    this.#end = 0;
    return words;
  }

  flush(): void {
    if (this.#lengths.length === 0) return;
    const [lengths, words, spans] = [this.#lengths.values, this.#words.values, this.#spans.bytes];
    this.#scratch.append({ lengths, words, spans });
    this.#lengths.clear();
    this.#words.clear();
    this.#spans.clear();
    this.#start = 0;
    this.#end = 0;
  }
}
