import { expect } from 'chai';
import { sharedPriors } from '../../../core/inspection/shares.ts';
import { inOneGo } from '../../../corpora/breaks.ts';
import { listedTopics } from '../../../cli/screens/inspection/topic-list.ts';
import { CheckpointStore } from '../../../corpora/database/checkpoints.ts';
import { packTopics } from '../../../corpora/database/packed-topics.ts';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { DocumentSearch } from '../../../corpora/database/document-search.ts';
import { DocumentPass } from '../../../corpora/database/inspection/document-pass.ts';
import { ProjectInspection } from '../../../corpora/database/inspection/project-inspection.ts';
import { timeGroups } from '../../../corpora/database/inspection/time-groups.ts';
import { readDate } from '../../../corpora/dates/read-date.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { RunStore } from '../../../corpora/database/runs.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { UserError } from '../../../core/errors.ts';
import { TopDocuments } from '../../../core/inspection/top-documents.ts';
import { plainSettings } from '../../fixtures/train.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

const numTopics = 3;
const everything = { first: 0, limit: 1000 };

/** Three kinds of words, some in common, over two decades and with a blank document. */
const speeches = [
  { year: 1900, text: 'tariff duties tariff revenue treaty', note: null },
  { year: 1903, text: 'treaty peace treaty nations' },
  { year: 1911, text: 'Tariff and banks: silver, gold.\n\nSilver & tariff!' },
  { year: 1912, text: '' },
  { year: 1915, text: 'gold silver banks peace nations treaty gold' },
];

/** Which topic a token gets: by its word, with every fifth one somewhere else. */
const topicOf = (word: number, token: number): number => (word + (token % 5 === 4 ? 1 : 0)) % 3;

