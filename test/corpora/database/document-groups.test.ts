/** Reports and the screen read dates as `import`, `trends` and covariates do. */
import { expect } from 'chai';
import Database from 'better-sqlite3';
import type { DocumentEntry } from '../../../corpora/database/corpus-store.ts';
import { readingDates } from '../../../corpora/database/dated-filter.ts';
import {
  dividingFields,
  everyGrouping,
  groupByField,
} from '../../../corpora/database/inspection/document-groups.ts';
import { ProjectInspection } from '../../../corpora/database/inspection/project-inspection.ts';
import { openForNotes } from '../../../corpora/database/open-for-notes.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { tales, trainedProject } from '../../fixtures/tales.ts';
import { parseDocumentFilter, passesFilter } from '../../../core/inspection/document-filter.ts';

function documentsWith(field: string, values: readonly (string | number)[]): DocumentEntry[] {
  return values.map((value, id) => ({
    ...{ id, name: String(id), label: undefined, part: undefined, parent: undefined },
    metadata: { [field]: value },
  })) as unknown as DocumentEntry[];
}

/** The names of the periods, and the period of each document. */
function periodsOf(field: string, values: readonly (string | number)[]) {
  const documents = documentsWith(field, values);
  const [groups] = everyGrouping(() => documents, values.length);
  const fields = dividingFields(documents, values.length);
  expect(fields).to.deep.equal([{ field, isTime: groups.isTime }]);
  const again = groupByField(fields[0], () => documents, values.length);
  expect(again).to.deep.equal(groups);
  const { isTime, names, groupOf } = groups;
  return { isTime, names, of: Array.from(groupOf, (group) => names[group]) };
}

describe('Groups of documents', () => {
  // Seen to fail: with dates that begin with the year alone.
  for (const written of [
    ['02/13/2024', '03/02/2024', '04/30/2024'],
    ['13.2.2024', '2.3.2024', '30.4.2024'],
    ['Feb 13, 2024', 'March 2, 2024', '30 April 2024'],
    ['20240213', '20240302', '20240430'],
    ['2024-02-13', '2024-03-02T10:15:00Z', '2024-04-30'],
  ]) {
    it(`are months where dates are written as ${written[0]}`, () => {
      expect(periodsOf('date', written)).to.deep.equal({
        isTime: true,
        names: ['2024-02', '2024-03', '2024-04'],
        of: ['2024-02', '2024-03', '2024-04'],
      });
    });
  }

  it('are years where day and month may be exchanged, whichever comes first', () => {
    expect(periodsOf('date', ['02/03/2023', '04/05/2024']).names).to.deep.equal(['2023', '2024']);
    expect(periodsOf('date', ['13/03/2023', '04/25/2024']).names).to.deep.equal(['2023', '2024']);
  });

  // Seen to fail: with every number as a year, so that the axis began at the year 0.
  it('leave out what stands for an unknown year', () => {
    const years = Array.from({ length: 40 }, (_, at) => 1990 + (at % 4));
    const { names, of } = periodsOf('year', [...years, 0, -1, 99, 9999]);
    expect(names).to.deep.equal(['1990', '1991', '1992', '1993']);
    expect(of.slice(40)).to.deep.equal([undefined, undefined, undefined, undefined]);
  });

  // Seen to fail: with months only where every value has one, dates or not.
  it('stay months beside a value that is no date', () => {
    const dates = Array.from({ length: 12 }, (_, at) => `2024-0${1 + (at % 3)}-15`);
    const { names, of } = periodsOf('date', [...dates, 'unknown']);
    expect(names).to.deep.equal(['2024-01', '2024-02', '2024-03']);
    expect(of.at(-1)).to.equal(undefined);
  });

  it('are kinds where a tenth of the values and more are no dates', () => {
    expect(periodsOf('date', ['2024-01-01', '2024-01-01', 'spring']).isTime).to.equal(false);
  });
});

