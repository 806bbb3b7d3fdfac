import { expect } from 'chai';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { formats } from '../../../corpora/readers/formats.ts';
import { readers } from '../../../corpora/readers/readers.ts';

describe('the readers', () => {
  const folder = testFolder();

  // Seen to fail: with a name left out of the formats.
  it('have the names that are offered, in that order', () => {
    expect(readers.map(({ format }) => format)).to.deep.equal(formats);
  });

  it('take each file of a folder as a document, labelled with its folder', async () => {
    writeFiles(folder.path, {
      'texts/war/one.txt': 'tanks and planes',
      'texts/peace/two.txt': 'doves',
      'texts/peace/deep/three.md': 'olives',
      'texts/.hidden.txt': 'nothing',
      'texts/picture.jpg': 'no text',
    });
    const { documents, report } = await importAndRead(folder.at('texts'));
    expect(documents.map(({ name, label, text }) => [name, label, text])).to.deep.equal([
      ['peace/deep/three.md', 'peace/deep', 'olives'],
      ['peace/two.txt', 'peace', 'doves'],
      ['war/one.txt', 'war', 'tanks and planes'],
    ]);
    expect(report.skippedFiles.count).to.equal(1);
  });

  it('take each line of a text file as a document, and a blank one as an empty document', async () => {
    const source = writeFiles(folder.path, { 'talks.txt': 'red apple\r\n\r\ngreen pear' });
    const { documents, report } = await importAndRead(source);
    expect(documents.map(({ name, tokens }) => [name, tokens])).to.deep.equal([
      ['talks.txt:1', ['red', 'apple']],
      ['talks.txt:2', []],
      ['talks.txt:3', ['green', 'pear']],
    ]);
    expect(report.documents.empty).to.deep.equal({ count: 1, names: ['talks.txt:2'] });
  });

  // Seen to fail: with a CR at the end of a chunk, whose LF came in the next, taken for the end.
  it('tell the ends of lines, wherever the chunks of a file end', async () => {
    for (const end of ['\n', '\r', '\r\n']) {
      for (const numLetters of [65_534, 65_535, 65_536]) {
        const lines = ['a'.repeat(numLetters), 'red apple', 'green pear'];
        const source = writeFiles(folder.path, { 'talks.txt': lines.join(end) + end });
        const { documents } = await importAndRead(source);
        expect(documents.map(({ text }) => text)).to.deep.equal(lines);
      }
    }
  });

  it('take three fields with tabs and no header as name, label and text', async () => {
    const source = writeFiles(folder.path, {
      'docs.tsv.gz': 'a1\tfruit\tred "apple"\na2\t\tgreen pear\n',
    });
    const { documents } = await importAndRead(source);
    expect(documents.map(({ name, label, text }) => [name, label, text])).to.deep.equal([
      ['a1', 'fruit', 'red "apple"'],
      ['a2', undefined, 'green pear'],
    ]);
  });

  it('take the columns of a table by their names, and keep the others', async () => {
    const table = 'key,year,speech,party\nx,1999,"To be, or not to be:\n""that"" is it",Whig\n';
    const source = writeFiles(folder.path, { 'talks.csv': table });
    const { documents } = await importAndRead(source, {
      ...unfiltered,
      textColumns: ['speech'],
      idColumn: 'key',
      labelColumn: '4',
    });
    expect(documents).to.have.lengthOf(1);
    const [{ name, label, text, metadata }] = documents as [(typeof documents)[0]];
    expect([name, label]).to.deep.equal(['x', 'Whig']);
    expect(text).to.equal('To be, or not to be:\n"that" is it');
    expect(metadata).to.deep.equal({ year: '1999' });
  });

  it('take the fields of JSON Lines, and keep the others with their types', async () => {
    const lines = '{"text":"red apple","id":7,"size":{"kg":2}}\n\n{"text":null,"id":8}\n';
    const source = writeFiles(folder.path, { 'talks.jsonl.gz': lines });
    const { documents } = await importAndRead(source);
    expect(documents.map(({ name, text }) => [name, text])).to.deep.equal([
      ['7', 'red apple'],
      ['8', ''],
    ]);
    expect(documents[0].metadata).to.deep.equal({ size: { kg: 2 } });
  });

  // Seen to fail: with numbers as JavaScript has them, which made one name of both.
  it('keep the digits of long integers in JSON, and nothing else of a text', async () => {
    const text = String.raw`red \" 12345678901234567890 apple\\`;
    const lines = [
      `{"id":1234567890123456788,"text":"${text}","n":[-9223372036854775808, 1e30, 0.12345678901234567890]}`,
      '{"id":1234567890123456789,"text":"pear","n":9007199254740991}',
    ];
    const source = writeFiles(folder.path, { 'posts.jsonl': `${lines.join('\n')}\n` });
    const { documents } = await importAndRead(source);
    expect(documents.map(({ name }) => name)).to.deep.equal([
      '1234567890123456788',
      '1234567890123456789',
    ]);
    expect(documents[0].text).to.equal(JSON.parse(`"${text}"`));
    expect(documents.map(({ metadata }) => metadata)).to.deep.equal([
      { n: ['-9223372036854775808', 1e30, 0.12345678901234568] },
      { n: 9007199254740991 },
    ]);
  });

  it('name what is in a folder of counts besides them', async () => {
    writeFiles(folder.path, {
      'counts/docword.txt': '1\n1\n1\n1 1 2\n',
      'counts/vocab.txt': 'apple\n',
      'counts/letter.txt': 'pear',
    });
    const { report } = await importAndRead(folder.at('counts'), {});
    expect(report.skippedFiles.names).to.deep.equal([folder.at('counts/letter.txt')]);
  });

  it('take UCI counts in the order of the file, numbered from 1, documents without words too', async () => {
    writeFiles(folder.path, {
      'counts/docword.fruit.txt.gz': '4\n3\n3\n1 2 2\n1 1 1\n3 3 1\n',
      'counts/vocab.fruit.txt': 'apple\npear\nfig\n',
    });
    const { documents } = await importAndRead(folder.at('counts'), {});
    expect(documents.map(({ name, tokens }) => [name, tokens])).to.deep.equal([
      ['1', ['pear', 'pear', 'apple']],
      ['2', []],
      ['3', ['fig']],
      ['4', []],
    ]);
  });

  it('read several sources one after the other', async () => {
    writeFiles(folder.path, { 'a.txt': 'apple', 'b.jsonl': '{"text":"pear"}' });
    const { documents } = await importAndRead([folder.at('a.txt'), folder.at('b.jsonl')]);
    expect(documents.map(({ text }) => text)).to.deep.equal(['apple', 'pear']);
  });

  it('take the text of web pages and PDF files, without menus, scripts and links', async () => {
    const page =
      '<html><head><title>No</title><style>p{}</style></head><body><nav>Menu</nav>' +
      '<h1>Big News</h1><p>red &amp; <a href="http://x.org">green</a></p><script>run()</script></body></html>';
    writeFiles(folder.path, { 'texts/a.html': page, 'texts/b.pdf': smallPdf('Hello from paper') });
    const { documents } = await importAndRead(folder.at('texts'));
    expect(documents.map(({ text }) => text!.trim().split(/\s*\n\s*/u))).to.deep.equal([
      ['Big News', 'red & green'],
      ['Hello from paper'],
    ]);
  });
});

/** One page with one line of text. */
function smallPdf(text: string): string {
  const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R ' +
      '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return (
    `${pdf}xref\n0 5\n0000000000 65535 f \n${table}` +
    `trailer << /Size 5 /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`
  );
}
