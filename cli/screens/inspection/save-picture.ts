/** Writes the screen that one sees as an SVG picture. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../../core/errors.ts';
import { glyphsFor } from '../../components/glyphs.ts';
import type { Line, Size } from '../../components/line.ts';
import { paint } from '../../components/paint.ts';
import { terminalSvg } from '../../components/terminal-svg.ts';

/** Pictures of one name in a folder. */
const mostPictures = 1000;

/**
 * Writes the lines of a screen into a new file of the folder, in the colours of a good terminal,
 * whatever this one can show.
 *
 * @param name what the screen shows: "topics", "topic-3".
 * @returns the file.
 * @throws {UserError} when it cannot be written.
 */
export function savePicture(
  lines: readonly Line[],
  { size, folder, name }: { size: Size; folder: string; name: string },
): string {
  const theme = { colors: '256', glyphs: glyphsFor(true) } as const;
  // Where the cursor is put after signs of a disputed width means nothing in a picture.
  const painted = lines.map((line) => paint(line, theme).replace(/\u001b\[\d+G/g, ''));
  const svg = terminalSvg(painted.join('\n'), {
    columns: size.width,
    rows: size.height,
    title: `gibbon: ${name}`,
  });
  for (let number = 1; number <= mostPictures; number++) {
    const file = path.join(folder, `gibbon-${name}${number === 1 ? '' : `-${number}`}.svg`);
    if (isWritten(file, svg)) return file;
  }
  throw new UserError(
    'target-exists',
    `Cannot write a picture (${folder}): there are already ${mostPictures} of "${name}"`,
  );
}

/** Its name before its folder: a narrow screen cuts the end. */
export function saidWhere(file: string): string {
  return `written: ${path.basename(file)} in ${path.dirname(file)}`;
}

/** @returns false when there is such a file, which stays as it is. */
function isWritten(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new UserError('target-unwritable', `Cannot write the picture ${file}: ${message}`);
  }
}
