/** Questions about a page that is open in Chromium. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Milliseconds until something was seen, and until all of it was there. */
export function timesOf(page: Page): Promise<[paint: number, ready: number]> {
  return page.evaluate(
    `[performance.getEntriesByName('first-contentful-paint')[0].startTime,
      performance.getEntriesByName('ready')[0].startTime]`,
  );
}

/** Presses a key, and waits until the page has drawn what comes of it. */
export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
  );
}

/** Where the circle is that has the focus, in pixels from the left and the top. */
export function middleOfFocus(page: Page): Promise<[x: number, y: number]> {
  return page.evaluate(`(() => {
    const box = document.activeElement.querySelector('circle').getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  })()`);
}

/** What has the focus, and whether one sees that it has. */
export function focusOf(page: Page): Promise<{ what: string; isSeen: boolean }> {
  return page.evaluate(`(() => {
    const one = document.activeElement;
    if (one === null || one === document.body) return { what: 'nothing', isSeen: false };
    const box = one.getBoundingClientRect();
    const isInside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    const style = getComputedStyle(one);
    const ring = one.querySelector('circle') ?? one;
    const hasRing = style.outlineStyle !== 'none' || parseFloat(getComputedStyle(ring).strokeWidth) > 3;
    const text = (one.getAttribute('aria-label') ?? one.textContent).trim();
    const kinds = [
      ['.circle', 'circle ' + one.id.replace('circle-', '')], ['[type=search]', 'search'],
      ['[type=range]', 'range'], ['.topics a', 'link topic'], ['.documents a', 'link document ' + text],
      ['h2', 'heading ' + text], ['button', 'button ' + text],
    ];
    const [, what] = kinds.find(([selector]) => one.matches(selector)) ?? ['', one.tagName + ' ' + text];
    return { what, isSeen: isInside && hasRing };
  })()`);
}

export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
       nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 120) + failureSummary)))`,
  );
}

/** Links inside running text may be lower than what is meant to be pressed. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('button, select, input, .topics a, .documents a, .bars a, .related a, .back')]
       .filter((one) => one.checkVisibility() && one.type !== 'checkbox')
       .map((one) => [one.textContent || one.type, one.getBoundingClientRect()])
       .filter(([, { width, height }]) => width < 23.9 || height < 23.9)
       .map(([name, { width, height }]) => name + ' ' + width + 'x' + height)`,
  );
}
