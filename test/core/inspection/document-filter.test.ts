import { expect } from 'chai';
import { parseDocumentFilter, passesFilter } from '../../../core/inspection/document-filter.ts';

const whig = { label: 'speech', metadata: { year: 1845, party: 'Whig', date: '1845-03-04' } };

/** Whether the document passes the filter as it is typed. */
const passes = (text: string): boolean => passesFilter(parseDocumentFilter(text)!, whig);

describe('a filter by metadata', () => {
  it('takes values that contain it, in any case, of fields in any case', () => {
    expect([passes('party: whig'), passes('Party:HI'), passes('party: democratic')]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(passes('label: speech')).to.equal(true);
    expect(passes('absent: whig')).to.equal(false);
  });

  it('takes exact values and ranges with both their ends', () => {
    expect(passes('party: =whig')).to.equal(true);
    expect(passes('party: =whi')).to.equal(false);
    expect(passes('year: 1840..1845')).to.equal(true);
    expect(passes('year: 1845..1849')).to.equal(true);
    expect(passes('year: 1846..1849')).to.equal(false);
    expect(passes('date: 1845..1845')).to.equal(true);
    expect(passes('date: 1845-03..1845-03')).to.equal(true);
    expect(passes('date: 1845-04..1845-12')).to.equal(false);
  });

  // Seen to fail: with all before the first colon as the field, "A..B" as a range, and blanks of the value kept.
  it('takes fields with a colon in their name, and exact values with dots or blanks', () => {
    const metadata = { 'dc:date': 1840, kind: 'A..B', side: ' left ' };
    const reads = (text: string): boolean =>
      passesFilter(
        parseDocumentFilter(text, (name) => name in metadata)!,
        {
          label: undefined,
          metadata,
        },
      );
    expect(
      ['dc:date: 1840..1849', 'dc:date:1840', 'kind: =A..B', 'side: =left'].map(reads),
    ).to.deep.equal([true, true, true, true]);
    expect(['dc:date: 1841..1849', 'kind: =A', 'side: =right'].map(reads)).to.deep.equal([
      false,
      false,
      false,
    ]);
    expect(parseDocumentFilter('title: a: b')!.field).to.equal('title');
  });

  it('is nothing without a field and a value', () => {
    for (const text of ['', 'whig', 'party:', ': whig']) {
      expect(parseDocumentFilter(text), text).to.equal(undefined);
    }
  });
});
