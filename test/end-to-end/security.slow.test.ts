import { expect } from 'chai';
import fs from 'node:fs';
import { testFolder } from './folder.ts';
import { type Ended, eventsOf, gibbon } from './gibbon.ts';

/** A sequence that clears the screen, one that sets the title, C1 controls, a reversal of direction. */
const evil = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u0000\r\b';
const injection = "'); DROP TABLE documents;--";
/** What a terminal acts upon, apart from the end of a line. */
const acting = /(?!\n)[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

describe('What strangers wrote', () => {
  const folder = testFolder();

  // Seen to fail: with names printed as they are (in topics and runs, later in labels, evaluate and
  // compare), with C1 controls left in JSON, and with what
  // is said of wrong usage left to the parser of the command line.
  it('does nothing to the terminal, and nothing to the database', async () => {
    const lines = Array.from({ length: 12 }, (_, number) =>
      JSON.stringify({
        id: number % 2 ? injection : evil + number,
        label: evil,
        party: evil + injection,
        text: `common words here ${evil} number${number % 3} again again ${injection}`,
      }),
    );
    lines.push(JSON.stringify({ id: `empty ${evil}`, text: '' }));
    fs.writeFileSync(folder.at('a.jsonl'), lines.join('\n'));
    const name = `run ${injection} ${evil.replaceAll('\u0000', '')}`;
    const commands = [
      ['train', 'a.jsonl', '--into', 'a.gibbon', '--topics', '2', '--sweeps', '5', '--name', name,
        '--min-documents', '1', '--max-document-share', '1', '--stop-words', 'none'],
      ['train', 'a.gibbon', '--topics', '2', '--sweeps', '5', '--name', `${name}2`, '--json'],
      ['resume', 'a.gibbon', '--run', name, '--sweeps', '7'],
      ['resume', 'a.gibbon', '--run', name],
      ['topics', 'a.gibbon'],
      ['topics', 'a.gibbon', '--json'],
      ['documents', 'a.gibbon'],
      ['documents', 'a.gibbon', '--topic', '0'],
      ['documents', 'a.gibbon', '--document', '1'],
      ['documents', 'a.gibbon', '--document', '1', '--json'],
      ['documents', 'a.gibbon', '--json'],
      ['words', 'a.gibbon', 'again'],
      ['words', 'a.gibbon', 'again', '--json'],
      ['label', 'a.gibbon', '--topic', '1', '--as', evil.replaceAll(/[\0\r]/g, '')],
      ['label', 'a.gibbon', '--run', name, '--topic', '0', '--as', evil.replaceAll(/[\0\r]/g, '')],
      ['label', 'a.gibbon'],
      ['evaluate', 'a.gibbon'],
      ['compare', 'a.gibbon'],
      ['train', 'a.gibbon', '--topics', '2', '--sweeps', '5', '--covariates', 'party'],
      ['effects', 'a.gibbon'],
      ['compare', 'a.gibbon'],
      ['trends', 'a.gibbon', '--by', 'party', '--topic', '1', '--run', `${name}2`],
      ['corpus', 'a.gibbon'],
      ['corpus', 'a.gibbon', '--documents'],
      ['cite', 'a.gibbon'],
      ['runs', 'a.gibbon'],
      ['runs', 'a.gibbon', '--json'],
      ['verify', 'a.gibbon'],
      ['runs', 'a.gibbon', '--rename', name, `${name}3`],
    ]; // prettier-ignore
    for (const command of commands) expectInert(command, await run(command), 0);
    const failing = [
      ['words', 'a.gibbon', `no${evil.replaceAll('\u0000', '')}`],
      ['topics', 'a.gibbon', '--run', `no ${name}`],
      ['topics', `no${name}`, '--debug'],
      ['train', 'a.gibbon', '--name', `${name}3`],
    ];
    for (const command of failing) expectInert(command, await run(command), 1);
    const misused = [
      ['tr\u001b[2J'],
      ['train', 'a.gibbon', '--so\u001b[2J'],
      ['train', 'a.gibbon', '--seed', evil.replaceAll('\u0000', '')],
    ];
    for (const command of misused) expectInert(command, await run(command), 2);
    const { stdout } = await run(['documents', 'a.gibbon', '--json']);
    expect(eventsOf(stdout).map((document) => document['name'])).to.include(injection);
  }).timeout(180_000);

  function run(command: readonly string[]): Promise<Ended> {
    return gibbon(command, { cwd: folder.path });
  }
});

function expectInert(command: readonly string[], ended: Ended, status: number): void {
  const said = ended.stdout + ended.stderr;
  expect(ended.status, said).to.equal(status);
  const at = acting.exec(said)?.index;
  expect(at, `${command.join(' ')}: ${JSON.stringify(said.slice(at, (at ?? 0) + 80))}`).to.equal(
    undefined,
  );
}
