/** The numbers on the page of a report are those that the command line prints. */
import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { count } from '../../../core/numbers.ts';
import { chromium, openChromium, openReport } from '../../fixtures/browsers.ts';
import { tales, trainedProject } from '../../fixtures/tales.ts';
import { succeed } from '../gibbon.ts';

const numTopics = 12;
const numDocuments = 300;

interface Topic {
  readonly share: number;
  readonly documents: number;
  readonly coherence: number | null;
  readonly distinctiveness: number;
  readonly words: readonly { readonly word: string; readonly count: number }[];
}

interface DocumentShares {
  readonly document: number;
  readonly name: string;
  readonly share: number;
  readonly topics: readonly { readonly topic: number; readonly share: number }[];
}

describe('The numbers of a report, in Chromium', function () {
  this.timeout(120_000);
  let folder = '';
  let project = '';
  let browser: Browser;
  let page: Page;

  before(async function () {
    if (chromium === undefined) this.skip(); // there is no Chromium here
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-test-'));
    project = path.join(folder, 'tales.gibbon');
    await trainedProject(project, tales(numDocuments), { numTopics, numSweeps: 60 });
    const report = path.join(folder, 'tales.html');
    await succeed(['report', project, '--into', report]);
    browser = await openChromium();
    ({ page } = await openReport(browser, report, { viewport: { width: 1600, height: 1000 } }));
  });

  after(async () => {
    await browser?.close();
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  const json = async <Answer>(...args: string[]): Promise<Answer> => {
    const [command, ...rest] = args;
    const { stdout } = await succeed([command, project, '--json', ...rest]);
    return JSON.parse(stdout) as Answer;
  };

  const show = async (view: string): Promise<void> => {
    await page.evaluate(`location.hash = '${view}'`);
    await page.waitForTimeout(30);
  };

  const textsOf = (selector: string) => page.locator(selector).allInnerTexts();

  /** As `page.locator` has texts, with their numbers. */
  const rowsOf = async (selector: string): Promise<[name: string, figure: number][]> => {
    const rows = page.locator(selector);
    const names = await rows.locator('.word').allInnerTexts();
    const figures = await rows.locator('.figure').allInnerTexts();
    return names.map((name, place) => [name, numberIn(figures[place])]);
  };

  // Seen to fail: with 1 - lambda in the model of the page.
  for (const lambda of [0, 0.6, 1])
    it(`are those of gibbon topics, with the words at lambda ${lambda}`, async () => {
      const { topics } = await json<{ topics: Topic[] }>(
        ...['topics', '--words', '20', '--lambda', String(lambda)],
      );
      for (const [topic, expected] of topics.slice(0, 10).entries()) {
        await show(`topic=${topic}`);
        const facts = (await textsOf('.facts'))[0];
        const { share, documents, coherence, distinctiveness } = expected;
        expect(numberIn(facts)).to.be.closeTo(100 * share, 0.051);
        expect(facts).to.include(`in ${documents} documents`);
        expect(facts).to.include(`coherence ${(coherence ?? 0).toFixed(2)}`);
        expect(facts).to.include(`distinctiveness ${distinctiveness.toFixed(2)}`);
        await page.locator('input[type=range]').fill(String(lambda));
        if (lambda === 0) await page.locator('input[type=checkbox]').check();
        const words = expected.words.map(({ word, count }) => [word, count]);
        expect(await rowsOf('.topic-words li'), `topic ${topic}`).to.deep.equal(words);
      }
    });

  // Seen to fail: with shares that were not smoothed, here and below.
  it('are those of gibbon documents: of topics', async () => {
    for (let topic = 0; topic < numTopics; topic += 3) {
      const { documents } = await json<{ documents: DocumentShares[] }>(
        ...['documents', '--topic', String(topic), '--limit', '15'],
      );
      await show(`topic=${topic}`);
      const names = await textsOf('.documents b');
      const shares = (await textsOf('.documents .figure')).map(numberIn);
      expect(names).to.deep.equal(documents.map(({ name }) => name));
      for (const [place, { share }] of documents.entries())
        expect(shares[place], names[place]).to.be.closeTo(100 * share, 0.051);
    }
  });

  it('are those of gibbon documents: of documents', async () => {
    const { stdout } = await succeed(['documents', project, '--json']);
    const documents = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as DocumentShares);
    for (let document = 0; document < numDocuments; document += 30) {
      const { topics } = documents[document];
      await show(`document=${document}`);
      const chips = (await textsOf('.chips button:not(.plain)')).map((chip) => chip.split(' '));
      expect(chips.map(([topic]) => Number(topic))).to.deep.equal(
        topics.slice(0, 8).map(({ topic }) => topic),
      );
      for (const [place, { share }] of topics.slice(0, 8).entries())
        expect(numberIn(chips[place].at(-1)!)).to.be.closeTo(100 * share, 0.051);
    }
  });

  // Seen to fail: with one token too many in the spread of a word.
  it('are those of gibbon words', async () => {
    const words = 'ship wheat court stage engine doctor harbour verdict nurse signal';
    for (const word of words.split(' ')) {
      const { tokens, topics } = await json<{
        tokens: number;
        topics: { topic: number; count: number }[];
      }>('words', word, '--limit', '1');
      await show(`word=${word}`);
      const [heading] = await textsOf('.spread h2');
      expect(heading).to.include(`${count(tokens, 'token')}, in ${count(topics.length, 'topic')} `);
      const spread = await rowsOf('.spread li');
      expect(spread.map(([name, count]) => [Number(name.split(' ')[0]), count])).to.deep.equal(
        topics.slice(0, 8).map(({ topic, count }) => [topic, count]),
      );
    }
  });
});

/** The first number of a text. */
function numberIn(text: string): number {
  return Number(/[\d.,]+/.exec(text)![0].replaceAll(',', ''));
}
