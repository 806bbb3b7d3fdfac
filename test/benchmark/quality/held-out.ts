/** Held-out perplexity of real corpora, by document completion, over seeds. */
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { evaluatedRun } from '../../../corpora/database/evaluation/evaluate-run.ts';
import { scoreHeldOut } from '../../../corpora/database/evaluation/held-out-run.ts';
import { Project } from '../../../corpora/project/project.ts';
import { newestCheckpoint, openStores } from '../../../corpora/project/stores.ts';
import { sharedCorpus } from '../../fixtures/shared-corpora.ts';
import { markdownTable } from '../markdown-table.ts';

/** A corpus, and for how long it is trained. */
export interface HeldOutCase {
  readonly corpus: string;
  readonly numSweeps: number;
}

const numbersOfTopics = [20, 50, 100] as const;
const seeds = [1, 2, 3] as const;
const holdOut = 0.1;
const say = (): void => undefined;

/** @returns undefined where the corpus does not lie beside the checkout. */
export async function heldOutTable(
  { corpus, numSweeps }: HeldOutCase,
  tell: (line: string) => void,
): Promise<string | undefined> {
  const source = sharedCorpus(corpus);
  if (source === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'gibbon-quality-'));
  try {
    const texts = path.join(folder, 'docs.tsv');
    writeFileSync(texts, gunzipSync(readFileSync(`${source}/docs.tsv.gz`)));
    const file = path.join(folder, 'corpus.gibbon');
    (await Project.import([texts], file)).close();
    const rows: string[][] = [];
    for (const numTopics of numbersOfTopics) {
      for (const optimize of ['none', 'all'] as const) {
        const ofSeeds: number[] = [];
        for (const seed of seeds) {
          await train(file, { numTopics, optimize, seed, numSweeps });
          const perplexity = perplexityOf(file);
          ofSeeds.push(perplexity);
          tell(`${corpus}, K = ${numTopics}, ${optimize}, seed ${seed}: ${Math.round(perplexity)}`);
        }
        const priors = optimize === 'none' ? 'fixed' : 'learnt';
        rows.push([String(numTopics), priors, ...cells(ofSeeds)]);
      }
    }
    return markdownTable(['K', 'priors', 'mean', 'seeds 1, 2, 3'], rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function train(
  file: string,
  choices: { numTopics: number; optimize: 'none' | 'all'; seed: number; numSweeps: number },
): Promise<void> {
  const project = Project.open(file, { say });
  try {
    await project.train({ ...choices, holdOut }).result;
  } finally {
    project.close();
  }
}

/** Of the newest run, whose probabilities are the mean over its samples. */
function perplexityOf(file: string): number {
  const stores = openStores(file, { readOnly: true, say });
  try {
    const run = stores.runs.find();
    const checkpoint = newestCheckpoint(stores, run, say);
    if (checkpoint === undefined) throw new Error('a run that was trained has a checkpoint');
    return scoreHeldOut(evaluatedRun(stores, run, checkpoint), {})?.perplexity ?? NaN;
  } finally {
    stores.file.close();
  }
}

function cells(values: readonly number[]): string[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean.toFixed(0), values.map((value) => value.toFixed(0)).join(', ')];
}
