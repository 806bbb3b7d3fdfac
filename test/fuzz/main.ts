/**
 * `make fuzz-projects`: 20,000 changed project files, six commands each.
 *
 *     node dist/test/fuzz/main.js [--files N] [--seed N] [--first N] [--keep FOLDER]
 *
 * Files that something was found with are kept in the folder.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzProjectFiles, makeTrainedProject } from './project-files.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    keep: { type: 'string' },
  },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-fuzz-'));
try {
  const result = await fuzzProjectFiles(await makeTrainedProject(path.join(folder, 'a.gibbon')), {
    numFiles: Number(values.files),
    seed: Number(values.seed),
    first: Number(values.first),
    keep: values.keep,
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
