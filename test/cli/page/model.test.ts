/** The words of a report's topics are those that `gibbon topics` prints. */
import { expect } from 'chai';
import { gunzipSync } from 'node:zlib';
import { Model } from '../../../cli/page/model.ts';
import { unpackReport } from '../../../core/inspection/report/format.ts';
import { openForNotes } from '../../../corpora/database/open-for-notes.ts';
import { ProjectInspection } from '../../../corpora/database/inspection/project-inspection.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { trainedProject, writeReportOf } from '../../fixtures/tales.ts';

const numWords = 900;

/** Texts with some frequent words and many rare ones, as texts have them. */
function textsWithRareWords(): { id: string; text: string }[] {
  let random = 7;
  const next = () => (random = (random * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: 40 }, (_, place) => ({
    id: `text ${place}`,
    text: Array.from({ length: 80 }, () => `word${letters(Math.floor(numWords ** next()))}`).join(
      ' ',
    ),
  }));
}

function letters(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
}

describe('The words of a topic in a report', function () {
  this.timeout(60_000);
  const folder = testFolder();

  // Seen to fail: with words of one or two tokens first below the usual lambda.
  it('come in the order of the topics command at every lambda', async () => {
    const project = folder.at('rare.gibbon');
    await trainedProject(project, textsWithRareWords(), { numTopics: 4 });
    const { html } = writeReportOf(project, folder.at('rare.html'));
    const base64 = /id="data">([^<]*)</.exec(html)![1];
    const model = new Model(unpackReport(gunzipSync(Buffer.from(base64, 'base64'))));
    const file = openForNotes(project);
    const source = new ProjectInspection(file, { fileName: '', say: () => undefined });
    for (const lambda of [0, 0.15, 0.3, 0.55, 0.6, 1]) {
      for (let topic = 0; topic < 4; topic++) {
        const shown = model.topicWords(topic, { lambda, withRare: true }).slice(0, 30);
        const { rows } = source.topicWords(topic, lambda, { first: 0, limit: 30 });
        expect(rows).to.have.length(30);
        expect(
          shown.map(({ word, count }) => [word, count]),
          `topic ${topic}, lambda ${lambda}`,
        ).to.deep.equal(rows.map(({ word, count }) => [word, count]));
      }
    }
    source.close();
    file.close();
  });
});
