/** The seed words of a run, as the file that `--seed-words` reads. */
import type { EvaluatedProject } from '../evaluating/evaluated-project.ts';

/** Any name would do: a project file holds the words, not where they came from. */
export const seedWordsFile = 'seed-words.txt';

/** What has to be written into the file that the command names; nothing where there are no seed words. */
export function aboutSeedWords({
  run,
  vocabulary,
}: Pick<EvaluatedProject, 'run' | 'vocabulary'>): string[] {
  const { seedWords = [] } = run.settings;
  if (seedWords.length === 0) return [];
  const numLines = 1 + Math.max(...seedWords.map(({ topic }) => topic));
  const lines = Array.from({ length: numLines }, (_, topic) => {
    const words = seedWords.filter((seed) => seed.topic === topic);
    return `: ${words.map(({ word }) => vocabulary[word]).join(', ')}`.trimEnd();
  });
  return [`${seedWordsFile} has a line for each topic:\n\n${lines.join('\n')}`];
}
