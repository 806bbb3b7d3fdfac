import { expect } from 'chai';
import fs from 'node:fs';
import path from 'node:path';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../../corpora/importing/options.ts';
import { chooseFiles } from '../../../corpora/writers/choose-files.ts';
import { ProjectSource } from '../../../corpora/writers/open-source.ts';
import { writeExport } from '../../../corpora/writers/write-export.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

const texts =
  '{"text":"pear fig pear","id":"a b","label":"1"}\n{"text":"","id":"empty"}\n{"text":"apple fig","id":"c"}\n';

describe('Counts for other programs', () => {
  const folder = testFolder();

  /** The paths of what was written of the texts above. */
  async function written(format: string, options: { replace?: boolean } = {}): Promise<string[]> {
    const path = folder.at('first.gibbon');
    const source = writeFiles(folder.path, { 'a.jsonl': texts });
    await importCorpus([source], path, { ...unfiltered, replace: true });
    const file = ProjectFile.open(path, { readOnly: true });
    try {
      const source = new ProjectSource(file, { say: () => undefined });
      return await writeExport(source, chooseFiles({ to: `${folder.at('a/counts')}/`, format }), {
        words: 100,
        forSpreadsheets: false,
        replace: options.replace ?? false,
      });
    } finally {
      file.close();
    }
  }

  const named = ['a b', 'empty', 'c'];
  const formats: readonly [string, readonly string[], ImportOptions?][] = [
    ['uci', named],
    ['lda-c', named],
    ['matrix-market', named],
    ['svmlight', named, { format: 'svmlight' }],
    ['gensim', ['1', '2', '3']],
    ['mallet', ['a_b', 'empty', 'c'], unfiltered],
  ];
  for (const [format, names, options = {}] of formats) {
    it(`come back the same when they are written as ${format} and read again`, async () => {
      const [counts] = await written(format);
      const { documents } = await importAndRead(counts, options);
      expect(
        documents.map(({ name, tokens }) => [name, tokens.toSorted().join(' ')]),
      ).to.deep.equal([
        [names[0], 'fig pear pear'],
        [names[1], ''],
        [names[2], 'apple fig'],
      ]);
    });
  }

  // Seen to fail: no folder but that of uci could be read, or the dictionary was taken for a text.
  for (const format of ['uci', 'lda-c', 'matrix-market', 'gensim']) {
    it(`come back the same from a folder of ${format}`, async () => {
      const [counts] = await written(format);
      const { documents, report } = await importAndRead(path.dirname(counts), {});
      expect(documents.map(({ tokens }) => tokens.toSorted().join(' '))).to.deep.equal([
        'fig pear pear',
        '',
        'apple fig',
      ]);
      expect(report.skippedFiles.count).to.equal(0);
    });
  }

  it('go to gensim as a matrix of reals and a dictionary that is sorted by word', async () => {
    const [matrix, dictionary] = await written('gensim');
    expect(fs.readFileSync(matrix, 'utf8')).to.match(
      /^%%MatrixMarket matrix coordinate real general\n3 3 4\n/,
    );
    expect(fs.readFileSync(dictionary, 'utf8')).to.equal('3\n2\tapple\t1\n0\tfig\t2\n1\tpear\t1\n');
  });

  // Seen to fail: without the look at all places before anything is written.
  it('appear all together or not at all, and over nothing unasked', async () => {
    await written('uci');
    fs.writeFileSync(folder.at('a/counts/docnames.txt'), 'mine');
    fs.rmSync(folder.at('a/counts/vocab.txt'));
    const error = await written('uci').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'target-exists');
    expect(fs.readdirSync(folder.at('a/counts')).toSorted()).to.deep.equal([
      'docnames.txt',
      'docword.txt',
    ]);
    await written('uci', { replace: true });
    expect(fs.readFileSync(folder.at('a/counts/docnames.txt'), 'utf8')).to.equal('a b\nempty\nc\n');
  });
});
