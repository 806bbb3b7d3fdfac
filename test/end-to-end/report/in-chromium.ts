/** A browser and a folder for the tests of a suite, which are skipped where there is no Chromium. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium, openChromium } from '../../fixtures/browsers.ts';

export interface InChromium {
  /** Open from the first test on. */
  readonly browser: Browser;
  /** A path in the folder. */
  at(name: string): string;
}

/** @param prepare makes what all tests look at, once. */
export function inChromium(prepare?: (suite: InChromium) => Promise<void>): InChromium {
  let folder = '';
  let browser: Browser | undefined;
  const suite: InChromium = {
    get browser() {
      return browser!;
    },
    at: (name) => path.join(folder, name),
  };

  before(async function () {
    if (chromium === undefined) this.skip(); // there is no Chromium here
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-test-'));
    browser = await openChromium();
    await prepare?.(suite);
  });

  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });

  after(async () => {
    await browser?.close();
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  return suite;
}