describe('inspecting a run in a project file', () => {
  const folder = testFolder();

  /** A project file with a run and one checkpoint. */
  async function makeProject({ keepCase = false } = {}): Promise<string> {
    const lines = speeches.map((speech, id) => JSON.stringify({ id: `speech ${id}`, ...speech }));
    const source = writeFiles(folder.path, { 'speeches.jsonl': `${lines.join('\n')}\n` });
    const path = folder.at('speeches.gibbon');
    await importCorpus([source], path, { numThreads: 1, ...unfiltered, keepCase });
    const file = ProjectFile.open(path);
    await addCheckpoint(file, 'one', 10);
    file.close();
    return path;
  }

  async function addCheckpoint(file: ProjectFile, name: string, sweep: number): Promise<void> {
    const corpus = new CorpusStore(file);
    const runs = new RunStore(file);
    const run =
      runs.list().find((stored) => stored.name === name) ??
      runs.create({
        name,
        fingerprint: corpus.summary().fingerprint,
        settings: { ...plainSettings, numTopics },
        numSweeps: 20,
      });
    const words = corpus.tokenSource().readWords(0, corpus.summary().numDocuments);
    const topics = Uint16Array.from(words, topicOf);
    const packed = await packTopics([topics], corpus.chunks(), { numTopics });
    const priors = { alpha: new Float64Array(numTopics).fill(0.1), beta: 0.01 };
    new CheckpointStore(file, corpus).write(run, { sweep, step: 0, priors, seconds: 1 }, packed);
  }

  function open(path: string, options: { readOnly?: boolean; run?: string } = {}) {
    const said: string[] = [];
    const file = ProjectFile.open(path, { readOnly: options.readOnly ?? false });
    const source = new ProjectInspection(file, {
      fileName: 'speeches.gibbon',
      run: options.run,
      say: (message) => said.push(message),
    });
    return { source, file, said };
  }

  it('counts topics, words and documents as the assignments say', async () => {
    // Faults once planted: the topics of one chunk added twice; shares without alpha.
    const { source } = open(await makeProject());
    const documents = speeches.map((_, id) => source.document(id));
    const tokens = documents.flatMap((document) => document.tokens);
    for (const topic of source.topics()) {
      const own = tokens.filter((token) => token.topic === topic.topic);
      expect(topic.numTokens).to.equal(own.length);
      expect(topic.share).to.equal(own.length / tokens.length);
      const holders = documents.filter((document) =>
        document.tokens.some((token) => token.topic === topic.topic),
      );
      expect(topic.numDocuments).to.equal(holders.length);

      const words = source.topicWords(topic.topic, 1, everything);
      for (const { word, count, corpusCount } of words.rows) {
        expect(count).to.equal(own.filter((token) => token.word === word).length);
        expect(corpusCount).to.equal(tokens.filter((token) => token.word === word).length);
      }
      expect(words.total).to.equal(new Set(own.map(({ word }) => word)).size);

      const best = source.topicDocuments(topic.topic, everything);
      expect(best.total).to.equal(holders.length);
      for (const { document, share } of best.rows) {
        const all = documents[document]!.tokens;
        const count = all.filter((token) => token.topic === topic.topic).length;
        expect(share).to.be.closeTo((count + 0.1) / (all.length + 0.3), 1e-12);
      }
      const shares = best.rows.map(({ share }) => share);
      expect(shares).to.deep.equal(shares.toSorted((a, b) => b - a));
    }
    source.close();
  });

  it('gives windows that fit together', async () => {
    const { source } = open(await makeProject());
    const all = source.topicWords(0, 0.6, everything).rows;
    const parts = [0, 1, 2].flatMap((first) => source.topicWords(0, 0.6, { first, limit: 1 }).rows);
    expect(parts).to.deep.equal(all.slice(0, 3));
    expect(source.topicDocuments(0, { first: 1, limit: 1 }).rows).to.deep.equal(
      source.topicDocuments(0, everything).rows.slice(1, 2),
    );
    source.close();
  });

  it('knows the place of every token in the text of a document', async () => {
    const { source } = open(await makeProject());
    for (const [id, { text }] of speeches.entries()) {
      const view = source.document(id);
      expect(view.text).to.equal(text);
      // Seen to fail: with "null" for a note that is not there.
      expect(view.metadata).to.deep.equal([['year', String(speeches[id]!.year)]]);
      for (const { word, start, end } of view.tokens) {
        expect(text.slice(start, end).toLowerCase()).to.equal(word);
      }
    }
    expect(source.document(3).tokens).to.deep.equal([]);
    source.close();
  });

  it('finds a word in its topics and its contexts', async () => {
    const { source } = open(await makeProject());
    const view = source.word('treaty')!;
    expect([view.numTokens, view.numDocuments]).to.deep.equal([4, 3]);
    expect(view.topics.reduce((sum, { share }) => sum + share, 0)).to.be.closeTo(1, 1e-12);
    const { total, rows } = source.keywordInContext('treaty', everything);
    expect(total).to.equal(4);
    expect(rows.map(({ document }) => document)).to.deep.equal([0, 1, 1, 4]);
    expect(rows[1]).to.include({ before: '', keyword: 'treaty', after: ' peace treaty nations' });
    for (const row of rows) {
      const whole = row.before + row.keyword + row.after;
      expect(speeches[row.document]!.text.replace(/\s+/g, ' ')).to.include(whole);
    }
    expect(source.word('absent')).to.equal(undefined);
    source.close();
  });

  // Seen to fail: with half a character where the text before a word is cut.
  it('cuts no character in half beside a word', async () => {
    const text = `x${'\u{1f600}'.repeat(99)}.treaty peace ${'\u{1f600}'.repeat(99)}`;
    const source = writeFiles(folder.path, {
      'one.jsonl': `${JSON.stringify({ id: 'a', text })}\n`,
    });
    const path = folder.at('one.gibbon');
    await importCorpus([source], path, { numThreads: 1, ...unfiltered });
    const made = ProjectFile.open(path);
    await addCheckpoint(made, 'one', 10);
    made.close();
    const opened = open(path);
    const [{ before, after }] = opened.source.keywordInContext('peace', everything).rows;
    expect([before, after].map((part) => part.isWellFormed())).to.deep.equal([true, true]);
    opened.source.close();
  });

  it('searches words, documents by name and by words, and topics', async () => {
    const { source } = open(await makeProject());
    const found = (text: string, kind: 'words' | 'documents' | 'topics') =>
      source
        .search(text, kind, everything)
        .rows.map((hit) =>
          hit.kind === 'word' ? hit.word : hit.kind === 'document' ? hit.document : hit.topic,
        );
    expect(found('ti', 'words')).to.deep.equal(['nations', 'duties']);
    expect(found('Speech 4', 'documents')).to.deep.equal([4]);
    expect(found('silver gold', 'documents')).to.deep.equal([2, 4]);
    expect(found('100%_', 'documents')).to.deep.equal([]);
    source.setLabel(2, 'Foreign affairs');
    expect(found('foreign', 'topics')).to.deep.equal([2]);
    source.close();
  });

  // Seen to fail: with what is typed in lower case, and words as they are written.
  it('searches words in any case where they keep theirs', async () => {
    const { source } = open(await makeProject({ keepCase: true }));
    const found = (text: string) =>
      source.search(text, 'words', everything).rows.map((hit) => hit.kind === 'word' && hit.word);
    for (const text of ['Tar', 'tar', 'TAR'])
      expect(found(text), text).to.have.members(['tariff', 'Tariff']);
    expect(found('_')).to.deep.equal([]);
    expect(source.search('tariff', 'topics', everything).total).to.be.at.least(1);
    const listed = (filter: string) =>
      listedTopics(source, { order: 'number', areHiddenShown: false }, filter).length;
    expect(listed('Silver')).to.equal(listed('silver')).and.to.be.at.least(1);
    source.close();
  });

  it('finds the same documents as the search of the corpus, by words, phrases and metadata', async () => {
    const path = await makeProject();
    const { source } = open(path);
    const file = ProjectFile.open(path, { readOnly: true });
    const search = new DocumentSearch(new CorpusStore(file));
    const found = (text: string): number[] =>
      source
        .search(text, 'documents', everything)
        .rows.flatMap((hit) => (hit.kind === 'document' ? [hit.document] : []));
    const expected: [string, number[]][] = [
      ['and', [2]], // a word of the text that may be no word of the vocabulary
      ['GOLD silver', [2, 4]],
      ['"silver tariff"', []],
      ['"silver, gold"', [2]],
      ['"gold. silver"', [2]],
      ['year:1903', [1]],
      ['year:1900..1911 treaty', [0, 1]],
      ['nofield:x', []],
      ['speech', [0, 1, 2, 3, 4]],
    ];
    for (const [text, documents] of expected) {
      expect(found(text), text).to.deep.equal(documents);
      expect(search.find(text), text).to.deep.equal(documents);
    }
    file.close();
    source.close();
  });

  it('lists the documents of a topic with something in their metadata, in the same order', async () => {
    const { source } = open(await makeProject());
    const all = source.topicDocuments(0, everything).rows.map(({ document }) => document);
    const late = source.topicDocuments(0, everything, 'year: 1911..1999');
    expect(late.rows.map(({ document }) => document)).to.deep.equal(
      all.filter((document) => speeches[document]!.year >= 1911),
    );
    expect(late.total).to.equal(late.rows.length);
    expect(source.topicDocuments(0, everything, 'no filter').total).to.equal(0);
    source.close();
  });

  it('counts topics by any field, as its tokens say', async () => {
    const { source } = open(await makeProject());
    expect(source.trendFields()).to.deep.equal([{ field: 'year', isTime: true }]);
    const trends = source.trends('year');
    for (const [document, { year }] of speeches.entries()) {
      const { tokens } = source.document(document);
      const group = trends.groups.findIndex(({ name }) => name === String(year));
      for (let topic = 0; topic < numTopics; topic++) {
        const own = tokens.filter((token) => token.topic === topic).length;
        const share = tokens.length === 0 ? 0 : own / tokens.length;
        expect(trends.shares(topic)[group]).to.equal(share);
      }
      expect(trends.groups[group]).to.include({
        numDocuments: 1,
        filter: `year: ${year}..${year}`,
      });
    }
    source.close();
  });

  it('knows documents by their names', async () => {
    const { source } = open(await makeProject());
    expect(source.documentsNamed('speech 2')).to.deep.equal([2]);
    expect(source.documentsNamed('speech')).to.deep.equal([]);
    source.close();
  });

  it('divides the documents by the time in their metadata', async () => {
    const { source } = open(await makeProject());
    const breakdown = source.topicBreakdown(0)!;
    expect([breakdown.field, breakdown.isTime]).to.deep.equal(['year', true]);
    expect(breakdown.groups.map(({ name }) => name)).to.deep.equal(
      Array.from({ length: 16 }, (_, year) => String(1900 + year)),
    );
    const tokens = source.document(0).tokens;
    const share = tokens.filter(({ topic }) => topic === 0).length / tokens.length;
    expect(breakdown.groups[0]).to.deep.include({ share, numDocuments: 1 });
    source.close();
  });

  it('keeps labels and hidden topics in the file', async () => {
    const path = await makeProject();
    const first = open(path).source;
    first.setLabel(1, 'War');
    first.setHidden(1, true);
    first.setLabel(0, 'Money');
    first.setLabel(0, undefined);
    first.close();
    const { source } = open(path);
    const notes = source.topics().map(({ label, hidden }) => [label, hidden]);
    expect(notes).to.deep.equal([
      [undefined, false],
      ['War', true],
      [undefined, false],
    ]);
    source.close();
  });

  it('stores what it worked out, and reads it the next time', async () => {
    const path = await makeProject();
    const first = open(path).source;
    const topics = first.topics().map((topic) => ({ ...topic }));
    first.close();
    // Tables that are stored again get other numbers of rows.
    const lastRow = () => {
      const file = ProjectFile.open(path);
      const row = file.database.prepare('SELECT max(rowid) FROM derived').pluck().get();
      file.close();
      return row;
    };
    const before = lastRow();
    expect(before).to.be.above(0);
    const { source } = open(path);
    expect(source.topics().map((topic) => ({ ...topic }))).to.deep.equal(topics);
    source.close();
    expect(lastRow()).to.equal(before);
  });

  it('works where nothing can be written, and says that notes cannot be kept', async () => {
    const { source } = open(await makeProject(), { readOnly: true });
    expect(source.topics()).to.have.lengthOf(numTopics);
    expect(() => source.setLabel(0, 'x')).to.throw(UserError, /read-only/);
    source.close();
  });

  it('is not disturbed by checkpoints that are written meanwhile', async () => {
    // Fault once planted: reading without a snapshot, so that the third checkpoint took the first.
    const path = await makeProject();
    const { source } = open(path);
    const writer = ProjectFile.open(path);
    for (const sweep of [11, 12, 13]) await addCheckpoint(writer, 'one', sweep);
    expect(source.run.sweep).to.equal(10);
    expect(source.document(0).tokens).to.have.lengthOf(5);
    expect(source.topicWords(0, 1, everything).rows).not.to.deep.equal([]);
    source.openRun('one');
    expect(source.run.sweep).to.equal(13);
    source.close();
    writer.close();
  });

  it('uses the checkpoint before one that is damaged, and says so', async () => {
    const path = await makeProject();
    const writer = ProjectFile.open(path);
    await addCheckpoint(writer, 'one', 11);
    writer.database.exec("UPDATE assignment_chunks SET topics = x'00' WHERE checkpoint = 2");
    writer.close();
    const { source, said } = open(path);
    expect(source.run.sweep).to.equal(10);
    expect(said.join()).to.include('sweep 11 of "one" is damaged');
    source.close();
  });

  it('says that a run without a checkpoint cannot be inspected', async () => {
    const path = await makeProject();
    const file = ProjectFile.open(path);
    new RunStore(file).create({
      name: 'two',
      fingerprint: new CorpusStore(file).summary().fingerprint,
      settings: { ...plainSettings, numTopics },
      numSweeps: 20,
    });
    file.close();
    expect(() => open(path, { run: 'two' })).to.throw(UserError, /no checkpoint yet/);
    const { source } = open(path, { run: 'one' });
    expect(source.runs().map(({ name }) => name)).to.deep.equal(['one']);
    source.close();
  });
});

