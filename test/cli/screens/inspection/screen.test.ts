import { expect } from 'chai';
import { UserError } from '../../../../core/errors.ts';
import { openInspectionScreen } from '../../../../cli/screens/inspection/open.ts';
import { fakeInspection, speechTopics } from '../../../fixtures/fake-inspection.ts';
import { FakeTerminal } from '../../../fixtures/fake-terminal.ts';

function open(columns = 80, rows = 24) {
  const terminal = new FakeTerminal({ columns, rows });
  const source = fakeInspection({ topicWords: speechTopics, numDocuments: 60 });
  return { terminal, source, ended: openInspectionScreen(source, terminal.stdio) };
}

/** The line under the cursor. */
const current = (terminal: FakeTerminal): string =>
  terminal
    .frame()
    .split('\n')
    .find((line) => line.startsWith('▸')) ?? '';

describe('inspecting', () => {
  it('goes from topics to a topic to a document, and back', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    const atFirst = current(terminal);
    terminal.type('jj');
    await terminal.until(() => current(terminal) !== atFirst, 'a move');
    const before = current(terminal);
    terminal.type('\r');
    await terminal.untilShows('words (λ 0.6)');
    terminal.type('\tj\r');
    await terminal.untilShows('year 1');
    terminal.type('\u001b');
    await terminal.untilShows('words (λ 0.6)');
    terminal.type('\u001b');
    await terminal.untilShows('by share');
    expect(current(terminal)).to.equal(before);
    terminal.type('q');
    expect(await ended).to.equal(undefined);
  });

  it('moves by as many rows as keys came in one chunk', async () => {
    // Fault once planted: handling only the first key of a chunk.
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    const topics = terminal.frame().split('\n').slice(3, 9);
    terminal.type('jjjjj');
    await terminal.until(
      () => current(terminal).trim() !== '' && !topics[0]!.startsWith(' '),
      'it',
    );
    await terminal.until(
      () => current(terminal).slice(1) === topics[5]!.slice(1),
      'the cursor on the sixth topic',
    );
    terminal.type('q');
    await ended;
  });

  it('labels a topic, and shows the label', async () => {
    const { terminal, source, ended } = open();
    await terminal.untilShows('by share');
    terminal.type('lMoney\r');
    await terminal.untilShows('Money  ');
    expect(source.topics().map(({ label }) => label)).to.include('Money');
    terminal.type('q');
    await ended;
  });

  it('hides a topic, and shows hidden ones when asked', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    terminal.type('h');
    await terminal.untilShows('1 hidden');
    expect(terminal.frame()).not.to.match(/^.{30,}hidden {2}\S/m);
    terminal.type('H');
    await terminal.until((frame) => /^.{30,}hidden {2}\S/m.test(frame), 'the hidden topic');
    terminal.type('q');
    await ended;
  });

  it('says what cannot be stored, and goes on', async () => {
    const { terminal, source, ended } = open();
    source.setLabel = () => {
      throw new UserError('read-only', 'Cannot save a note: the file is read-only');
    };
    await terminal.untilShows('by share');
    terminal.type('lx\r');
    await terminal.untilShows('the file is read-only');
    terminal.type('j');
    await terminal.untilShows('enter open');
    terminal.type('q');
    await ended;
  });

  it('finds a word and goes to its page, to its contexts and into a document', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    terminal.type('/tari');
    await terminal.untilShows('1 found');
    terminal.type('\r');
    await terminal.untilShows('in context');
    terminal.type('\t\r');
    await terminal.untilShows('year 1');
    terminal.type('q');
    await ended;
  });

  it('fills every line exactly, at every size it is given', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    for (const keys of ['', '\r', '\t\r', '\u001b', '\t\r']) {
      terminal.type(keys);
      for (const [columns, rows] of [
        [40, 10],
        [120, 36],
        [80, 24],
      ] as const) {
        terminal.resize(columns, rows);
        await terminal.until((frame) => frame.split('\n').length === rows, `${rows} lines`);
      }
    }
    terminal.type('q');
    await ended;
  });

  it('restores the terminal before it reports that it is broken', async () => {
    const { terminal, source, ended } = open();
    await terminal.untilShows('by share');
    source.topicWords = () => {
      throw new Error('the file is damaged');
    };
    terminal.type('\r');
    const error = await ended.catch((cause: unknown) => cause);
    expect(String(error)).to.include('the file is damaged');
    expect([terminal.isAlternate, terminal.isRaw, terminal.isCursorShown]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('restores the terminal also when drawing fails', async () => {
    const { terminal, source, ended } = open();
    await terminal.untilShows('by share');
    terminal.type('\r');
    await terminal.untilShows('words (λ 0.6)');
    source.topicDocuments = () => {
      throw new Error('the file is damaged');
    };
    terminal.resize(100, 40);
    const error = await ended.catch((cause: unknown) => cause);
    expect(String(error)).to.include('the file is damaged');
    expect([terminal.isAlternate, terminal.isRaw]).to.deep.equal([false, false]);
  });

  it('ends when the window is closed', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('by share');
    terminal.vanish();
    expect(await ended).to.equal('SIGHUP');
  });
});
