/** Detects how a table is written: separator, quotes, lines above it. */
import { UserError } from '../../../core/errors.ts';
import type { Head } from '../recognition/head.ts';
import { mostLines, shareOf } from '../recognition/likelihood.ts';
import { isKnownName, isUsualName, likelyTextName } from './column-names.ts';
import type { Dialect, QuoteStyle, TableOptions } from './dialect.ts';
import { areIdentifiers, findHeader } from './find-header.ts';
import { QuoteEvidence } from './quote-evidence.ts';
import { type Row, RowAssembler } from './row-assembler.ts';
import { haveRowNames, isSpaced } from './row-names.ts';

/** What a table is like, detected from its beginning. */
export interface TableShape {
  readonly dialect: Dialect;
  /** Lines above the first row: what the person said, a line `sep=;`, a title. */
  readonly skipLines: number;
  /** Undefined where the first row may be a header or not. */
  readonly hasHeader: boolean | undefined;
  /** The share of the rows that have as many cells as the first. */
  readonly evenness: number;
  readonly numRows: number;
  /** Whether a row has line ends inside of quotes. */
  readonly spansLines: boolean;
  /** Columns of the first row. */
  readonly width: number;
  /** Whether the header has no name for the first column, which holds the names of the rows. */
  readonly hasRowNames: boolean;
  /** Whether names that columns often have stand in the first row. */
  readonly hasKnownNames: boolean;
  readonly evidence: QuoteEvidence;
  /** Another delimiter that would do as well; undefined when there is none, or it was said. */
  readonly rival?: string | undefined;
  /** Whether it cannot be told where its rows end. */
  readonly isUnclear: boolean;
  /** The first rows, the header among them. */
  readonly rows: readonly (readonly string[])[];
}

const delimiters = [',', ';', '\t', '|', '\u001f', '\u0001'];
/** The evenness that makes a table, and that of one whose first row has names of columns. */
const evenEnough = 0.8;
const fairlyEven = 0.35;
/** A title is no longer than this. */
const mostTitleLines = 5;

/**
 * Detects how a table is written: what separates cells, what quotes do, whether there is a header.
 * Options are taken as given.
 *
 * @param preferred the delimiter that the name of the source lets expect.
 */
export function findDialect(
  head: Head,
  options: TableOptions,
  preferred: string | undefined,
): TableShape {
  const lines = head.rawLines;
  const skipLines = options.skipLines ?? 0;
  const separator = /^"?sep=(.)"?$/iu.exec(lines[skipLines] ?? '')?.[1];
  const first = separator === undefined ? skipLines : skipLines + 1;
  const named = options.delimiter ?? separator;
  const shapes = candidates(lines.slice(first), named, options.quotes).map((dialect) =>
    shapeOf(lines, first, dialect, { options, head }),
  );
  shapes.sort((a, b) => order(b, preferred) - order(a, preferred));
  const [best] = shapes;
  const rival = named === undefined ? rivalOf(shapes) : undefined;
  const enough = best.hasKnownNames ? fairlyEven : evenEnough;
  const isTable =
    named !== undefined || (best.width > 1 && (best.evenness >= enough || isOverfull(best)));
  if (isTable && !isOneColumn(lines[first] ?? '', best, first)) return { ...best, rival };
  const unclear = shapes.find(({ isUnclear }) => isUnclear);
  if (unclear !== undefined) return unclear;
  const dialect = { delimiter: undefined, quotes: options.quotes ?? 'double' } as const;
  return shapeOf(lines, first, dialect, { options, head });
}

/** A header of plain names over rows with more cells: separators in texts that nothing encloses. */
function isOverfull({ rows: [header, ...rows] }: TableShape): boolean {
  const isHeader = areIdentifiers(header) && header.some(isUsualName);
  return isHeader && shareOf(rows, (cells) => cells.length >= header.length) >= mostLines;
}

const fewRows = 3;

/** In a handful of rows without names, two delimiters may cut equally well. */
function rivalOf([best, ...others]: readonly TableShape[]): string | undefined {
  const isEven = ({ width, evenness }: TableShape): boolean => width > 1 && evenness === 1;
  if (best.hasKnownNames || best.numRows >= fewRows) return undefined;
  return others.find((other) => isEven(other) && other.dialect.delimiter !== best.dialect.delimiter)
    ?.dialect.delimiter;
}

/** A single column called `text`: any separators below it belong to the texts. */
function isOneColumn(header: string, { skipLines, dialect }: TableShape, first: number): boolean {
  if (skipLines === first || dialect.delimiter === undefined) return false;
  return !header.includes(dialect.delimiter) && likelyTextName([unquoted(header)]) !== undefined;
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/u, '$1');
}

function candidates(
  lines: readonly string[],
  delimiter: string | undefined,
  quotes: QuoteStyle | undefined,
): Dialect[] {
  const found =
    delimiter === undefined ? delimiters.filter((one) => isIn(lines, one)) : [delimiter];
  if (delimiter === undefined && isSpaced(lines)) found.push(' ');
  const hasBackslashes = lines.some((line) => line.includes('\\'));
  const styles: QuoteStyle[] =
    quotes !== undefined ? [quotes] : hasBackslashes ? ['double', 'backslash'] : ['double'];
  const all = found.flatMap((one) => styles.map((style) => ({ delimiter: one, quotes: style })));
  return all.length > 0 ? all : [{ delimiter: undefined, quotes: styles[0] }];
}

