/**
 * The logs that SQLite keeps beside a file, and whether they belong to what the file holds. They are
 * read here as bytes, before SQLite sees them: it would apply whatever has the right name.
 *
 * Formats: https://www.sqlite.org/fileformat2.html, sections 3 and 4.
 */
import { readAt, readFile } from './file-bytes.ts';
import {
  type FileHeader,
  fromUserVersion,
  generationsBetween,
  headerLength,
  readHeader,
} from './file-header.ts';

/**
 * none: nothing that SQLite would apply. own: it goes on from what the file holds. foreign: it does
 * not. unknown: an older gibbon or another program made it, and put no generation into it.
 */
export type LogKind = 'none' | 'own' | 'foreign' | 'unknown';

const walHeaderLength = 32;
const frameHeaderLength = 24;
const walMagic = 0x37_7f_06_82; // or the same plus one: how its checksums are worked out

/** What `NAME-wal` is to a file of this header. */
export function kindOfWal(wal: string, file: FileHeader): LogKind {
  return readFile(wal, (descriptor) => walKind(descriptor, file)) ?? 'none';
}

function walKind(wal: number, file: FileHeader): LogKind {
  const start = readAt(wal, 0, walHeaderLength);
  if (start.length === 0) return 'none';
  if (start.length < walHeaderLength) return 'foreign';
  const isWal = (start.readUInt32BE(0) & ~1) === walMagic;
  if (!isWal || start.readUInt32BE(8) !== file.pageSize || !file.isInUse) return 'foreign';
  const found = firstGenerationIn(wal, start.subarray(16, 24), file.pageSize);
  if (found.numFrames === 0) return 'none';
  if (found.generation === undefined || found.generation === 0) {
    return file.generation === 0 ? 'unknown' : 'foreign';
  }
  // The file stands before the log's first transaction, or some of them have reached it already.
  return generationsBetween(found.generation - 1, file.generation) <= found.numFrames
    ? 'own'
    : 'foreign';
}

/**
 * What the log's first transaction makes of the first page. Frames that another salt marks are of an
 * earlier use of the same log file, and SQLite passes over them as well.
 */
function firstGenerationIn(
  wal: number,
  salt: Buffer,
  pageSize: number,
): { numFrames: number; generation?: number } {
  let numFrames = 0;
  let generation: number | undefined;
  for (let at = walHeaderLength; ; at += frameHeaderLength + pageSize) {
    const frame = readAt(wal, at, frameHeaderLength + headerLength);
    if (frame.length < frameHeaderLength + headerLength) break;
    if (!frame.subarray(8, 16).equals(salt)) break;
    numFrames++;
    const isFirstPage = frame.readUInt32BE(0) === 1;
    if (isFirstPage) generation ??= readHeader(frame.subarray(frameHeaderLength))?.generation;
  }
  return { numFrames, ...(generation !== undefined && { generation }) };
}

const journalMagic = Buffer.from('d9d505f920a163d7', 'hex');
const journalHeaderLength = 28;

/**
 * What `NAME-journal` is to a file of this header. It holds pages as they were before a transaction
 * that did not end; the first page is among them when the transaction was one of gibbon's.
 */
export function kindOfJournal(journal: string, file: FileHeader): LogKind {
  return readFile(journal, (descriptor) => journalKind(descriptor, file)) ?? 'none';
}

function journalKind(journal: number, file: FileHeader): LogKind {
  const start = readAt(journal, 0, journalHeaderLength);
  if (start.length === 0 || start[0] === 0) return 'none'; // SQLite agrees
  if (start.length < journalHeaderLength || !isJournalHeader(start)) return 'foreign';
  const [sectorSize, pageSize] = [start.readUInt32BE(20), start.readUInt32BE(24)];
  const isSectorSize = sectorSize >= journalHeaderLength && sectorSize <= 65_536;
  if (pageSize !== file.pageSize || !isSectorSize) return 'foreign';
  const { numRecords, firstPage } = pagesBefore(journal, sectorSize, pageSize);
  if (numRecords === 0) return 'none'; // no page was safe in it, so none was changed
  if (firstPage === undefined) return 'unknown';
  const { generation } = fromUserVersion(firstPage.readUInt32BE(60));
  const numChanges = (file.numChanges - firstPage.readUInt32BE(24)) >>> 0;
  return generation === file.generation && numChanges <= 1 ? 'own' : 'foreign';
}

function isJournalHeader(bytes: Buffer): boolean {
  return bytes.subarray(0, journalMagic.length).equals(journalMagic);
}

/** A journal is made of parts: a header that fills a sector, and as many records as it says. */
function pagesBefore(
  journal: number,
  sectorSize: number,
  pageSize: number,
): { numRecords: number; firstPage: Buffer | undefined } {
  const recordLength = 4 + pageSize + 4;
  let numRecords = 0;
  for (let at = 0; ;) {
    const header = readAt(journal, at, journalHeaderLength);
    if (header.length < journalHeaderLength || !isJournalHeader(header)) break;
    const numInPart = header.readUInt32BE(8);
    at += sectorSize;
    for (let record = 0; record < numInPart; record++, at += recordLength) {
      const start = readAt(journal, at, 4 + headerLength);
      if (start.length < 4 + headerLength) return { numRecords, firstPage: undefined };
      numRecords++;
      if (start.readUInt32BE(0) === 1) return { numRecords, firstPage: start.subarray(4) };
    }
    at = Math.ceil(at / sectorSize) * sectorSize;
    if (numInPart === 0) break;
  }
  return { numRecords, firstPage: undefined };
}
