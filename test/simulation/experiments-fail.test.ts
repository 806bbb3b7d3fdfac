import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

const oracle = '../benchmark/experiments/staleness-oracle.js';
const offByOne = '../fixtures/mutants/bound-off-by-one.js';
const tickBeforePush = '../fixtures/mutants/tick-before-push.js';

describe('The blocked-time experiment, in real threads,', () => {
  it('finds sound clocks within the bound', () => {
    expect(run(oracle).output).to.equal('bounded\n');
  });

  it('sees in its record of reads a bound that is off by one', () => {
    expect(run(offByOne).output).to.equal('stalest read: 3\n');
  });

  it('is stopped by its oracle when the bound is off by one', () => {
    expectStopped(run(oracle, offByOne), 'staler than the bound');
  });

  it('is stopped by its oracle when a tick overtakes the updates it covers', () => {
    // The clocks alone cannot know.
    expect(run(tickBeforePush).output).to.equal('bounded\n');
    expectStopped(run(oracle, tickBeforePush), 'staler than the bound');
  });
});

interface End {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the small experiment with these modules loaded first, in every thread. */
function run(...modules: readonly string[]): End {
  const imports = modules.flatMap((path) => ['--import', new URL(path, import.meta.url).href]);
  const program = new URL('../fixtures/small-blocked-time.js', import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...imports, program], {
    encoding: 'utf8',
  });
  return { status, output: stdout, errors: stderr };
}

function expectStopped({ status, errors }: End, reason: string): void {
  expect(errors).to.contain(reason);
  expect(status).not.to.equal(0);
}
