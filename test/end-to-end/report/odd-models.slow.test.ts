/** Reports of hostile texts, of models that are unusual, and of more than fits. */
import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Project } from '../../../corpora/project/project.ts';
import type { ReportOptions } from '../../../corpora/reports/make-report.ts';
import { openReport } from '../../fixtures/browsers.ts';
import { inChromium } from './in-chromium.ts';
import { tale, tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';
import { succeed } from '../gibbon.ts';

/** Whatever runs of it changes the title, or opens a dialog. */
const script = '</script><script>document.title="run"</script>';
const image = '<img src=x onerror="document.title=`run`;alert(1)">';
const reordered = '\u202eabc\u2066def\u2069';
const hostile = [
  script,
  image,
  `</title></textarea></style><!-- ${script}`,
  '&lt;script&gt; &amp;quot; &#60;b&#62; {{7*7}} ${7*7} javascript:document.title="run"',
  `${reordered} \u200f\u061c`,
  'a\u0000b\u0007c\u001b[31md\u009b2J\u2028\u2029e',
  'lone \ud800 and \udc00 surrogates',
  'مرحبا بالعالم هذه سفينة في الميناء',
  '船只驶入港口，船长和船员都很高兴。',
];
const longName = 'x'.repeat(10_000);

describe('The report of an unusual model, in Chromium', function () {
  this.timeout(120_000);
  const suite = inChromium();
  const { at } = suite;

  /** Opens it in these views: nothing may be asked for, said or run, and nothing hang over. */
  async function expectCalm(report: string, views: readonly string[]): Promise<string> {
    const viewport = { width: 1200, height: 900 };
    const { page, requests, complaints } = await openReport(suite.browser, report, { viewport });
    const title = await page.title();
    const shown: string[] = [];
    for (const view of views) {
      await page.evaluate(`location.hash = '${view}'`);
      await page.waitForTimeout(100);
      shown.push(await page.locator('body').innerText());
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).to.be.at.most(1200);
    }
    expect(await page.title()).to.equal(title);
    expect(
      await page.locator('#app img, #app script, #static img, #static script').count(),
    ).to.equal(0);
    expect([requests, complaints]).to.deep.equal([[], []]);
    return shown.join('\n');
  }

  // Seen to fail: without the escape in the table, with texts as they are, and with the words of a search.
  it('shows hostile texts, names, labels and metadata as text', async () => {
    const documents = [
      ...hostile.map((text, place) => ({
        id: `${text} ${place}`,
        text: tale(place, text),
        label: text,
        metadata: { [text.slice(0, 60)]: text, place },
      })),
      { id: longName, text: tale(3, longName) },
      { id: 'five megabytes', text: tale(4, 'ship and sail and harbour '.repeat(200_000)) },
      ...tales(40),
    ];
    const project = at('hostile.gibbon');
    await trainedProject(project, documents, { name: 'run' });
    const opened = Project.open(project);
    hostile.slice(0, 5).forEach((label, topic) => opened.label(topic, label));
    opened.close();
    writeReportOf(project, at('hostile.html'), { title: `${script} ${image}` });
    const html = readFileSync(at('hostile.html'), 'utf8');
    expect(html.match(/<script/g)).to.have.lengthOf(2);
    expect(html).to.not.match(/<img|[\u202e\u2066\u0000\u001b]/);
    const views = documents.slice(0, hostile.length + 2).map((_, place) => `document=${place}`);
    const shown = await expectCalm(at('hostile.html'), [
      ...views,
      ...hostile.map(
        (text) => `search=${encodeURIComponent(text.toWellFormed()).replaceAll("'", '%27')}`,
      ),
      ...[0, 1, 2, 3, 4].map((topic) => `topic=${topic}`),
      'about=1',
    ]);
    for (const text of [script, image, hostile[3], hostile[7], hostile[8]])
      expect(shown).to.include(text);
    expect(shown).to.include('�abc�def�').and.include('a␀b␇c␛[31md�2J');
    expect(shown).to.not.match(/[\u202a-\u202e\u2066-\u2069\u0000\u001b\u009b]/);
  });

  const shapes: readonly (readonly [string, number, number, Partial<ReportOptions>?])[] = [
    ['one topic', 1, 30],
    ['two topics', 2, 30],
    ['three topics', 3, 30],
    ['1,000 topics', 1000, 400],
    ['no texts', 6, 30, { numTexts: 0 }],
    ['one document', 2, 1],
  ];
  // Seen to fail: with numbers of topics taken from the address unseen.
  for (const [what, numTopics, numDocuments, options] of shapes)
    it(`opens with ${what}`, async () => {
      const project = at(`${what}.gibbon`);
      await trainedProject(project, tales(numDocuments), { numTopics, numSweeps: 20 });
      writeReportOf(project, at('shape.html'), options);
      const views = ['', `topic=${numTopics - 1}`, 'topic=5000', 'document=0', 'document=99999'];
      const shown = await expectCalm(at('shape.html'), [...views, 'search=ship', 'about=1']);
      expect(shown)
        .to.include(`Topic ${numTopics - 1}`)
        .and.include('How to cite');
      expect(shown).to.not.match(/NaN|undefined|Infinity|\b1 (documents|topics|tokens|words)\b/);
      if (options) expect(shown).to.include('Its text is not in this report');
    });

  it('opens without metadata, with empty documents, and with all topics hidden', async () => {
    const project = at('bare.gibbon');
    const documents = tales(20).map(({ id, text }, place) => ({
      id,
      text: place % 4 === 0 ? '' : text,
    }));
    await trainedProject(project, documents);
    writeReportOf(project, at('bare.html'));
    const shown = await expectCalm(at('bare.html'), ['topic=1', 'document=0', 'search=ship']);
    expect(shown)
      .to.include('tale 0')
      .and.not.match(/NaN|undefined/);
    expect(shown).to.not.include('Share by');

    for (let topic = 0; topic < 6; topic++)
      await succeed(['label', project, '--hide', String(topic)]);
    writeReportOf(project, at('hidden.html'));
    const hidden = await expectCalm(at('hidden.html'), ['', 'document=1', 'search=ship']);
    expect(hidden).to.include('6 topics are hidden');
  });

  // Seen to fail: with twice the size allowed to texts, and with the time in the title.
  it('keeps to a megabyte, says what is missing, and is the same twice', async () => {
    // Numbers are no words of the vocabulary.
    const noise = (place: number) =>
      Array.from({ length: 400 }, (_, word) =>
        BigInt(`0x${createHash('sha256').update(`${place} ${word}`).digest('hex')}`),
      ).join(' ');
    const project = at('large.gibbon');
    const documents = tales(150).map((one, place) => ({
      ...one,
      text: `${one.text} ${noise(place)}`,
    }));
    await trainedProject(project, documents);
    const { stdout } = await succeed(
      ...[['report', project, '--max-size', '1MB', '--into', at('large.html')] as const],
    );
    expect(statSync(at('large.html')).size).to.be.within(900_000, 1_000_000);
    const said = /\d+ of \d+ texts fit into the size of this report/;
    expect(stdout).to.match(said);
    expect(await expectCalm(at('large.html'), ['topic=0'])).to.match(said);
    await succeed(['report', project, '--max-size', '1MB', '--into', at('again.html')]);
    expect(readFileSync(at('again.html')).equals(readFileSync(at('large.html')))).to.equal(true);
  });
});
