// Goal: what is damaged in a project file is never shown as truth to those who look. What can be worked
// out again is, with a message; all else is refused by name.
// Seen to fail, on the version before: the sizes of topics and two topics exchanged, a word, a name and
// a text were shown as they were; the words of a topic and a checkpoint were a fault of gibbon itself;
// nothing was said of the rest.
import { expect } from 'chai';
import fs from 'node:fs';
import { UserError } from '../../../core/errors.ts';
import type { Inspection } from '../../../core/inspection/inspection.ts';
import { Project } from '../../../corpora/project/project.ts';
import { makeTrainedProject, testFolder } from '../../fixtures/folder.ts';
import { change } from '../../fuzz/mutations.ts';

/** Bytes in the middle of a blob, replaced by others. */
const spoil = (column: string) =>
  `${column} = CAST(substr(${column}, 1, 8) || x'ff00ff00' || substr(${column}, 13) AS BLOB)`;

const derived: readonly (readonly [what: string, sql: string])[] = [
  ['the sizes of topics', `UPDATE derived SET ${spoil('data')} WHERE name = 'topics-4'`],
  [
    'the words of a topic',
    `UPDATE derived SET ${spoil('data')} WHERE name = 'topic-words-1' AND part = 3`,
  ],
  ['the documents of a topic', "DELETE FROM derived WHERE name = 'topic-documents-2' AND part = 5"],
  [
    'two topics exchanged',
    `UPDATE derived SET part = CASE part WHEN 1 THEN 200 ELSE 100 END
     WHERE name = 'topic-words-1' AND part IN (1, 2);
     UPDATE derived SET part = part / 100 WHERE part >= 100`,
  ],
];

type Look = (open: Inspection) => unknown;
const atTopics: Look = (open) => open.topicWords(0, 0.6, { first: 0, limit: 10 });
const atDocument: Look = (open) => open.document(7);
const originals: readonly (readonly [what: string, sql: string, look: Look, says: RegExp])[] = [
  ['a word', "UPDATE words SET word = 'changed' WHERE id = 3", atTopics, /the word 3/],
  ['the count of a word', 'UPDATE words SET num_tokens = 1 WHERE id = 3', atTopics, /the word 3/],
  [
    'a name',
    "UPDATE documents SET name = 'x' WHERE id = 7",
    atDocument,
    /names, labels or metadata near document 7/,
  ],
  ['a text', 'UPDATE texts SET text = upper(text) WHERE document = 7', atDocument, /texts? /],
  [
    'the tokens',
    `UPDATE token_chunks SET ${spoil('words')}`,
    atDocument,
    /the tokens from document 0 on/,
  ],
  [
    'their places in the texts',
    `UPDATE token_chunks SET ${spoil('spans')}`,
    atDocument,
    /the tokens from document 0 on, or their places/,
  ],
  [
    'the settings of a run',
    `UPDATE runs SET settings = replace(settings, '"seed":7', '"seed":8')`,
    atTopics,
    /the settings or the state of the run "topics-8"/,
  ],
  [
    'the only checkpoint',
    `UPDATE assignment_chunks SET ${spoil('topics')}`,
    atTopics,
    /none of its 1 is whole: chunk 0 does not match its checksum/,
  ],
];

describe('What is damaged in a project file', () => {
  const folder = testFolder();
  let whole: Buffer;
  let truth: unknown;

  before(async function () {
    this.timeout(20_000);
    const place = fs.mkdtempSync('/tmp/gibbon-test-');
    const file = await makeTrainedProject(`${place}/a.gibbon`);
    truth = shown(file).shows;
    whole = fs.readFileSync(file);
    fs.rmSync(place, { recursive: true });
  });

  for (const [what, sql] of derived) {
    it(`is built again from the assignments, with a message: ${what}`, () => {
      const file = damaged(sql);
      const { said, shows } = shown(file);
      expect(said.join('\n')).to.match(/tables derived .* are damaged .*built again/);
      expect(shows).to.deep.equal(truth);
      expect(shown(file)).to.deep.equal({ said: [], shows: truth });
    });
  }

  for (const [what, sql, look, says] of originals) {
    // A screen that is drawn again after a fault must not show what was refused before. Seen to fail:
    // with texts that were taken for checked although they had been refused.
    it(`is refused by name when it is read, and when it is read again: ${what}`, () => {
      const file = damaged(sql);
      const looksTwice = (): unknown => {
        const inspection = Project.open(file).inspect();
        try {
          expect(() => look(inspection)).to.throw(UserError, says);
          return look(inspection);
        } finally {
          inspection.close();
        }
      };
      expect(looksTwice).to.throw(UserError, says);
    });
  }

  it('is left out, with a message, when it is a label', () => {
    const file = damaged('', (project) => {
      for (const topic of [2, 5]) project.label(topic, `label ${topic}`);
    });
    change(file, "UPDATE topic_notes SET label = 'another' WHERE topic = 2");
    const said: string[] = [];
    const inspection = Project.open(file, { say: (message) => said.push(message) }).inspect();
    const labels = inspection.topics().map(({ label }) => label);
    inspection.close();
    expect([labels[2], labels[5]]).to.deep.equal([undefined, 'label 5']);
    expect(said.join()).to.match(/the label of topic 2 of run 1 does not match .*left out/);
  });

  it('is not trained on: other tokens, other settings of a run', () => {
    const tokens = Project.open(damaged(`UPDATE token_chunks SET ${spoil('words')}`));
    expect(() => tokens.train({ numTopics: 4, numSweeps: 1 })).to.throw(UserError, /damaged/);
    expect(tokens.runs()).to.have.length(1);
    tokens.close();
    const settings = Project.open(
      damaged(`UPDATE runs SET settings = replace(settings, '"seed":7', '"seed":8')`),
    );
    expect(() => settings.resume({ numSweeps: 12 })).to.throw(UserError, /settings or the state/);
    settings.close();
  });

  function damaged(sql: string, before: (project: Project) => void = () => undefined): string {
    const file = folder.at('a.gibbon');
    fs.writeFileSync(file, whole);
    const project = Project.open(file);
    before(project);
    project.close();
    change(file, sql);
    expect(fs.readFileSync(file).equals(whole), 'it is damaged').to.equal(false);
    return file;
  }
});

/** What somebody sees of the topics, and what is said. */
function shown(file: string): { said: string[]; shows: unknown } {
  const said: string[] = [];
  const inspection = Project.open(file, { say: (message) => said.push(message) }).inspect();
  try {
    const all = { first: 0, limit: 20 };
    const shows = inspection
      .topics()
      .map((topic) => [
        { ...topic },
        inspection.topicWords(topic.topic, 0.6, all),
        inspection.topicDocuments(topic.topic, all),
      ]);
    return { said, shows };
  } finally {
    inspection.close();
  }
}
