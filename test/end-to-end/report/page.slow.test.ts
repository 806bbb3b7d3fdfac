/** The page of a report in Chromium: opening it, keys, small screens, print, and who cannot see it. */
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
import { openReport } from '../../fixtures/browsers.ts';
import { inChromium } from './in-chromium.ts';
import { faultsOf, focusOf, middleOfFocus, press, smallTargets, timesOf } from './page-checks.ts';
import { tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';

const phone = { width: 390, height: 844 };
const wide = { width: 1600, height: 1000 };

describe('The page of a report, in Chromium', function () {
  this.timeout(120_000);
  let report = '';
  const suite = inChromium(async ({ at }) => {
    report = at('tales.html');
    await trainedProject(at('tales.gibbon'), tales(240));
    writeReportOf(at('tales.gibbon'), report);
  });

  // Seen to fail: with a picture beside the page, and with a line on the console.
  it('opens from the disk without a network, at once, and asks for nothing', async () => {
    const { page, requests, complaints } = await openReport(suite.browser, report);
    // A busy machine delays it: what counts is the quickest of some.
    let [paint, ready] = await timesOf(page);
    for (let more = 0; more < 4 && (paint > 1000 || ready > 3000); more++) {
      await page.reload();
      await page.waitForSelector('html.ready');
      const times = await timesOf(page);
      [paint, ready] = [Math.min(paint, times[0]), Math.min(ready, times[1])];
    }
    expect(paint).to.be.below(1000);
    expect(ready).to.be.below(3000);
    for (const view of ['topic=2', 'document=3', 'search=ship', 'about=1', 'word=ship']) {
      await page.evaluate(`location.hash = '${view}'`);
      await page.waitForTimeout(50);
    }
    expect(requests).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });

  // Seen to fail: with the policy in a comment.
  it('may not reach the network, nor run a script that is not its own', async () => {
    const { page } = await openReport(suite.browser, report, { offline: false });
    const refused = await page.evaluate<string>(
      `fetch('http://127.0.0.1:9/').then(() => 'fetched', (error) => String(error)).then((said) => {
         const script = document.createElement('script');
         script.textContent = 'document.title = "run"';
         document.body.append(script);
         return new Promise((tell) => {
           const image = new Image();
           image.onload = image.onerror = () => tell(said + ', ' + document.title);
           image.src = 'http://127.0.0.1:9/image.png';
         });
       })`,
    );
    expect(refused).to.equal('TypeError: Failed to fetch, Tales: topics-6');
    const blocked = await page.evaluate<string[]>(
      `new Promise((tell) => {
         const blocked = [];
         addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
         fetch('http://127.0.0.1:9/').catch(() => undefined);
         new Image().src = 'http://127.0.0.1:9/image.png';
         setTimeout(() => tell(blocked.sort()), 200);
       })`,
    );
    expect(blocked).to.deep.equal(['connect-src', 'img-src']);
  });

  // Seen to fail: when an opened document left the focus nowhere.
  it('is used with the keyboard alone, and the focus is always seen', async () => {
    const { page } = await openReport(suite.browser, report, { viewport: wide });
    const seen: string[] = [];
    const tabTo = async (what: string) => {
      for (let presses = 0; presses < 80; presses++) {
        await press(page, 'Tab');
        const focused = await focusOf(page);
        expect(focused.isSeen, `after ${seen.join(', ')}: ${focused.what}`).to.equal(true);
        seen.push(focused.what);
        if (focused.what.startsWith(what)) return;
      }
      expect.fail(`no ${what} among ${seen.join(', ')}`);
    };
    await tabTo('search');
    await tabTo('circle');
    const first = (await focusOf(page)).what;
    await press(page, 'ArrowRight');
    if ((await focusOf(page)).what === first) await press(page, 'ArrowLeft');
    const second = (await focusOf(page)).what;
    expect(second)
      .to.match(/^circle \d/)
      .and.not.equal(first);
    await press(page, 'Enter');
    const chosen = second.split(' ')[1];
    await page.getByRole('heading', { name: `Topic ${chosen}` }).waitFor();
    await press(page, 'Tab');
    expect((await focusOf(page)).what, 'the map is one stop').to.match(/^button Zoom/);
    await tabTo('link topic');
    await press(page, 'Enter');
    await tabTo('range');
    const before = await page.locator('output').textContent();
    await press(page, 'ArrowLeft');
    expect(await page.locator('output').textContent()).to.not.equal(before);
    await tabTo('link document');
    await press(page, 'Enter');
    await page.locator('.text').waitFor();
    expect((await focusOf(page)).what, 'of the document').to.match(/^heading tale/);
    await press(page, 'Shift+Tab');
    expect((await focusOf(page)).what, 'just before it').to.equal('button ← back');
    await press(page, 'Enter');
    await page.locator('.topic-words').waitFor();
    expect((await focusOf(page)).what, 'back where it was').to.match(/^link document/);
  });

  // Seen to fail: with up and down exchanged, and without an arrow to the left.
  it('moves from circle to circle in all four directions', async () => {
    const { page } = await openReport(suite.browser, report, { viewport: wide });
    await page.locator('.circle[tabindex="0"]').focus();
    const directions = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] } as const;
    const moved = new Set<string>();
    let [x, y] = await middleOfFocus(page);
    for (const key of 'Left Up Right Down Left Down Right Right Up Up Left Left'.split(' ')) {
      const [right, down] = directions[key as keyof typeof directions];
      await page.keyboard.press(`Arrow${key}`);
      const [newX, newY] = await middleOfFocus(page);
      if (newX === x && newY === y) continue; // there is no circle in that direction
      expect((newX - x) * right + (newY - y) * down, key).to.be.above(0);
      [x, y] = [newX, newY];
      moved.add(key);
    }
    expect([...moved]).to.have.members(Object.keys(directions));
  });

  // Seen to fail: with the heading of a word below that of its topic.
  for (const colorScheme of ['light', 'dark'] as const)
    for (const viewport of [phone, wide])
      it(`has no fault that axe knows, ${colorScheme}, ${viewport.width} pixels wide`, async () => {
        const { page } = await openReport(suite.browser, report, { colorScheme, viewport });
        const views = ['topic=2&word=ship', 'topic=1&document=3', 'search=ship', 'about=1'];
        for (const view of views) {
          await page.evaluate(`location.hash = '${view}'`);
          await page.waitForTimeout(100);
          expect(await faultsOf(page), view).to.deep.equal([]);
        }
      });

  // Seen to fail: with links to topics that were 19 pixels high.
  it('fits a phone: nothing sideways, targets of 24 pixels, a chosen topic comes into view', async () => {
    const { page } = await openReport(suite.browser, report, { viewport: phone, hasTouch: true });
    for (const view of ['topic=2&word=ship', 'topic=1&document=3', 'search=ship', 'about=1']) {
      await page.evaluate(`location.hash = '${view}'`);
      await page.waitForTimeout(50);
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).to.be.at.most(390);
      expect(await smallTargets(page), view).to.deep.equal([]);
    }
    await page.evaluate(`location.hash = ''`);
    await page.locator('.topics a').nth(3).tap();
    const heading = page.getByRole('heading', { level: 2 });
    await page.waitForTimeout(200);
    const { y } = (await heading.boundingBox())!;
    expect(y).to.be.within(0, phone.height / 2);
    await page.locator('.back').tap();
    await page.waitForTimeout(200);
    expect((await page.locator('nav').boundingBox())!.y).to.be.within(-1, phone.height / 2);
  });

  // Seen to fail: with columns so narrow that "share" and "5.3%" were broken into lines.
  it('prints all topics, and shows them without JavaScript', async () => {
    const { page } = await openReport(suite.browser, report);
    const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })));
    const { text } = await extractText(pdf, { mergePages: true });
    const plain = await openReport(suite.browser, report, { javaScriptEnabled: false });
    const rows = await plain.page.locator('#static tbody tr').allInnerTexts();
    expect(rows).to.have.lengthOf(6);
    for (const row of rows) {
      const words = row.split(/\s+/).filter((part) => part !== '');
      expect(text.replace(/\s+/g, ' ')).to.include(words.join(' '));
    }
    expect(await plain.page.locator('#static').isVisible()).to.equal(true);
  });

  // Seen to fail: with a topic too few in the table, and a picture without the colours of its parts.
  it('saves tables and pictures', async () => {
    const { page } = await openReport(suite.browser, report, {
      viewport: wide,
      acceptDownloads: true,
    });
    const saved = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).to.equal(name);
      return readFileSync(await download.path());
    };
    expect((await saved('topics.csv')).toString().split('\r\n')).to.have.lengthOf(8);
    expect((await saved('document-topics.csv')).toString()).to.match(/^\ufeffdocument,name,topic,/);
    const svg = (await saved('map.svg')).toString();
    expect(svg).to.match(/^<svg[^]*<circle/);
    expect((await saved('map.png')).subarray(1, 4).toString()).to.equal('PNG');
    for (const circle of svg.match(/<circle[^>]*>/gu)!) expect(circle).to.match(/ fill="rgb\(\d/u);
  });
});
