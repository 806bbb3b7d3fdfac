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
  /** Sweeps after which one worker's likelihood is the target for all. */
  readonly numSweeps: number;
  /** The project file that holds it once it was opened, if one does. */
  readonly path?: string;
  /** Undefined where the corpus is not available. */
  open(): Promise<TokenSource | undefined>;
}

const folder = 'sample/bench';

export const benchmarkCorpora: readonly BenchmarkCorpus[] = [
  real('ap-blei', 100),
  real('20news-train', 100),
  real('nips-uci', 100),
  real('arxiv-50k', 60),
  generated('generated-20M', ['--D', '100000', '--V', '50000', '--len', '200'], 40),
  generated('generated-21M-short', ['--D', '275000', '--V', '85000', '--len', '76'], 40),
  {
    name: 'planted-1M',
    numSweeps: 60,
    open: () => Promise.resolve(plantedCorpus(plantedShape)),
  },
];

const plantedShape = {
  numTopics: 100,
  wordsPerTopic: 200,
  numDocuments: 8_000,
  meanLength: 125,
  seed: 1,
};

function real(name: string, numSweeps: number): BenchmarkCorpus {
  const open = async () => {
    const source = sharedCorpus(name);
    return source === undefined ? undefined : openCached(name, () => source);
  };
  return { name, numSweeps, path: pathOf(name), open };
}

/** 20 million tokens drawn from an LDA model of 200 topics with a Zipf vocabulary. */
function generated(name: string, shape: readonly string[], numSweeps: number): BenchmarkCorpus {
  const open = async () => {
    const tool = sharedTool('synthesize-corpus');
    if (tool === undefined) return undefined;
    const out = `${folder}/${name}`;
    return openCached(name, () => {
      execFileSync(tool, ['--out', out, '--K', '200', '--seed', '1', '--truth', 'none', ...shape]);
      return out;
    });
  };
  return { name, numSweeps, path: pathOf(name), open };
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
