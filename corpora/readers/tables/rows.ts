/** The rows of a table. */
import { UserError } from '../../../core/errors.ts';
import { describePlace, type Place } from '../document.ts';
import { longestDocument, rowTooLong } from '../limits.ts';
import { readLines } from '../lines.ts';
import type { ReadContext } from '../reader.ts';
import type { Source } from '../source.ts';
import type { TableShape } from './find-dialect.ts';
import { type Row, RowAssembler } from './row-assembler.ts';

/** A line that does not end within this many characters is not a header. */
const longestHeader = 1_000_000;

/** The rows of a table from its first on (the header, where it has one), as many as a chunk holds. */
export async function* readRows(
  source: Source,
  context: ReadContext,
  { dialect, evidence, skipLines, hasRowNames }: TableShape,
): AsyncGenerator<readonly Row[]> {
  const isCertain = context.options.table?.quotes !== undefined;
  const { path } = source;
  const assembler = new RowAssembler({ path, dialect, isCertain, evidence, hasRowNames });
  const lines = readLines(source, context, {
    anyEnd: endsWithReturns(source.head.text),
    checkLength: (length, line) => checkLength(length, { path, line }),
  });
  for await (const { first, lines: stretch } of lines) {
    for (const [index, text] of stretch.entries()) {
      if (first + index > skipLines) assembler.push(text, first + index);
    }
    yield assembler.take();
  }
  assembler.finish();
  yield assembler.take();
}

/** Whether rows end with CR alone, as told by the first line end outside of quotes. */
function endsWithReturns(text: string): boolean {
  let isInside = false;
  for (const [sign] of text.matchAll(/"|\r\n|\r|\n/gu)) {
    if (sign === '"') isInside = !isInside;
    else if (!isInside) return sign === '\r';
  }
  return /\r(?!\n)/u.test(text) && !text.includes('\n');
}

function checkLength(length: number, place: Required<Place>): void {
  if (place.line > 1 && length > longestDocument) throw rowTooLong(place, undefined);
  if (place.line > 1 || length <= longestHeader) return;
  throw new UserError(
    'table-invalid',
    `Cannot read ${describePlace(place)}: it does not end within a million characters; ` +
      'the header of a table was expected',
    {
      hint: 'Is it a table? If not, name its format.',
      details: { path: place.path, expected: 'header' },
    },
  );
}