describe('what documents say about topics', () => {
  it('ranks documents by their share with the prior in it', () => {
    // Faults once planted: no prior, where one word is all of a topic; a prior below the line only.
    const best = new TopDocuments(2, 5);
    const pass = new DocumentPass({
      numTopics: 2,
      numDocuments: 4,
      priors: sharedPriors(Float64Array.of(0.1, 0.1)),
      best,
      correlations: undefined,
      groups: undefined,
    });
    const twenty = (numOthers: number): Uint16Array =>
      Uint16Array.from({ length: 20 }, (_, token) => (token < numOthers ? 1 : 0));
    for (const [document, topics] of [
      Uint16Array.of(0),
      Uint16Array.of(),
      twenty(1),
      twenty(2),
    ].entries()) {
      pass.add(document, topics, topics);
    }
    // 19.1 / 20.2, 1.1 / 1.2, 18.1 / 20.2
    expect(best.ranked(0).map(({ document }) => document)).to.deep.equal([2, 0, 3]);
    expect([...pass.topicTotals]).to.deep.equal([38, 3]);
    expect([...pass.topicDocuments]).to.deep.equal([3, 2]);
  });
});

describe('periods of time', () => {
  const groupsOf = (values: string[]) =>
    inOneGo(
      timeGroups(
        values.map((value, document) => ({ document, date: readDate(value)!.date })),
        values.length,
      ),
    );

  it('are years, or as many years together as keep them few', () => {
    expect(groupsOf(['1999', '2001']).names).to.deep.equal(['1999', '2000', '2001']);
    const { names, groupOf } = groupsOf(['1790', '1794', '2021']);
    expect([names[0], names[1], names.at(-1)]).to.deep.equal(['1790', '1795', '2020']);
    expect([...groupOf]).to.deep.equal([0, 0, names.length - 1]);
  });

  it('are months where the time is short and the dates have them', () => {
    expect(groupsOf(['2020-11-03', '2021-01-09']).names).to.deep.equal([
      '2020-11',
      '2020-12',
      '2021-01',
    ]);
  });
});
