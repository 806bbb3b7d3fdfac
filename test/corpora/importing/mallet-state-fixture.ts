/** Models in MALLET's format, and what a person sees of them when they were imported. */
import path from 'node:path';
import { ProjectInspection } from '../../../corpora/database/inspection/project-inspection.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { Project } from '../../../corpora/project/project.ts';
import { state } from '../../../corpora/writers/mallet/state.ts';
import { ProjectSource } from '../../../corpora/writers/open-source.ts';
import { writeExport } from '../../../corpora/writers/write-export.ts';

export const head = '#doc source pos typeindex type topic\n';
export const priors = '#alpha : 0.1 0.5 2.0 \n#beta : 0.01\n';

/** As MALLET writes it: document 1 has no tokens, word number 2 occurs nowhere. */
export const byHand =
  `${head}${priors}0 NA 0 0 apple 0\n0 NA 1 1 pear 1\n0 NA 2 0 apple 0\n` +
  '2 file:/t/a b%20c.txt 0 3 New 2\n2 file:/t/a b%20c.txt 1 4 1990 2\n';

/** Writes the newest state of a project file as MALLET does, into the folder. */
export async function exported(file: string, folder: string): Promise<string> {
  const source = ProjectSource.open(file, { say: () => undefined });
  const place = path.join(folder, 'state.gz');
  try {
    const files = { folder, files: [{ path: place, file: state }] };
    await writeExport(source, files, {
      replace: false,
      words: 10,
      forSpreadsheets: false,
    });
  } finally {
    source.close();
  }
  return place;
}

export async function train(file: string, choices: Parameters<Project['train']>[0]): Promise<void> {
  const project = Project.open(file);
  try {
    await project.train({ seed: 5, numWorkers: 1, ...choices }).result;
  } finally {
    project.close();
  }
}

export function inspect<Result>(
  file: string,
  look: (inspection: ProjectInspection) => Result,
): Result {
  const project = ProjectFile.open(file);
  const inspection = new ProjectInspection(project, {
    fileName: path.basename(file),
    say: () => undefined,
  });
  try {
    return look(inspection);
  } finally {
    inspection.close();
  }
}

/** What a person sees of a model. */
export function everythingIn(file: string) {
  return inspect(file, (inspection) => ({
    logLikelihoodPerToken: inspection.run.logLikelihoodPerToken,
    topics: inspection.topics(),
    words: inspection
      .topics()
      .map(({ topic }) => inspection.topicWords(topic, 1, { first: 0, limit: 50 })),
    documents: inspection.documents({ first: 0, limit: 1000 }),
    assigned: [...inspection.assignedDocuments()].map(({ name, words, topics }) => ({
      name,
      words,
      topics,
    })),
  }));
}
