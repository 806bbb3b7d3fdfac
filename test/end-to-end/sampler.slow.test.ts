import { expect } from 'chai';
import { makeProject, testFolder } from './folder.ts';
import { gibbon } from './gibbon.ts';

/** V8 then has no SIMD for WebAssembly, as on an old processor. */
const nodeFlags = ['--no-enable-sse4-1'];
const model = ['--topics', '4', '--seed', '7', '--sweeps', '5'];

describe('On a machine without SIMD in WebAssembly', () => {
  const folder = testFolder();

  before(function () {
    if (process.arch !== 'x64') this.skip(); // no flag that takes it away
  });

  // Seen to fail: without the note.
  it('train and resume run the TypeScript sampler, and say so', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const trained = await gibbon(['train', file, ...model], { nodeFlags });
    expect(trained.stderr).to.contain('has no SIMD').and.contain('TypeScript sampler runs');
    expect(trained.status).to.equal(0);
    const resumed = await gibbon(['resume', file, '--sweeps', '8'], { nodeFlags });
    expect(resumed.stderr).to.contain('TypeScript sampler runs');
    expect(resumed.status).to.equal(0);
  });

  it('a run of the fast sampler goes on only when another is allowed', async () => {
    const file = await makeProject(folder.at('a.gibbon'));
    const trained = await gibbon(['train', file, ...model]);
    expect(trained.stderr).to.not.contain('SIMD');
    const refused = await gibbon(['resume', file, '--sweeps', '8'], { nodeFlags });
    expect(refused.stderr).to.contain('--other-sampler');
    expect(refused.status).to.equal(1);
    const args = ['resume', file, '--sweeps', '8', '--other-sampler'];
    expect((await gibbon(args, { nodeFlags })).status).to.equal(0);
  });
});
