/** A folder for each test, with a small corpus in it if wanted. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gibbon, sampleTexts } from './gibbon.ts';

/** A folder that is there during each test. */
export function testFolder(): { readonly path: string; at(name: string): string } {
  let folder = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return {
    get path() {
      return folder;
    },
    at: (name) => path.join(folder, name),
  };
}

let corpus: Buffer | undefined;

/** Makes a project file of the sample texts; imported once, copied after that. */
export async function makeProject(file: string): Promise<string> {
  corpus ??= await importSample();
  fs.writeFileSync(file, corpus);
  return file;
}

async function importSample(): Promise<Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-'));
  try {
    fs.writeFileSync(path.join(folder, 'texts.txt'), sampleTexts());
    await gibbon(['import', 'texts.txt', '--into', 'sample.gibbon'], { cwd: folder });
    return fs.readFileSync(path.join(folder, 'sample.gibbon'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Every file below a folder that a command has left, by name; a test compares it with what may be. */
export function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}
