/** The report of a run with covariates: its effects are those of `gibbon effects`. */
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackReport } from '../../../core/inspection/report/format.ts';
import type { Report } from '../../../core/inspection/report/report.ts';
import { chromium, openChromium, openReport } from '../../fixtures/browsers.ts';
import { tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';
import { succeed } from '../gibbon.ts';
import { faultsOf, smallTargets } from './page-checks.ts';

interface EffectsJson {
  readonly fields: readonly {
    readonly field: string;
    readonly points: readonly { value: unknown; documents: number }[];
    readonly topics: readonly {
      points: readonly { share: number; low: number; high: number; rawShare: number | null }[];
    }[];
  }[];
}

describe('The effects in a report', function () {
  this.timeout(120_000);
  let folder = '';
  const at = (name: string) => path.join(folder, name);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-test-'));
    const covariates = 'year:spline,teller';
    await trainedProject(at('tales.gibbon'), tales(240), { covariates, numSamples: 2 });
    writeReportOf(at('tales.gibbon'), at('tales.html'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function dataOf(name: string): Report {
    const base64 = /id="data">([^<]*)</.exec(readFileSync(at(name), 'utf8'))![1];
    return unpackReport(gunzipSync(Buffer.from(base64, 'base64')));
  }

  // Seen to fail: with low and high exchanged.
  it('are those of gibbon effects, to a hundredth of a percent', async () => {
    const { stdout } = await succeed(['effects', at('tales.gibbon'), '--json']);
    const { fields } = JSON.parse(stdout) as EffectsJson;
    const { effects } = dataOf('tales.html');
    expect(effects!.fields.map(({ field }) => field)).to.deep.equal(['year', 'teller']);
    expect(effects!.coverage.join(' ')).to.include('nor whether an effect is a cause');
    fields.forEach(({ points, topics }, place) => {
      const own = effects!.fields[place];
      expect(own.points).to.deep.equal(points);
      topics.forEach(({ points: shares }, topic) => {
        const expected = shares.flatMap(({ share, low, high, rawShare }) => [
          ...[share, low, high].map((one) => Math.round(one * 1e4)),
          rawShare === null ? -1 : Math.round(rawShare * 1e4),
        ]);
        expect(own.topics[topic]).to.deep.equal(expected);
      });
    });
  });

  // Seen to fail: with the priors of documents, which say who has the same metadata, and with the covariates
  // among the settings.
  it('are left out of an anonymous report, and so is all else that follows from metadata', () => {
    writeReportOf(at('tales.gibbon'), at('anonymous.html'), { isAnonymous: true, numTexts: 0 });
    const data = dataOf('anonymous.html');
    expect([data.effects, data.ownAlphas]).to.deep.equal([undefined, undefined]);
    expect(data.leftOut.join(' ')).to.include('the mean of the priors of all documents');
    for (const trace of ['year', 'teller', 'Anna', 'tale '])
      expect(JSON.stringify(data), trace).to.not.include(trace);
    const named = dataOf('tales.html');
    expect(named.ownAlphas!.rowOf).to.have.length(240);
    expect(named.leftOut.join(' ')).to.not.include('priors');
  });

  // Seen to fail: when only a pointer told the values of a chart.
  it('and shares by year are told with the keyboard as with the pointer', async function () {
    if (chromium === undefined) this.skip(); // there is no Chromium here
    const browser = await openChromium();
    try {
      const { page } = await openReport(browser, at('tales.html'), { view: 'topic=1' });
      // The years of the tales are 1900 to 1939, and each is a bar; an effect has points along them.
      for (const [chart, second] of [
        ['section:not(.effects) > .timeline', /^1901: \d/],
        ['.effects .timeline', /^19\d\d[.\d]*: \d.*\(.* to .*\)/],
      ] as const) {
        const slider = page.locator(`${chart} [role=slider]`);
        const said = (): Promise<string> => page.locator(`${chart} figcaption span`).innerText();
        await slider.focus();
        await page.keyboard.press('Home');
        expect(await said(), chart).to.match(/^1900: /);
        await page.keyboard.press('ArrowRight');
        const ofSecond = await said();
        expect(ofSecond, chart).to.match(second);
        expect(await slider.getAttribute('aria-valuetext')).to.equal(ofSecond);
        await page.keyboard.press('End');
        expect(await said(), chart).to.match(/^1939: /);
        await page.keyboard.press('Shift+Tab');
        expect(await said(), chart).to.match(/^Highest: /);
        await slider.locator('.catch').nth(1).hover({ force: true });
        expect(await said(), chart).to.equal(ofSecond);
      }
    } finally {
      await browser.close();
    }
  });

  // Seen to fail: with a table of levels that was wider than a phone.
  it('are seen by everyone: both themes, a phone, a keyboard', async function () {
    if (chromium === undefined) this.skip(); // there is no Chromium here
    const browser = await openChromium();
    try {
      for (const colorScheme of ['light', 'dark'] as const) {
        const viewport = { width: 390, height: 844 };
        const { page } = await openReport(browser, at('tales.html'), { colorScheme, viewport });
        await page.evaluate(`location.hash = 'topic=1'`);
        const section = page.locator('.effects');
        await section.waitFor();
        await section.locator('summary').click();
        expect(await section.innerText()).to.include('method of composition');
        expect(await section.locator('polyline.course').count()).to.equal(1);
        for (const field of ['year', 'teller']) {
          await section.locator('select').selectOption(field);
          expect(await faultsOf(page), field).to.deep.equal([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(390);
          expect(await smallTargets(page)).to.deep.equal([]);
        }
        const rows = await section.locator('tbody tr').allInnerTexts();
        expect(rows.map((row) => row.split('\t')[0].trim())).to.have.members([
          ...['Anna', 'Boris', 'Clara'],
        ]);
      }
    } finally {
      await browser.close();
    }
  });
});
