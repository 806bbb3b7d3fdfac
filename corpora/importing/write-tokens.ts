/** The second pass of an import. */
import { ChunkWriter } from '../database/corpus-writer.ts';
import type { ProjectFile } from '../database/project-file.ts';
import { VarintReader } from '../database/token-spans.ts';
import type { InPieces } from '../breaks.ts';
import type { ChosenWords } from './choose-words.ts';
import type { ScratchTokens, TokenBatch } from './scratch-tokens.ts';

export interface WrittenTokens {
  readonly fingerprint: string;
  readonly numTokens: number;
  /** Documents without a token: how many, and the numbers of the first twenty. */
  readonly empty: { readonly count: number; readonly first: readonly number[] };
  /** `lengths[b]`: documents of 2^(b - 1) to 2^b - 1 tokens; `lengths[0]`: of none. */
  readonly lengths: readonly number[];
  readonly longest: { readonly document: number; readonly tokens: number };
}

/** The second pass: tokens from the scratch file, with their final numbers, into the project file. */
export function* writeTokens(
  file: ProjectFile,
  scratch: ScratchTokens,
  chosen: ChosenWords,
  { withSpans, onDocuments }: { withSpans: boolean; onDocuments: (count: number) => void },
): InPieces<WrittenTokens> {
  const chunks = new ChunkWriter(file, { withSpans });
  const empty = { count: 0, first: [] as number[] };
  const lengths: number[] = Array.from({ length: 33 }, () => 0);
  let document = 0;
  const longest = { document: 0, tokens: 0 };
  for (const batch of scratch.batches()) {
    writeBatch(batch, chosen.finalIds, chunks, (length) => {
      if (length === 0 && empty.count++ < 20) empty.first.push(document);
      lengths[32 - Math.clz32(length)]++;
      if (length > longest.tokens) Object.assign(longest, { document, tokens: length });
      document++;
    });
    onDocuments(document);
    yield;
  }
  const fingerprint = chunks.finish(chosen.words);
  return { fingerprint, numTokens: chunks.numTokens, empty, lengths, longest };
}

function writeBatch(
  { lengths, words, spans }: TokenBatch,
  finalIds: Int32Array,
  chunks: ChunkWriter,
  onDocument: (length: number) => void,
): void {
  const places = spans === undefined ? undefined : new VarintReader(spans);
  let token = 0;
  for (const length of lengths) {
    let end = 0;
    for (const last = token + length; token < last; token++) {
      const start = places === undefined ? 0 : end + places.next();
      if (places !== undefined) end = start + places.next();
      const word = finalIds[words[token]];
      if (word >= 0) chunks.addToken(word, start, end);
    }
    onDocument(chunks.endDocument());
  }
}
