import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saidWhere, savePicture } from '../../../../cli/screens/inspection/save-picture.ts';
import { UserError } from '../../../../core/errors.ts';
import { every, lines } from '../../../fixtures/inspection-frames.ts';

describe('a picture of the screen', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gibbon-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has the words of the screen as text, and never takes the place of another file', () => {
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const size = { width, height };
      const screen = lines(every['topic']!, size);
      const file = savePicture(screen, { size, folder, name: 'topic-1' });
      const svg = readFileSync(file, 'utf8');
      expect(svg).to.match(/^<svg [\s\S]*<\/svg>\s*$/);
      for (const word of ['treaty', 'convention', 'documents']) expect(svg).to.include(word);
      expect(svg).not.to.include('\u001b').and.not.to.include('<script');
    }
    const names = ['gibbon-topic-1.svg', 'gibbon-topic-1-2.svg'].map((name) =>
      path.join(folder, name),
    );
    for (const name of names) expect(readFileSync(name, 'utf8')).to.include('<svg');
  });

  it('is said by its name first, which no narrow screen cuts', () => {
    const said = saidWhere(`/${'long/'.repeat(30)}gibbon-topics.svg`);
    expect(said.slice(0, 40)).to.include('gibbon-topics.svg in /long/');
  });

  it('says why it cannot be written', () => {
    const size = { width: 80, height: 24 };
    const target = { size, folder: path.join(folder, 'absent'), name: 'topics' };
    expect(() => savePicture(lines(every['topics']!, size), target)).to.throw(UserError, /ENOENT/);
  });
});
