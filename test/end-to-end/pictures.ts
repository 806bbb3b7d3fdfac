/**
 * Makes the README's pictures from the real program in a real terminal (tmux), and that of a report in
 * Chromium.
 *
 *   node dist/test/end-to-end/pictures.js SOURCE [FOLDER]
 *
 * SOURCE is what `gibbon import` reads, such as sample/speeches.jsonl. No text of it gets into the
 * pictures: documents are imported without.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openChromium, openReport } from '../fixtures/browsers.ts';
import { gibbon, succeed } from './gibbon.ts';
import { terminalSvg } from '../../cli/components/terminal-svg.ts';
import { Tmux } from './tmux.ts';

const size = { columns: 100, rows: 30 };
/** Longest wait for the training. */
const patienceSeconds = 600;

async function importSource(source: string, file: string): Promise<void> {
  const options = ['--into', file, '--split-words', '120', '--no-text'];
  const { status, stderr } = await gibbon(['import', source, ...options], { limitSeconds: 600 });
  if (status !== 0) throw new Error(stderr);
}

type Save = (name: string, title: string, terminal: Tmux) => void;

async function makePictures(source: string, folder: string): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-pictures-'));
  const file = path.join(work, 'speeches.gibbon');
  const save: Save = (name, title, terminal) => {
    const svg = terminalSvg(terminal.colored(), { ...size, title });
    fs.writeFileSync(path.join(folder, `${name}.svg`), svg);
  };
  try {
    await importSource(source, file);
    await pictureTraining(file, save);
    await pictureInspection(file, save);
    await pictureReport(file, path.join(folder, 'report.png'));
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

async function pictureTraining(file: string, save: Save): Promise<void> {
  const options = ['--topics', '50', '--sweeps', '500', '--seed', '7'];
  const training = Tmux.start(Tmux.gibbon('train', file, ...options), { ...size });
  await training.untilShows(/sweep (1[5-9]|[2-4]\d)\d of 500/, patienceSeconds);
  save('training', 'The screen while a model is being trained', training);
  await training.untilShows('enter opens the topics', patienceSeconds);
  await leave(training);
}

async function pictureInspection(file: string, save: Save): Promise<void> {
  const inspection = Tmux.start(Tmux.gibbon('inspect', file), { ...size });
  await inspection.untilShows('by share');
  inspection.press('Down', 'Down');
  await inspection.until((screen) => screen.split('\n')[5]!.startsWith('▸'), 'the third topic');
  save('topics', 'The list of topics', inspection);
  inspection.press('Enter');
  await inspection.untilShows('occurs together with');
  save('topic', 'One topic: its words, its share over time, its documents', inspection);
  inspection.press('Escape');
  await inspection.untilShows('by share');
  inspection.press('m');
  await inspection.untilShows('nearest on the map');
  save('map', 'The map of topics, those that share words close together', inspection);
  inspection.press('Escape', 't');
  await inspection.untilShows('all topics, ');
  inspection.press('a', 'Down', 'Down', 'Down', 'a', 'Down', 'Down', 'Down');
  await inspection.untilShows(/(topic \d+ .*){3}/);
  save('trends', 'Topics over the years, in a chart above a map of all', inspection);
  await leave(inspection);
}

async function leave(terminal: Tmux): Promise<void> {
  terminal.press('q');
  await terminal.untilShows('[exit 0]');
  terminal.end();
}

/** The report as it opens, with the topic that has the second largest share. */
async function pictureReport(project: string, into: string): Promise<void> {
  const report = `${project}.html`;
  await succeed(['report', project, '--title', 'State of the Union', '--into', report]);
  const { stdout } = await succeed(['topics', project, '--sort', 'share', '--json']);
  const { topics } = JSON.parse(stdout) as { topics: { topic: number }[] };
  const browser = await openChromium();
  try {
    const viewport = { width: 1600, height: 900 };
    const { page } = await openReport(browser, report, {
      viewport,
      view: `topic=${topics[2].topic}`,
    });
    await page.screenshot({ path: into });
  } finally {
    await browser.close();
  }
}

const [source, folder = 'docs/pictures'] = process.argv.slice(2);
if (source === undefined) {
  console.error('Which source? node dist/test/end-to-end/pictures.js SOURCE [FOLDER]');
  process.exitCode = 2;
} else {
  fs.mkdirSync(folder, { recursive: true });
  await makePictures(source, folder);
}
