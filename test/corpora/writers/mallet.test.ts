import { expect } from 'chai';
import { malletModel } from '../../../corpora/writers/mallet/model.ts';
import type { ExportSource } from '../../../corpora/writers/writer.ts';
import { smallSource, textOf } from './small-source.ts';

/** Worked out by hand from the small source, by what MALLET's own code does. */
const expected: Readonly<Record<string, string>> = {
  'topic-keys.txt': '0\t0.5\tpear \n1\t1.5\tfig \n',
  'doc-topics.txt': `0\ta b\t0.5\t0.5\n1\tempty\t0.25\t0.75\n2\t=c\t${0.5 / 3}\t${2.5 / 3}\n`,
  'doc-topics-sparse.txt':
    '#doc name topic proportion ...\n' +
    `0\ta b\t0\t0.5\t1\t0.5\t\n1\tempty\t\n2\t=c\t1\t${2.5 / 3}\t\n`,
  'word-topic-counts.txt': '0 fig 1:2\n1 pear 0:2\n2 plum\n',
  'topic-word-weights.txt':
    '0\tpear\t2.5\n0\tfig\t0.5\n0\tplum\t0.5\n1\tfig\t2.5\n1\tpear\t0.5\n1\tplum\t0.5\n',
  'topic-docs.txt':
    '#topic doc name proportion ...\n0 0 a_b 0.521739\n1 2 =c 0.523810\n1 0 a_b 0.478261\n',
  'state.gz':
    '#doc source pos typeindex type topic\n#alpha : 0.5 1.5 \n#beta : 0.5\n' +
    '0 a%20b 0 1 pear 0\n0 a%20b 1 0 fig 1\n0 a%20b 2 1 pear 0\n2 =c 0 0 fig 1\n',
  'diagnostics.xml': `<?xml version="1.0" encoding="UTF-8" ?>
<model>
<topic id='0' tokens='2.0000' document_entropy='0.0000' word-length='0.2000' coherence='0.0000' uniform_dist='1.0986' corpus_dist='0.6931' eff_num_words='1.0000' token-doc-diff='0.0000' rank_1_docs='1.0000' allocation_ratio='1.0000' allocation_count='1.0000' exclusivity='0.0417'>
<word rank='1' count='2' prob='1.00000' cumulative='1.00000' docs='1' word-length='4.0000' coherence='0.0000' uniform_dist='1.0986' corpus_dist='0.6931' token-doc-diff='0.0000' exclusivity='0.8333'>pear</word>
</topic>
<topic id='1' tokens='2.0000' document_entropy='0.6931' word-length='0.1500' coherence='0.0000' uniform_dist='1.0986' corpus_dist='0.6931' eff_num_words='1.0000' token-doc-diff='0.0000' rank_1_docs='0.5000' allocation_ratio='1.0000' allocation_count='1.0000' exclusivity='0.0417'>
<word rank='1' count='2' prob='1.00000' cumulative='1.00000' docs='2' word-length='3.0000' coherence='0.0000' uniform_dist='1.0986' corpus_dist='0.6931' token-doc-diff='0.0000' exclusivity='0.8333'>fig</word>
</topic>
</model>
`,
};

describe("MALLET's files", () => {
  // Seen to fail: with n_dk / n_d for the share of a topic in a document.
  for (const file of malletModel.files) {
    it(`are written as MALLET writes them: ${file.name}`, async () => {
      expect(await textOf(file, { words: 20 })).to.equal(expected[file.name]);
    });
  }

  // Seen to fail: with the character U+0001 in the file, which no reader of XML takes.
  it('are XML whatever characters a word has', async () => {
    const source = { ...smallSource, words: ['<\u0001&\uffff', 'pear', 'plum'] };
    const file = malletModel.files.find(({ name }) => name === 'diagnostics.xml')!;
    expect(await textOf(file, { words: 20 }, source)).to.contain('>&lt; &amp; </word>');
  });

  // Seen to fail: with the tokens of a whole chunk read for each name.
  it('names the best documents of a topic without reading their tokens', () => {
    const file = malletModel.files.find(({ name }) => name === 'topic-docs.txt')!;
    const withoutTokens: ExportSource = {
      ...smallSource,
      documents: () => {
        throw new Error('tokens were read');
      },
    };
    const lines = [
      ...(file.content(withoutTokens, { words: 10, forSpreadsheets: false }) as Iterable<string>),
    ];
    expect(lines.join('')).to.equal(expected['topic-docs.txt']);
  });
});
