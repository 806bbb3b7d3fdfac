/**
 * The corpora that are measured on. The real ones and the generator of the large ones lie beside
 * the checkout in some workplaces, and become project files by gibbon's own import (kept in
 * sample/bench); one with planted topics can always be had.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';
import { plantedCorpus } from '../fixtures/planted-corpus.ts';
import { sharedCorpus, sharedTool } from '../fixtures/shared-corpora.ts';

export interface BenchmarkCorpus {
  readonly name: string;
  /** What the pages call it. */
  readonly title: string;
  /** Sweeps after which one worker's likelihood is the target for all. */
  readonly numSweeps: number;
  /** The project file that holds it once it was opened, if one does. */
  readonly path?: string;
  /** Undefined where the corpus is not available. */
  open(): Promise<TokenSource | undefined>;
}

const folder = 'sample/bench';

/** Half as many where a sweep takes seconds, fewer where it is to be quick. */
export function sweepsOf(
  corpus: BenchmarkCorpus,
  { numTokens }: TokenSource,
  { numTopics, isQuick }: { readonly numTopics: number; readonly isQuick: boolean },
): number {
  const isSlow = numTokens > 1e7 && numTopics >= 1000;
  return Math.max(5, Math.round(corpus.numSweeps / (isSlow ? 2 : 1) / (isQuick ? 5 : 1)));
}

export const benchmarkCorpora: readonly BenchmarkCorpus[] = [
  real('ap-blei', 'AP newswire, 0.4 M tokens', 100),
  real('20news-train', '20 Newsgroups, 1.3 M', 100),
  real('nips-uci', 'NIPS papers, 1.9 M', 100),
  real('arxiv-50k', 'arXiv abstracts, 3.6 M', 60),
  {
    name: 'planted-1M',
    title: 'planted topics, 1 M',
    numSweeps: 60,
    open: () => Promise.resolve(plantedCorpus(plantedShape)),
  },
  generated('generated-20M', 'generated, 20 M', ['--D', '100000', '--V', '50000', '--len', '200']),
  generated('generated-21M-short', 'generated, 21 M in short documents', [
    ...['--D', '275000', '--V', '85000', '--len', '76'],
  ]),
];

const plantedShape = {
  numTopics: 100,
  wordsPerTopic: 200,
  numDocuments: 8_000,
  meanLength: 125,
  seed: 1,
};

function real(name: string, title: string, numSweeps: number): BenchmarkCorpus {
  const open = async () => {
    const source = sharedCorpus(name);
    return source === undefined ? undefined : openCached(name, () => source);
  };
  return { name, title, numSweeps, path: pathOf(name), open };
}

/** 20 million tokens drawn from an LDA model of 200 topics with a Zipf vocabulary. */
function generated(name: string, title: string, shape: readonly string[]): BenchmarkCorpus {
  const open = async () => {
    const tool = sharedTool('synthesize-corpus');
    if (tool === undefined) return undefined;
    const out = `${folder}/${name}`;
    return openCached(name, () => {
      execFileSync(tool, ['--out', out, '--K', '200', '--seed', '1', '--truth', 'none', ...shape]);
      return out;
    });
  };
  return { name, title, numSweeps: 40, path: pathOf(name), open };
}

function pathOf(name: string): string {
  return `${folder}/${name}.gibbon`;
}

async function openCached(name: string, make: () => string): Promise<TokenSource> {
  const path = pathOf(name);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(path)) {
    const staged = `${folder}/new-${name}.gibbon`;
    await importCorpus([make()], staged, { replace: true });
    renameSync(staged, path);
  }
  return new CorpusStore(ProjectFile.open(path, { readOnly: true })).tokenSource();
}
