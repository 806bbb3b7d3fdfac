/** What bounds the size of a report. */
import { expect } from 'chai';
import { mostWithOwnAlphas } from '../../../corpora/reports/own-alphas.ts';
import type { ReportSource } from '../../../corpora/reports/source.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';

describe('The size of a report', function () {
  this.timeout(60_000);
  const folder = testFolder();

  // Seen to fail: with documents fitted in without the sentence about texts that comes after them.
  it('is kept to the byte where the documents nearly fill it', async () => {
    const project = folder.at('tales.gibbon');
    await trainedProject(project, tales(400));
    const sizeOf = (maxSize: number) =>
      Buffer.byteLength(
        writeReportOf(project, folder.at('tales.html'), { numTexts: 0, maxSize }).html,
      );
    const whole = sizeOf(10_000_000);
    for (const less of [1, 20, 40, 60, 250, 300])
      expect(sizeOf(whole - less), `${less} bytes less`).to.be.at.most(whole - less);
  });

  // Seen to fail: with as many as were asked for, which no string can hold.
  it('takes in no more priors of documents than one string can hold', () => {
    const alpha = new Float64Array(1000);
    const sourceOf = (alphaOf: (document: number) => Float64Array) =>
      ({ inspection: { run: { numTopics: 1000 }, alphaOf } }) as unknown as ReportSource;
    const documents = Array.from({ length: 9000 }, (_, document) => document);
    const own = sourceOf(() => new Float64Array(0));
    expect(mostWithOwnAlphas(own, documents)).to.equal(8000);
    expect(mostWithOwnAlphas(own, documents.slice(0, 8000))).to.equal(8000);
    const shared = sourceOf(() => alpha);
    expect(mostWithOwnAlphas(shared, documents)).to.equal(9000);
  });
});
