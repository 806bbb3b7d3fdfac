/** `gibbon train` on texts: their project file appears with the run in it, or not at all. */
import { UsageError, UserError } from '../../core/errors.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { ProjectFile } from '../../corpora/database/project-file.ts';
import { beginRun } from '../../corpora/project/begin-run.ts';
import { storesOf } from '../../corpora/project/stores.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { showImport } from '../importing/progress.ts';
import { describeImport } from '../importing/report.ts';
import { sayHowFound, withProject } from '../project.ts';
import { printMessage } from '../speaking/messages.ts';
import { type AskedRun, planRun } from './begin-run.ts';
import { withWhatIsSaved } from './explain-failure.ts';
import { tryToLead } from './open-leader.ts';
import type { StretchOptions } from './options.ts';
import { trainRun } from './train-run.ts';

interface Importing {
  readonly sources: readonly string[];
  readonly into: string;
  readonly options: ImportOptions;
}

/**
 * Imports the texts and begins the run in the file before it takes its place: whatever the run lacks,
 * what was there stays as it was, and the command can be typed again.
 */
export async function importAndTrain(importing: Importing, asked: AskedRun): Promise<void> {
  await tryToLead(asked.options);
  const run = await importWithRun(importing, asked);
  await trainNew(importing.into, run, asked.options);
}

/** @returns the name of the run. */
async function importWithRun(
  { sources, into, options }: Importing,
  asked: AskedRun,
): Promise<string> {
  const { importCorpus } = await import('../../corpora/importing/import-corpus.ts');
  const said: string[] = []; // after what is said of the import
  let name = '';
  const begin = async (file: ProjectFile): Promise<void> => {
    try {
      const project = storesOf(file);
      const say = (message: string): unknown => said.push(message);
      name = beginRun(project, await planRun(project, asked, say), say).name;
    } catch (error) {
      throw unbegun(error, file.path, into);
    }
  };
  if (options.replace) sayHowFound(into);
  const report = await showImport((onProgress, signal) =>
    importCorpus(sources, into, { ...options, signal }, onProgress, begin),
  );
  for (const message of [describeImport(report, into), ...said]) printMessage(message);
  return name;
}

/** The file in which a run did not begin is gone: the message is about the one that it was to be. */
function unbegun(error: unknown, staged: string, into: string): unknown {
  if (!(error instanceof UserError)) return error;
  const { code, hint, message, details } = error;
  const { file, ...others } = details;
  const said = `${message.replaceAll(staged, into)}; nothing was imported`;
  const options = { hint, details: file === staged ? others : details, cause: error };
  return error instanceof UsageError
    ? new UsageError(code, said, options)
    : new UserError(code, said, options);
}

async function trainNew(into: string, name: string, options: StretchOptions): Promise<void> {
  await withProject(into, { readOnly: false }, async (project) => {
    project.corpus.vocabulary(); // the screen needs it: read first, it spares the tokens a look at each word
    const run = project.runs.find(name);
    let hasBegun = false;
    const begin = (): { run: StoredRun } => {
      hasBegun = true;
      return { run };
    };
    try {
      await trainRun(project, begin, options);
    } catch (error) {
      throw hasBegun || !(error instanceof UserError)
        ? error
        : withWhatIsSaved(error, project, run);
    }
  });
}
