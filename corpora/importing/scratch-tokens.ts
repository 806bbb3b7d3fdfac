/** The scratch file: tokens with provisional word numbers between the two passes. */
import fs from 'node:fs';
import { assert } from '../../core/errors.ts';

/** The tokens of some documents with provisional word numbers. */
export interface TokenBatch {
  /** Tokens of each document. */
  readonly lengths: Uint32Array;
  /** With the `joinedFlag`, where phrases are wanted. */
  readonly words: Uint32Array;
  /** As in `TokenizedBatch`; undefined when there is no text to have places in. */
  readonly spans: Uint8Array | undefined;
  /** The topic of each token; absent where the source holds no model. */
  readonly topics?: Uint16Array | undefined;
}

const noSpans = 0xffff_ffff;

/**
 * Tokens wait here, on disk, until the whole corpus was seen and the words can be chosen: this is
 * why memory does not grow with the corpus.
 */
export class ScratchTokens {
  readonly #descriptor: number;
  #end = 0;

  /** @param descriptor an empty file, open for reading and writing. */
  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  append({ lengths, words, spans, topics }: TokenBatch): void {
    const header = Uint32Array.of(
      lengths.length,
      words.length,
      spans?.length ?? noSpans,
      topics?.length ?? 0,
    );
    this.#write(header);
    this.#write(lengths);
    this.#write(words);
    if (spans !== undefined) this.#write(spans);
    if (topics !== undefined) this.#write(topics);
  }

  *batches(): Generator<TokenBatch> {
    let position = 0;
    const read = (length: number): ArrayBuffer => {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const count = fs.readSync(this.#descriptor, bytes, done, length - done, position + done);
        assert(count > 0, 'the scratch file ends where it was written to end');
        done += count;
      }
      position += length;
      return bytes.buffer;
    };
    while (position < this.#end) {
      const [numDocuments, numTokens, numSpanBytes, numTopics] = new Uint32Array(read(16));
      const lengths = new Uint32Array(read(numDocuments! * 4));
      const words = new Uint32Array(read(numTokens! * 4));
      const spans = numSpanBytes === noSpans ? undefined : new Uint8Array(read(numSpanBytes!));
      const topics = numTopics === 0 ? undefined : new Uint16Array(read(numTopics! * 2));
      yield { lengths, words, spans, topics };
    }
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }

  #write(array: Uint32Array | Uint16Array | Uint8Array): void {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let done = 0; done < bytes.length;) {
      done += fs.writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#end + done);
    }
    this.#end += bytes.length;
  }
}
