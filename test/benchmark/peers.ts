/**
 * Other JavaScript programs on the same corpus. Their packages live in test/benchmark/peers, so
 * that their hundreds of dependencies burden nobody else; `make bench` installs them there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TokenSource } from '../../core/corpus/token-source.ts';

const folder = 'test/benchmark/peers';

export function measurePeers(
  source: TokenSource,
  numTopics: number,
): { program: string; tokensPerSecond: number; secondsToTarget: undefined }[] {
  if (!existsSync(`${folder}/node_modules`)) return [];
  const scratch = mkdtempSync(path.join(tmpdir(), 'gibbon-peers-'));
  const documents = `${scratch}/documents.txt`;
  try {
    writeFileSync(documents, documentsAsText(source));
    return ['lda-topic-model', 'stdlib-nlp-lda'].flatMap((program) => {
      const answer = execFileSync(
        process.execPath,
        ['--max-old-space-size=8192', `${folder}/${program}.cjs`, documents, String(numTopics)],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 600_000 },
      );
      const { tokensPerSecond } = JSON.parse(answer) as { tokensPerSecond: number };
      return [{ program, tokensPerSecond, secondsToTarget: undefined }];
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** A line per document, its words as "w12x": letters at both ends, as the programs want them. */
function documentsAsText(source: TokenSource): string {
  const words = source.readWords(0, source.numDocuments);
  let next = 0;
  return Array.from(source.documentLengths, (length) => {
    const own = words.subarray(next, next + length);
    next += length;
    return Array.from(own, (word) => `w${word}x`).join(' ');
  }).join('\n');
}
