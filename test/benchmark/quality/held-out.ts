/** Held-out perplexity of real corpora, by document completion, over seeds. */
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { completeDocument, perplexityOf } from '../../../core/evaluation/held-out.ts';
import { WordRows } from '../../../core/evaluation/trained-model.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import {
  evaluatedRun,
  readAveragedModel,
} from '../../../corpora/database/evaluation/evaluate-run.ts';
import { documentsOf } from '../../../corpora/database/evaluation/held-out-run.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
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
const say = (): void => undefined;

/** Document number mod 10, from 0; those of this remainder are held out. */
const heldOut = 7;

/** @returns undefined where the corpus does not lie beside the checkout. */
export async function heldOutTable(
  { corpus, numSweeps }: HeldOutCase,
  tell: (line: string) => void,
): Promise<string | undefined> {
  const source = sharedCorpus(corpus);
  if (source === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'gibbon-quality-'));
  try {
    const files = await importParts(`${source}/docs.tsv.gz`, folder);
    const rows: string[][] = [];
    for (const numTopics of numbersOfTopics) {
      for (const optimize of ['none', 'all'] as const) {
        const ofSeeds: number[] = [];
        for (const seed of seeds) {
          await train(files.training, { numTopics, optimize, seed, numSweeps });
          const perplexity = heldOutPerplexity(files);
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

interface Files {
  readonly training: string;
  readonly heldOut: string;
}

/** All words of the held-out texts; those that the training texts lack are left out later. */
const everyWord: ImportOptions = { minDocuments: 1, maxDocumentShare: 1 };

/** The words are those of the texts that are trained on, by the defaults of an import. */
async function importParts(source: string, folder: string): Promise<Files> {
  const lines = gunzipSync(readFileSync(source)).toString().trimEnd().split('\n');
  const part = async (
    name: string,
    options: ImportOptions,
    isIn: (document: number) => boolean,
  ): Promise<string> => {
    const texts = path.join(folder, `${name}.tsv`);
    writeFileSync(texts, lines.filter((_, document) => isIn(document)).join('\n'));
    const file = path.join(folder, `${name}.gibbon`);
    (await Project.import([texts], file, options)).close();
    return file;
  };
  return {
    training: await part('training', {}, (document) => document % 10 !== heldOut),
    heldOut: await part('held-out', everyWord, (document) => document % 10 === heldOut),
  };
}

async function train(
  file: string,
  choices: { numTopics: number; optimize: 'none' | 'all'; seed: number; numSweeps: number },
): Promise<void> {
  const project = Project.open(file, { say });
  try {
    await project.train(choices).result;
  } finally {
    project.close();
  }
}

/**
 * Of the newest run, whose probabilities are the mean over its samples. The tokens of a document are
 * sorted by word, as in files of counts: every second token of each word is observed.
 */
function heldOutPerplexity({ training, heldOut }: Files): number {
  const stores = openStores(training, { readOnly: true, say });
  const others = openStores(heldOut, { readOnly: true, say });
  try {
    const run = stores.runs.find();
    const checkpoint = newestCheckpoint(stores, run, say);
    if (checkpoint === undefined) throw new Error('a run that was trained has a checkpoint');
    const evaluated = evaluatedRun(stores, run, checkpoint);
    const model = new WordRows(readAveragedModel(evaluated), checkpoint.priors.alpha);
    const documents = documentsOf(others.corpus, stores.corpus).map(({ words }) => words.sort());
    const perplexity = perplexityOf(
      documents.map((words, unit) =>
        completeDocument(model, words, new RandomStream({ seed: 1, sweep: 0, unit })),
      ),
    );
    if (perplexity === undefined) throw new Error('documents of a real corpus have tokens');
    return perplexity;
  } finally {
    stores.file.close();
    others.file.close();
  }
}

function cells(values: readonly number[]): string[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean.toFixed(0), values.map((value) => value.toFixed(0)).join(', ')];
}
