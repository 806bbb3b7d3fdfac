/**
 * Files as people bring them: each row is a file, what is said about it, and the documents that are
 * in it, by hand. They are the minimal forms of public bug reports and of researchers' data sets,
 * and siblings of these.
 */
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';

export interface Row {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Names of the files that are given; the first by default. */
  readonly sources?: readonly string[];
  readonly options?: ImportOptions;
  /** The tokens of each document, with spaces between; or what is said instead. */
  readonly gives: readonly string[] | RegExp;
  /** What stands in the report, as JSON. */
  readonly reports?: RegExp;
  /** Names of the documents, where they matter. */
  readonly names?: readonly string[];
  readonly labels?: readonly (string | undefined)[];
}

export const two = ['cargo ship', 'violin bow'];

export const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
export const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** A test of every row. */
export function describeRows(group: string, rows: readonly Row[]): void {
  describe(group, () => {
    const folder = testFolder();
    for (const row of rows) {
      it(row.what, async () => {
        await check(row, folder);
      });
    }
  });
}

type Folder = ReturnType<typeof testFolder>;

async function check(row: Row, folder: Folder): Promise<void> {
  const outcome = await outcomeOf(row, folder);
  if (row.gives instanceof RegExp) {
    expect(outcome).to.be.instanceOf(UserError);
    const { message, hint = '' } = outcome as UserError;
    expect(`${message}\n${hint}`).to.match(row.gives);
    return;
  }
  if (outcome instanceof UserError) throw outcome;
  const { documents, report } = outcome;
  expect(documents.map(({ tokens }) => tokens.join(' '))).to.deep.equal(row.gives);
  if (row.names !== undefined) expect(documents.map(({ name }) => name)).to.deep.equal(row.names);
  if (row.labels !== undefined)
    expect(documents.map(({ label }) => label)).to.deep.equal(row.labels);
  if (row.reports !== undefined) expect(JSON.stringify(report)).to.match(row.reports);
}

async function outcomeOf(
  row: Row,
  folder: Folder,
): Promise<Awaited<ReturnType<typeof importAndRead>> | UserError> {
  const first = writeFiles(folder.path, row.files);
  const sources = row.sources?.map((name) => folder.at(name)) ?? [first];
  const { vocabulary } = row.options ?? {};
  const options = {
    ...unfiltered,
    ...row.options,
    ...(typeof vocabulary === 'string' && { vocabulary: folder.at(vocabulary) }),
  };
  return importAndRead(sources, options).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
}
