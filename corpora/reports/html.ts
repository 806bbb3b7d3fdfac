/** The HTML file around the data of a report. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { count, percent } from '../../core/numbers.ts';
import { relevance, usualLambda } from '../../core/inspection/relevance.ts';
import { packReport } from '../../core/inspection/report/format.ts';
import type { Report, ReportTopic } from '../../core/inspection/report/report.ts';

/** The program of the page, as the build makes it. */
export interface Page {
  readonly script: string;
  readonly style: string;
}

/** This marks a file as a report, which a newer one may replace. */
export const reportMark = '<!doctype html><!-- a report of gibbon -->';

const numTableWords = 20;

/** The report as one HTML file, which loads nothing. */
export function reportHtml(report: Report, page: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(page.script)}'`,
    `style-src '${hashOf(page.style)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    reportMark,
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${escaped(report.title)}: ${report.run.name === '' ? 'topics' : escaped(report.run.name)}</title>`,
    `<style>${page.style}</style></head><body>`,
    '<div id="app"></div>',
    `<main id="static">${staticTable(report)}</main>`,
    `<script type="application/octet-stream" id="data">${packed(report)}</script>`,
    `<script>${page.script}</script>`,
    '</body></html>\n',
  ].join('\n');
}

/** Base64 has no sign that HTML knows: no text can end the element that it stands in. */
function packed(report: Report): string {
  return gzipSync(packReport(report), { level: 9 }).toString('base64');
}

function hashOf(code: string): string {
  return `sha256-${createHash('sha256').update(code).digest('base64')}`;
}

/** What print, a browser without JavaScript and an archive see: all topics in a table. */
function staticTable({ title, run, topics, words, leftOut, ...report }: Report): string {
  const shown = topics
    .map((topic, number) => ({ topic, number }))
    .filter((one) => !one.topic.hidden);
  const rows = shown.map(
    ({ topic, number }) =>
      `<tr><th scope="row">${number}</th><td>${percent(topic.share, 1)}</td>` +
      `<td>${topic.documents}</td><td>${topic.label === null ? '' : `<b>${escaped(topic.label)}</b> `}` +
      `${escaped(tableWords(topic, { words, ...report }))}</td></tr>`,
  );
  return [
    `<h1>${escaped(title)}</h1>`,
    `<p>${count(topics.length, 'topic')}, run ${escaped(run.name)}, ${count(run.sweep, 'sweep')}. Made with gibbon.</p>`,
    '<table><thead><tr><th scope="col">topic</th><th scope="col">share</th>',
    '<th scope="col">documents</th><th scope="col">words</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table>`,
    ...leftOut.map((note) => `<p>${escaped(note)}</p>`),
  ].join('\n');
}

function tableWords(
  topic: ReportTopic,
  { words, corpus, beta }: Pick<Report, 'words' | 'corpus' | 'beta'>,
): string {
  const { numTokens, numWords } = corpus;
  const smoothing = { topicTotal: topic.totalWeight, numTokens, numWords, beta };
  const listed = Array.from({ length: topic.words.length / 2 }, (_, at) => {
    const { word, tokens } = words[topic.words[2 * at]];
    const counted = { count: topic.weights[at], corpusCount: tokens };
    return { word, score: relevance(counted, usualLambda, smoothing) };
  });
  return listed
    .sort((a, b) => b.score - a.score)
    .slice(0, numTableWords)
    .map(({ word }) => word)
    .join(' ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