describe('Groups that an older gibbon stored', () => {
  const folder = testFolder();

  // Seen to fail: with a table that older ones have, too, as the sign that all are there.
  it('are made again when the file is next looked at', async () => {
    const place = folder.at('tales.gibbon');
    const written = tales(12).map((one, at) => ({
      ...one,
      metadata: { date: `${1 + (at % 3)}/20/2024` },
    }));
    await trainedProject(place, written);
    const database = new Database(place);
    database.exec(`DELETE FROM derived WHERE name IN ('breakdown-2', 'topics-4')`);
    database.close();
    const file = openForNotes(place);
    const said: string[] = [];
    const source = new ProjectInspection(file, {
      fileName: '',
      run: undefined,
      say: (line) => said.push(line),
    });
    expect(said).to.deep.equal([]); // nothing is damaged
    const { field, groups } = source.topicBreakdown(0)!;
    expect([field, groups.map(({ name }) => name)]).to.deep.equal([
      'date',
      ['2024-01', '2024-02', '2024-03'],
    ]);
    const { filter } = source.trends('date').groups[1];
    const { rows } = source.search(filter.replace(': ', ':'), 'documents', { first: 0, limit: 12 });
    const found = rows.map((hit) => hit.kind === 'document' && hit.document);
    expect(found).to.deep.equal([1, 4, 7, 10]);
    source.close();
    file.close();
  });
});

describe('The documents of a group', () => {
  const folder = testFolder();

  // Seen to fail: with the field up to its first colon, and a value with dots as a range.
  it('are found whatever its field and its value look like', async () => {
    const place = folder.at('tales.gibbon');
    const kinds = ['A..B', ' spaced ', 'x: y'];
    const written = tales(12).map((one, at) => ({
      ...one,
      metadata: { 'dc:kind': kinds[at % 3] },
    }));
    await trainedProject(place, written);
    const file = openForNotes(place);
    const source = new ProjectInspection(file, { fileName: '', say: () => undefined });
    const all = { first: 0, limit: 12 };
    for (const { name, filter } of source.trends('dc:kind').groups) {
      const found = source.topics().flatMap(({ topic }) => {
        return source.topicDocuments(topic, all, filter).rows.map(({ document }) => document);
      });
      const own = written.flatMap(({ metadata }, at) => (metadata['dc:kind'] === name ? [at] : []));
      expect(
        [...new Set(found)].sort((a, b) => a - b),
        name,
      ).to.deep.equal(own);
    }
    expect(source.search('dc:kind:spaced', 'documents', all).total).to.equal(4);
    source.close();
    file.close();
  });
});

describe('A range of dates that is searched for', () => {
  const found = (filter: string, values: readonly (string | number)[]): number[] => {
    const documents = documentsWith('date', values);
    const reading = readingDates(parseDocumentFilter(filter)!, () => documents);
    return documents.flatMap((one) => (passesFilter(reading, one) ? [one.id] : []));
  };

  // Seen to fail: with numbers at the beginning of a value as its year.
  it('finds the documents of a group, however its dates are written', () => {
    const values = ['02/13/2024', '03/02/2024', '12/31/2023', 'no idea'];
    // Three dates in four values are no time: they stay texts.
    expect(found('date: 2024..2024', values)).to.deep.equal([]);
    const many = [...values, ...Array.from({ length: 10 }, () => '01/01/2022')];
    expect(found('date: 2024..2024', many)).to.deep.equal([0, 1]);
    expect(found('date: 2024-03..2024-03', many)).to.deep.equal([1]);
    expect(found('date: 2023-12-31..2024-02', many)).to.deep.equal([0, 2]);
  });

  it('stays a range of numbers where they are not dates', () => {
    expect(found('date: 5..20', [4, 5, 20, 21])).to.deep.equal([1, 2]);
    expect(found('date: 1000..2000', [999, 1000, 2001, 30])).to.deep.equal([1]);
  });
});
