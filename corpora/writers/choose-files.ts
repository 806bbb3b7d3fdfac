/** Which files of a format are written. */
import fs from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { ExportFile, Writer } from './writer.ts';
import { writers } from './writers.ts';

/** What is asked for: a place, and what its name does not tell. */
export interface ExportRequest {
  readonly to: string;
  readonly format?: string | undefined;
  /** Names of files of the format, with their endings or without. */
  readonly only?: readonly string[] | undefined;
}

/** What is written where. */
export interface ChosenFiles {
  /** Undefined when the place is itself the one file that is written. */
  readonly folder: string | undefined;
  readonly files: readonly { readonly path: string; readonly file: ExportFile }[];
}

/**
 * Settles the format, its files and their places: a place that is named like a file takes one file,
 * any other is a folder.
 *
 * @throws {UsageError} when the format cannot be told, or there is no such file in it.
 */
export function chooseFiles(request: ExportRequest): ChosenFiles {
  const { to } = request;
  const isFile = looksLikeFile(to);
  const writer = writerOf(request, isFile);
  const asked = request.only ?? (isFile ? filesNamed(writer, to) : undefined);
  if (asked?.length === 0) throw nothingAsked(to, writer);
  const files = asked ? filesOf(writer, asked) : usualFiles(writer);
  if (!isFile) {
    return { folder: to, files: files.map((file) => ({ path: path.join(to, file.name), file })) };
  }
  if (files.length === 1) return { folder: undefined, files: [{ path: to, file: files[0] }] };
  throw new UsageError(
    'export-ambiguous',
    `Cannot write ${to}: one file was named, and the format ${writer.format} has ` +
      `${files.length}: ${files.map(({ name }) => name).join(', ')}`,
    {
      hint: 'Name a folder, or choose one of them.',
      details: { to, format: writer.format, files: files.map(nameOf).join(', ') },
    },
  );
}

/** A folder is one that is there, or whose name ends in a slash or has no ending. */
function looksLikeFile(place: string): boolean {
  if (/[/\\]$/u.test(place) || place === '') return false;
  const stats = fs.statSync(place, { throwIfNoEntry: false });
  return stats === undefined ? path.extname(place) !== '' : !stats.isDirectory();
}

function writerOf({ to, format }: ExportRequest, isFile: boolean): Writer {
  const told = isFile ? writers.find((writer) => isToldBy(writer, to)) : undefined;
  const writer = format === undefined ? told : writers.find((one) => one.format === format);
  if (writer !== undefined) return writer;
  const formats = writers.map((one) => one.format).join(', ');
  throw new UsageError(
    'format-unknown',
    `Cannot write ${to}: ` +
      (format === undefined
        ? 'its name does not tell the format'
        : `there is no format "${format}"`),
    { hint: `The formats are: ${formats}.`, details: { to, formats } },
  );
}

function isToldBy({ format, files }: Writer, place: string): boolean {
  const name = path.basename(place).replace(/\.gz$/iu, '');
  return name.toLowerCase().endsWith(`.${format}`) || files.some((file) => isNamed(file, place));
}

/** The files of the format that go by the name of the place; undefined when there is none. */
function filesNamed({ files }: Writer, place: string): string[] | undefined {
  const named = files.filter((file) => isNamed(file, place));
  return named.length > 0 ? named.map(({ name }) => name) : undefined;
}

function isNamed(file: ExportFile, place: string): boolean {
  const name = path.basename(place).toLowerCase();
  return name === file.name || name === `${file.name}.gz`;
}

function usualFiles({ files }: Writer): ExportFile[] {
  return files.filter(({ onlyWhenAsked = false }) => !onlyWhenAsked);
}

/** Each once, however often it was named. */
function filesOf(writer: Writer, names: readonly string[]): ExportFile[] {
  return [...new Set(names.map((name) => fileOf(writer, name)))];
}

function nothingAsked(to: string, { format, files }: Writer): UsageError {
  const names = files.map(nameOf).join(', ');
  return new UsageError(
    'export-unknown',
    `Cannot write ${to}: no file of the format ${format} was named; at least one was expected`,
    { hint: `It has: ${names}.`, details: { format, files: names } },
  );
}

function fileOf({ format, files }: Writer, name: string): ExportFile {
  const file = files.find((one) => one.name === name || nameOf(one) === name);
  if (file !== undefined) return file;
  const names = files.map(nameOf).join(', ');
  throw new UsageError(
    'export-unknown',
    `Cannot write "${name}": the format ${format} has no such file`,
    { hint: `It has: ${names}.`, details: { format, files: names } },
  );
}

/** Without its ending. */
function nameOf({ name }: ExportFile): string {
  return name.replace(/\.[^.]+(?:\.gz)?$/u, '');
}
