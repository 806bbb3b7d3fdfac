/** Imports for tests: folders, files, and what came of them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CorpusStore, type StoredDocument } from '../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';

/** Writes files (name to content; `.gz` is compressed) and gives the path of the first. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, name.endsWith('.gz') ? gzipSync(content) : content);
  }
  return path.join(folder, Object.keys(files)[0]);
}

/** Nothing is filtered, so that every token of a small text is there. */
export const unfiltered: ImportOptions = {
  stopWords: [],
  minLength: 1,
  minDocuments: 1,
  maxDocumentShare: 1,
  languages: [],
};

export interface ImportedCorpus {
  readonly report: ImportReport;
  readonly documents: readonly ImportedDocument[];
  readonly words: readonly string[];
  readonly fingerprint: string;
}

export interface ImportedDocument extends StoredDocument {
  /** The tokens as words. */
  readonly tokens: readonly string[];
}

/** Imports and reads everything back. */
export async function importAndRead(
  source: string | readonly string[],
  options: ImportOptions = unfiltered,
): Promise<ImportedCorpus> {
  const sources = typeof source === 'string' ? [source] : source;
  const into = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-')), 'corpus.gibbon');
  try {
    const report = await importCorpus(sources, into, { numThreads: 1, ...options });
    return { report, ...readCorpus(into) };
  } finally {
    fs.rmSync(path.dirname(into), { recursive: true });
  }
}

export function readCorpus(file: string): Omit<ImportedCorpus, 'report'> {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    const store = new CorpusStore(project);
    const { words } = store.vocabulary();
    const { numDocuments, fingerprint } = store.summary();
    const documents = Array.from({ length: numDocuments }, (_, id) => {
      const document = store.document(id)!;
      return { ...document, tokens: Array.from(document.words, (word) => words[word]) };
    });
    return { documents, words, fingerprint };
  } finally {
    project.close();
  }
}
