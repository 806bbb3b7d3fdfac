/** What a report says of its model. */
import { expect } from 'chai';
import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unpackReport } from '../../../core/inspection/report/format.ts';
import type { Report } from '../../../core/inspection/report/report.ts';
import { openForNotes } from '../../../corpora/database/open-for-notes.ts';
import { TopicNotes } from '../../../corpora/database/inspection/topic-notes.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';
import { byHand } from '../importing/mallet-state-fixture.ts';

describe('What a report says of its model', function () {
  this.timeout(60_000);
  const folder = testFolder();

  function reportOf(project: string, options: Parameters<typeof writeReportOf>[2] = {}): Report {
    const { html } = writeReportOf(project, folder.at('report.html'), options);
    const base64 = /id="data">([^<]*)</.exec(html)![1];
    return unpackReport(gunzipSync(Buffer.from(base64, 'base64')));
  }

  // Seen to fail: with gibbon as the trainer of any model, for 0 sweeps from the seed 0.
  it('is that MALLET has trained it, where it was taken over', async () => {
    fs.writeFileSync(folder.at('state.txt'), byHand);
    await importCorpus([folder.at('state.txt')], folder.at('taken.gibbon'));
    const { settings, citation } = reportOf(folder.at('taken.gibbon')).about;
    expect(citation).to.include('was taken over from MALLET').and.not.include('sweep');
    const names = settings.map(([name]) => name);
    expect(names).to.include('trained by').and.not.include.members(['seed', 'sweeps', 'sampler']);
  });

  // Seen to fail: with a paragraph of its own, which knew nothing of covariates.
  it('is what a paper says of it, without the names of fields where it is anonymous', async () => {
    await trainedProject(folder.at('tales.gibbon'), tales(60), { covariates: 'teller' });
    const { citation } = reportOf(folder.at('tales.gibbon')).about;
    expect(citation).to.include('depends on teller (category) by a Dirichlet-multinomial');
    expect(citation).to.match(
      /from seed 3 \(sampler \S+\).*relevance \(Sievert and Shirley 2014\)\.$/,
    );
    const anonymous = reportOf(folder.at('tales.gibbon'), { isAnonymous: true }).about.citation;
    expect(anonymous).to.include('depends on its metadata').and.not.include('teller');
  });

  // Seen to fail: with the topics of a group counted among the hidden ones.
  it('tells topics that are hidden from those that others stand for', async () => {
    await trainedProject(folder.at('tales.gibbon'), tales(60));
    const file = openForNotes(folder.at('tales.gibbon'));
    const notes = new TopicNotes(file, 1, () => undefined);
    for (const topic of [1, 3, 4]) notes.set(topic, { group: 'Trade' });
    notes.set(2, { hidden: true });
    file.close();
    expect(reportOf(folder.at('tales.gibbon'), { numTexts: 0 }).leftOut).to.deep.equal([
      '1 topic is hidden and not listed.',
      'One topic stands for several: 1 (Trade) for 1, 3, 4.',
      'Texts were left out.',
    ]);
  });

  // Seen to fail: with letters and accents apart, as some systems write them, and no search finds them.
  it('has names and texts with each letter and its accents as one, and tokens in their places', async () => {
    const text = 'Die Bru\u0308cke, ein u\u0308ber\u00fcbermu\u0308tiger Fluss. Bru\u0308cke!';
    const documents = Array.from({ length: 8 }, (_, at) => ({ id: `Mu\u0308ller ${at}`, text }));
    await trainedProject(folder.at('tales.gibbon'), documents, { numTopics: 2 });
    const { documents: listed, texts } = reportOf(folder.at('tales.gibbon'));
    expect(listed[0].name).to.equal('M\u00fcller 0');
    expect(texts[0].text).to.equal(text.normalize('NFC'));
    let place = 0;
    const { tokens } = texts[0];
    const words = tokens.flatMap((gap, at) => {
      if (at % 3 !== 0) return [];
      const start = place + gap;
      place = start + tokens[at + 1];
      return [texts[0].text.slice(start, place)];
    });
    expect(words.filter((word) => word === 'Br\u00fccke')).to.have.length(2);
    expect(words.every((word) => /^\p{L}+$/u.test(word))).to.equal(true);
  });

  it('has priors that are next to nothing as they are', async () => {
    const priors = { alphaSum: 0.0006, beta: 0.00001, optimize: 'none' } as const;
    await trainedProject(folder.at('tales.gibbon'), tales(30), priors);
    const { settings } = reportOf(folder.at('tales.gibbon')).about;
    expect(Object.fromEntries(settings)).to.include({
      'alpha, summed over the topics': '0.0006',
      beta: '0.00001',
    });
  });
});