/** Below a title; or anywhere, if the first cell is quoted and may run over many lines. */
function isIn(lines: readonly string[], delimiter: string): boolean {
  const isOpen = /^"(?:[^"]|"")*$/u.test(lines[0] ?? '');
  const near = isOpen ? lines : lines.slice(0, mostTitleLines + 1);
  return near.some((line) => line.includes(delimiter));
}

function shapeOf(
  lines: readonly string[],
  first: number,
  dialect: Dialect,
  { options, head }: { options: TableOptions; head: Head },
): TableShape {
  const evidence = new QuoteEvidence();
  for (const line of lines) if (line.includes('"')) evidence.weigh(line, dialect);
  const isCertain = options.quotes !== undefined;
  const { isWhole } = head;
  const rowsFrom = (start: number, hasRowNames = false): Assembled =>
    assemble(lines.slice(start), { dialect, isCertain, evidence, isWhole, hasRowNames });
  let { rows, isUnclear } = rowsFrom(first);
  const title = options.skipLines === undefined ? linesOfTitle(rows) : 0;
  if (title > 0) ({ rows, isUnclear } = rowsFrom(first + title));
  const hasRowNames = haveRowNames(rows, lines.slice(first + title), dialect);
  if (hasRowNames) ({ rows, isUnclear } = rowsFrom(first + title, true));
  const cells = rows.map((row) => row.cells);
  if (hasRowNames) cells[0] = ['', ...cells[0]];
  const [names = []] = cells;
  const width = names.length;
  return {
    dialect,
    skipLines: first + title,
    hasHeader: options.header ?? (hasRowNames || findHeader(cells)),
    evenness: cells.length < 2 ? 1 : evennessOf(rows.slice(hasRowNames ? 1 : 0), width),
    numRows: rows.length,
    spansLines: rows.some((row) => row.numLines > 1),
    width,
    hasRowNames,
    hasKnownNames: names.some((name) => isKnownName(unquoted(name))),
    evidence,
    isUnclear,
    rows: cells,
  };
}

/**
 * Programs often write extra empty cells; missing ones may be a habit too, or show another shape.
 */
function evennessOf(rows: readonly Row[], width: number): number {
  const fits = ({ cells, isOpen }: Row): number => {
    if (isOpen) return 0;
    if (cells.length < width) return 0.5;
    return cells.slice(width).every((cell) => cell.trim() === '') ? 1 : 0;
  };
  return rows.reduce((sum, row) => sum + fits(row), 0) / rows.length;
}

interface Assembled {
  readonly rows: Row[];
  readonly isUnclear: boolean;
}

function assemble(
  lines: readonly string[],
  {
    dialect,
    isCertain,
    evidence,
    isWhole,
    hasRowNames,
  }: {
    dialect: Dialect;
    isCertain: boolean;
    evidence: QuoteEvidence;
    isWhole: boolean;
    hasRowNames: boolean;
  },
): Assembled {
  const assembler = new RowAssembler({ path: '', dialect, isCertain, evidence, hasRowNames });
  try {
    lines.forEach((line, index) => assembler.push(line, index + 1));
    if (isWhole) assembler.finish();
  } catch (error) {
    if (!(error instanceof UserError)) throw error; // the reader comes to the same place, and says so
    return { rows: assembler.take(), isUnclear: true };
  }
  return { rows: assembler.take(), isUnclear: false };
}

/** Lines with fewer cells than all that follow, and a row of names that columns often have below. */
function linesOfTitle(rows: readonly Row[]): number {
  const [first] = rows;
  if (rows.length < 3 || first.cells.some((cell) => isKnownName(cell))) return 0;
  const header = rows.findIndex(({ cells }) => cells.length > first.cells.length);
  if (header <= 0 || header > mostTitleLines) return 0;
  const { cells, line } = rows[header];
  const below = rows.slice(header);
  const isEven = shareOf(below, (row) => row.cells.length === cells.length) >= mostLines;
  const isHeader =
    cells.some((cell) => isKnownName(cell)) && findHeader(below.map((row) => row.cells));
  return isEven && isHeader === true ? line - 1 : 0;
}

/**
 * How good a candidate is: known names first, then even rows, quotes that enclose cells,
 * and what the name says.
 */
function order(shape: TableShape, preferred: string | undefined): number {
  const { dialect, evenness, width, hasKnownNames, evidence } = shape;
  if (width < 2) return evenness - 10;
  if (!hasKnownNames && evenness < evenEnough) return evenness - 5;
  return (
    (hasKnownNames ? 4 : 0) +
    evenness * 4 +
    (evidence.hasEnclosed ? 1 : 0) +
    (evidence.verdict === 'literal' ? -1 : 0) +
    (dialect.delimiter === preferred ? 1 : 0) +
    (dialect.delimiter === '\t' ? 1.2 : 0) +
    (dialect.quotes === 'double' ? 0.01 : 0) +
    Math.min(width, 100) / 1000
  );
}
