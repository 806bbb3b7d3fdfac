/** `make fuzz-projects`: 20,000 changed project files, six commands each. [--files N] [--seed N] */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeProject } from '../end-to-end/folder.ts';
import { gibbon } from '../end-to-end/gibbon.ts';
import { fuzzProjectFiles } from './project-files.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-fuzz-'));
try {
  const file = await makeProject(path.join(folder, 'a.gibbon'));
  await gibbon(['train', file, '--topics', '4', '--sweeps', '10', '--seed', '7']);
  await gibbon(['topics', file]);
  const result = await fuzzProjectFiles(fs.readFileSync(file), {
    numFiles: Number(values.files),
    seed: Number(values.seed),
    tell: (line) => {
      console.error(line);
    },
  });
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ ...result, megabytes: Math.round(maxRSS / 1000) }, null, 2));
  process.exitCode = result.findings.length > 0 ? 1 : 0;
} finally {
  fs.rmSync(folder, { recursive: true });
}
