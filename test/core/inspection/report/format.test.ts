import { expect } from 'chai';
import fc from 'fast-check';
import { packReport, unpackReport } from '../../../../core/inspection/report/format.ts';
import { bytesToNumbers, numbersToBytes } from '../../../../core/inspection/report/number-bytes.ts';
import {
  type Report,
  type ReportDocument,
  reportVersion,
} from '../../../../core/inspection/report/report.ts';

const count = fc.nat({ max: 70_000 });

const documents = fc
  .uniqueArray(fc.nat(), { maxLength: 8 })
  .map((numbers) => numbers.sort((a, b) => a - b))
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((document) =>
        fc
          .record({
            name: fc.string({ unit: 'binary' }),
            rows: fc.array(fc.tuple(count, count, count), { maxLength: 6 }),
          })
          .map(({ name, rows }): ReportDocument => ({
            document,
            name: name.toWellFormed(),
            length: rows.reduce((sum, [, tokens]) => sum + tokens, 0),
            topics: rows.flatMap(([topic, tokens]) => [topic, tokens]),
            sums: rows.map(([, , sum]) => sum),
          })),
      ),
    ),
  );

const texts = fc.array(
  fc.record({
    document: fc.nat(),
    text: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    cutBefore: fc.boolean(),
    cutAfter: fc.boolean(),
    metadata: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 2 }),
    tokens: fc.array(fc.tuple(count, count, count), { maxLength: 6 }).map((spans) => spans.flat()),
  }),
  { maxLength: 5 },
);

const rest: Omit<Report, 'documents' | 'texts'> = {
  version: reportVersion,
  title: 'Tales',
  run: { name: 'first', sweep: 10, seed: 3, logLikelihoodPerToken: null },
  corpus: { numDocuments: 8, numTokens: 90, numWords: 5 },
  alpha: [0.1, 0.2],
  beta: 0.01,
  numSamples: 4,
  words: [],
  topics: [],
  map: undefined,
  fields: [],
  about: { settings: [], losses: [], likelihood: [], citation: '' },
  comparison: undefined,
  leftOut: ['a', 'b'],
};

describe('The format of a report', () => {
  // Seen to fail: with lengths of tokens read in the place of gaps.
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(documents, texts, (someDocuments, someTexts) => {
        const report = { ...rest, documents: someDocuments, texts: someTexts };
        const packed = packReport(report);
        // It may lie anywhere in a larger buffer.
        const shifted = new Uint8Array(packed.length + 3);
        shifted.set(packed, 3);
        const { map, comparison, ...kept } = report;
        expect([map, comparison]).to.deep.equal([undefined, undefined]);
        expect(unpackReport(shifted.subarray(3))).to.deep.equal(kept);
      }),
    );
  });

  it('writes whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { maxLength: 400 }), (values) => {
        expect(bytesToNumbers(numbersToBytes(values))).to.deep.equal(values);
      }),
    );
    expect([...numbersToBytes([0, 127, 128, 624_485])]).to.deep.equal([
      0, 127, 128, 1, 229, 142, 38,
    ]);
  });
});
