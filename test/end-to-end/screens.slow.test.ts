import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { speechTopics } from '../fixtures/fake-inspection.ts';
import { gibbon } from './gibbon.ts';
import { hasTmux, Tmux, type Size } from './tmux.ts';

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
];

/** Many short speeches, each about one of eight things, over two centuries. */
function writeSpeeches(file: string): void {
  const lines = Array.from({ length: 1200 }, (_, id) => {
    const own = speechTopics[id % 8]!;
    const other = speechTopics[(id * 5 + 3) % 8]!;
    const words = Array.from({ length: 60 }, (_, at) =>
      at % 5 === 4 ? other[(at * id) % 12]! : own[(at * at + id) % 12]!,
    );
    const text = `The ${words.join(' of ')}.`;
    return JSON.stringify({ id: `speech ${id}`, text, year: 1800 + (id % 200) });
  });
  fs.writeFileSync(file, lines.join('\n'));
}

describe('The screens in a real terminal', function () {
  let folder = '';
  let trained = '';
  let terminal: Tmux | undefined;

  before(async function () {
    if (!hasTmux) this.skip(); // there is no tmux here to drive them in
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-'));
    const speeches = path.join(folder, 'speeches.jsonl');
    trained = path.join(folder, 'trained.gibbon');
    writeSpeeches(speeches);
    const options = ['--topics', '8', '--sweeps', '60', '--seed', '7', '--plain'];
    const { status, stderr } = await gibbon(['train', speeches, '--into', trained, ...options]);
    expect(status, stderr).to.equal(0);
  });

  afterEach(() => {
    terminal?.end();
    terminal = undefined;
  });

  after(() => {
    if (folder !== '') fs.rmSync(folder, { recursive: true, maxRetries: 40, retryDelay: 250 });
  });

  function start(size: Size, args: string[], env?: Readonly<Record<string, string>>): Tmux {
    terminal = Tmux.start(Tmux.gibbon(...args), { ...size, ...(env && { env }) });
    return terminal;
  }

  const inspect = (size: Size, env?: Record<string, string>) =>
    start(size, ['inspect', trained], env);

  /** A run that goes on until it is stopped. */
  function train(size: Size): Tmux {
    const copy = path.join(folder, `run-${size.columns}-${Date.now()}.gibbon`);
    fs.copyFileSync(trained, copy);
    return start(size, ['train', copy, '--topics', '20', '--sweeps', '1000000', '--name', 'long']);
  }

  async function expectRestored(screen: Tmux, status: number): Promise<void> {
    await screen.untilShows(`[exit ${status}]`);
    expect(screen.modes()).to.deep.equal({
      isAlternate: false,
      isCursorShown: true,
      isMouseOn: false,
    });
  }

  for (const size of sizes) {
    const { columns, rows } = size;

    it(`watch a run at ${columns}x${rows}: pause, checkpoint, inspect, help, quit`, async () => {
      const screen = train(size);
      await screen.untilShows(/sweep [\d,]+ of 1,000,000/);
      const shown = await screen.untilShows(/-\d\.\d{3}, /);
      expect(shown.split('\n')).to.have.lengthOf(rows);
      screen.press('w');
      await screen.untilShows('sampling pulling pushing waiting');
      screen.press('w');
      screen.press('p');
      await screen.untilShows('PAUSED');
      screen.press('p');
      await screen.until((text) => !text.includes('PAUSED'), 'the run to go on');
      screen.press('c');
      await screen.untilShows(/checkpoint {2}sweep [\d,]+, \d+ s ago/);
      screen.press('?');
      await screen.untilShows('what you see');
      screen.press('Escape');
      await screen.untilShows('log-likelihood');
      screen.press('Enter');
      await screen.untilShows('coherence');
      screen.press('q');
      await screen.untilShows('log-likelihood');
      screen.press('q');
      await expectRestored(screen, 0);
      expect(screen.screen()).to.match(/Stopped long after [\d,]+ of 1,000,000 sweeps/);
      expect(screen.screen()).to.include('gibbon resume');
    });

    it(`inspect at ${columns}x${rows}: every screen and every key`, async () => {
      const screen = inspect(size);
      const topics = await screen.untilShows('by share');
      expect(topics.split('\n')).to.have.lengthOf(rows);
      screen.press('s');
      await screen.untilShows('by coherence');
      screen.press('Left');
      await screen.untilShows('λ 0.5');
      screen.press('Right', 's', 's', 's');
      await screen.untilShows(/by share · λ 0\.6/);
      screen.press('l');
      screen.type('Handel');
      await screen.untilShows('label of topic');
      screen.press('Enter');
      await screen.untilShows(/▸.*Handel {2}/);
      screen.press('l', 'BSpace', 'BSpace', 'BSpace', 'BSpace', 'BSpace', 'BSpace', 'Enter');
      await screen.until((text) => !text.includes('Handel'), 'the label to be gone');
      screen.press('h');
      await screen.untilShows('1 hidden');
      screen.press('H');
      await screen.untilShows('1 hidden, shown');
      screen.press('h');
      await screen.until((text) => !text.includes('1 hidden'), 'nothing hidden');
      screen.press('f');
      screen.type('tariff');
      screen.press('Enter');
      await screen.untilShows(/with "tariff": [12]/);
      screen.press('Escape');
      await screen.until((text) => !text.includes('with "'), 'all topics');

      screen.press('Enter');
      await screen.untilShows('occurs together with');
      await screen.untilShows('over year');
      screen.press('n');
      await screen.untilShows('words (λ 0.6)');
      // The last of its documents is about other things as well.
      screen.press('p', 'Tab', 'G', 'Enter');
      await screen.untilShows(/¹ +\d+ /);
      screen.press('c');
      await screen.untilShows(/\w¹/);
      screen.press('p', 'n', '2');
      // A single topic is lit, and needs no marks.
      await screen.until((text) => !/\w[¹²]/.test(text), 'words of one topic');
      screen.press('Escape');
      await screen.untilShows('occurs together with');
      screen.press('Tab', 'Enter');
      await screen.untilShows('in context');
      screen.press('Tab', 'Enter');
      await screen.untilShows('text');
      screen.press('Escape', 'Escape', 'Escape', '/');
      await screen.untilShows('[words]');
      screen.type('tari');
      await screen.untilShows('1 found');
      screen.press('Tab');
      await screen.untilShows('[documents]');
      screen.press('Escape', 'r');
      await screen.untilShows('log-lik./token');
      screen.press('Escape', '?');
      await screen.untilShows('everywhere');
      screen.press('?', 'q');
      await expectRestored(screen, 0);
    });
  }

  it('handles keys that arrive together, and the mouse wheel', async () => {
    const screen = inspect(sizes[0]!);
    await screen.untilShows('by share');
    screen.type('jjjj');
    await screen.until((text) => text.split('\n')[7]!.startsWith('▸'), 'the fifth topic');
    screen.type('\u001b[<64;10;5M');
    await screen.until((text) => text.split('\n')[4]!.startsWith('▸'), 'the second topic');
  });

  it('follows every change of the window', async () => {
    const screen = inspect(sizes[0]!);
    await screen.untilShows('by share');
    for (const size of [{ columns: 200, rows: 60 }, { columns: 40, rows: 12 }, sizes[1]!]) {
      screen.resize(size);
      await screen.until((text) => {
        const lines = text.split('\n');
        return lines.length === size.rows && lines.at(-1)!.trimEnd().endsWith('? help');
      }, `${size.columns}x${size.rows}`);
      // Nothing of the frame before is left: each of its lines is found once.
      expect(screen.screen().match(/by share/g)).to.have.lengthOf(1);
    }
  });

  it('leave the terminal clean on Ctrl-C, with a checkpoint and exit status 130', async () => {
    const screen = train(sizes[0]!);
    await screen.untilShows(/-\d\.\d{3}, /);
    screen.press('C-c');
    await expectRestored(screen, 130);
    expect(screen.screen()).to.match(/Stopped long after/);
  });

  it('restore the terminal and show the error when the screen itself breaks', async () => {
    const broken = path.join(folder, 'broken.gibbon');
    fs.copyFileSync(trained, broken);
    const script = path.join(folder, 'break.mjs');
    // The topics are whole, the texts are not: opening a topic, which quotes documents, must fail.
    const sqlite = import.meta.resolve('better-sqlite3');
    fs.writeFileSync(
      script,
      `import Database from ${JSON.stringify(sqlite)};
       const file = new Database(process.argv[2]);
       file.exec("UPDATE texts SET text = 'x' || text");
       file.close();`,
    );
    terminal = Tmux.start(
      `"${process.execPath}" "${script}" "${broken}" && ${Tmux.gibbon('inspect', broken)}`,
      sizes[0]!,
    );
    await terminal.untilShows('by share');
    terminal.press('Enter');
    await expectRestored(terminal, 1);
    expect(terminal.screen()).to.match(/gibbon: Cannot read .*damaged/);
  });

  it('works in black and white, and without Unicode', async () => {
    const screen = inspect(sizes[0]!, { NO_COLOR: '1', LC_ALL: 'C' });
    await screen.untilShows('by share . L 0.6');

    expect(screen.screen()).to.match(/^[\u0020-\u007e\n]*$/);
    expect(screen.colored()).not.to.match(/\[[\d;]*(?:38;5|[39][0-7]m)/);
    screen.press('Enter', 'Tab', 'Enter', 'c');
    await screen.untilShows(/\w\^1/);
  });
});
