/** The examples of docs/library.md, run as they stand there. */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testFolder } from '../fixtures/folder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = fs.readFileSync(path.join(root, 'docs/library.md'), 'utf8');

/** The headings of the page with the code below each. */
const examples = [...page.matchAll(/^## (.+?)\n[\s\S]*?^```js\n([\s\S]*?)^```/gm)].map(
  ([, heading, code]) => ({ heading, code }),
);

describe('docs/library.md', () => {
  const folder = testFolder();

  it('has its examples, and the first of them in twenty lines', () => {
    expect(examples).to.have.length(6);
    const lines = examples[0].code.split('\n').filter((line) => line.trim() !== '');
    expect(lines).to.have.length.of.at.most(20);
  });

  // Seen to fail: with the name `project.train` misspelt in one of them.
  for (const { heading, code } of examples) {
    it(`has an example that runs: ${heading}`, async () => {
      fs.mkdirSync(folder.at('node_modules'));
      fs.symlinkSync(root, folder.at('node_modules/gibbon'));
      fs.writeFileSync(folder.at('example.mjs'), code);
      const { stdout } = await promisify(execFile)(process.execPath, ['example.mjs'], {
        cwd: folder.path,
      });
      expect(stdout).to.not.equal('');
    });
  }
});
