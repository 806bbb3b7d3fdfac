import { expect } from 'chai';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { storedState } from '../fixtures/stored-state.ts';
import { type BadInput, badInput, pageOf } from './bad-input-table.ts';
import { filesIn, makeProject } from './folder.ts';
import { type Ended, gibbon } from './gibbon.ts';

const page = fileURLToPath(new URL('../../../docs/bad-input.md', import.meta.url));

/** Node alone takes some 50; the longest line that is read, and its decoding, about 200 more. */
const mostMegabytes = 500;

interface Outcome {
  readonly ended: Ended;
  readonly newFiles: readonly string[];
  /** Whether the sample's run is as it was. */
  readonly isUnchanged: boolean;
}

describe('Bad input:', () => {
  let outcomes: Promise<Map<BadInput, Promise<Outcome | undefined>>>;

  before(() => {
    outcomes = startAll(badInput.flatMap(({ rows }) => rows));
  });

  for (const { title, rows } of badInput) {
    describe(title, () => {
      for (const row of rows) {
        it(`${row.what}`, async function () {
          const outcome = await (await outcomes).get(row)!;
          if (outcome === undefined) this.skip();
          const { ended, newFiles, isUnchanged } = outcome;
          const said = ended.stdout + ended.stderr;
          for (const part of row.says) expect(said).to.contain(part);
          expect(ended.status, said).to.equal(row.status);
          expect(newFiles).to.deep.equal(row.leaves ?? []);
          expect(isUnchanged || row.status === 0).to.equal(true);
          expect(ended.peakMegabytes, 'memory').to.be.within(1, row.mostMegabytes ?? mostMegabytes);
          expect(said).to.not.match(/fault of gibbon|\n {4}at |\u001b/);
        }).timeout(120_000);
      }
    });
  }

  it('is documented as it is tested', function () {
    if (process.env['UPDATE_DOCS']) fs.writeFileSync(page, pageOf(badInput));
    expect(fs.readFileSync(page, 'utf8')).to.equal(pageOf(badInput));
  });
});

/** A few at a time: most of the time of each is Node starting. */
const numAtOnce = 3;

async function startAll(
  rows: readonly BadInput[],
): Promise<Map<BadInput, Promise<Outcome | undefined>>> {
  const sample = await trainedSample();
  const lanes = Array.from({ length: numAtOnce }, () => Promise.resolve());
  const outcomes = rows.map((row, index): [BadInput, Promise<Outcome | undefined>] => {
    const lane = index % numAtOnce;
    const outcome = lanes[lane].then(() => tryOut(row, sample));
    lanes[lane] = outcome.then(
      () => undefined,
      () => undefined,
    );
    return [row, outcome];
  });
  return new Map(outcomes);
}

async function trainedSample(): Promise<Buffer> {
  return inFolder(async (folder) => {
    const file = await makeProject(path.join(folder, 'sample.gibbon'));
    await gibbon(['train', file, '--topics', '8', '--sweeps', '5', '--seed', '7']);
    return fs.readFileSync(file);
  });
}

async function tryOut(row: BadInput, sample: Buffer): Promise<Outcome | undefined> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'sample.gibbon');
    fs.writeFileSync(file, sample);
    const stateBefore = JSON.stringify(storedState(file, 'topics-8'));
    if (!give(row, folder)) return undefined;
    const before = filesIn(folder);
    if (row.notAsRoot) fs.chmodSync(folder, 0o777);
    const ended = await gibbon(row.command, {
      cwd: folder,
      input: row.input,
      limitSeconds: 100,
      tellsMemory: true,
      ...(row.notAsRoot && process.getuid?.() === 0 && { uid: nobody }),
    });
    return {
      ended,
      newFiles: filesIn(folder).filter((name) => !before.includes(name)),
      isUnchanged: JSON.stringify(storedState(file, 'topics-8')) === stateBefore,
    };
  });
}

function give({ given = {} }: BadInput, folder: string): boolean {
  if (typeof given === 'function') return given(folder);
  for (const [name, content] of Object.entries(given)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return true;
}

const nobody = 65_534;

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
