/** Reads the documents of a project file again. */
import { setImmediate } from 'node:timers/promises';
import { withBreaks } from '../breaks.ts';
import { CorpusStore, type StoredDocument } from '../database/corpus-store.ts';
import { ProjectFile } from '../database/project-file.ts';
import type { SourceDocument } from './document.ts';

/** Signals are heard in them: the documents come as fast as they are asked for. */
const millisecondsBetweenBreaks = 100;

/**
 * The documents of a project file as if they were read for the first time: long ones whole again.
 * Where the texts were not kept, what was counted takes their place.
 */
export async function* storedDocuments(
  file: string,
  signal?: AbortSignal,
): AsyncGenerator<SourceDocument> {
  const project = ProjectFile.open(file, { readOnly: true });
  try {
    const store = new CorpusStore(project);
    await withBreaks(store.readTokens(), signal);
    let vocabulary: readonly string[] | undefined; // of counts alone
    let lastBreak = performance.now();
    const { numDocuments } = store.summary();
    const place = { path: file };
    for (let id = 0; id < numDocuments; id++) {
      if (performance.now() > lastBreak + millisecondsBetweenBreaks) {
        await setImmediate();
        lastBreak = performance.now();
      }
      const document = store.document(id)!;
      const { name, label, metadata } = document;
      if (document.text === undefined) {
        vocabulary ??= store.vocabulary().words;
        yield { name, label, metadata, vocabulary, tokens: document.words, place };
      } else if (document.part === undefined || document.part === 0) {
        yield { ...wholeOf(store, document), label, metadata, place };
      }
    }
  } finally {
    project.close();
  }
}

/** A document that was cut stands where its first piece stands. */
function wholeOf(store: CorpusStore, document: StoredDocument): { name: string; text: string } {
  const parent = document.parent === undefined ? undefined : store.parent(document.parent);
  return { name: parent?.name ?? document.name, text: parent?.text ?? document.text! };
}
