/** Reads the texts of a report, the most wanted first, until they fill it. */
import { gzipSync } from 'node:zlib';
import { packTexts } from '../../core/inspection/report/format.ts';
import type { ReportText } from '../../core/inspection/report/report.ts';
import type { WantedText } from './gather-texts.ts';

/** Texts that are read together, in the order in which they are stored. */
const batchTexts = 100;
/** Characters, or texts, that are packed together, to tell how small they become. */
const [portionCharacters, portionTexts] = [1_000_000, 1000];
/** Packed in portions, texts are a little larger than packed together. */
const margin = 1.1;
/** Bytes of texts: all of them become one string, which has half a billion characters at most. */
const mostUnpacked = 250_000_000;

/**
 * The texts that may fit into a budget, and some more; and how many of the wanted ones were not read for
 * that.
 *
 * @param wanted the most wanted first.
 * @param budget bytes in the report, where they stand as base64.
 * @param read undefined where a text was not kept.
 */
export function readTexts(
  wanted: readonly WantedText[],
  budget: number,
  read: (one: WantedText) => ReportText | undefined,
): { texts: ReportText[]; numUnread: number } {
  const texts: ReportText[] = [];
  const size = new SizeEstimate();
  let numRead = 0;
  while (numRead < wanted.length && size.hasRoom(budget)) {
    const batch = wanted.slice(numRead, numRead + batchTexts);
    numRead += batch.length;
    const found = readInOrder(batch, read);
    size.add(found);
    texts.push(...found);
  }
  return { texts, numUnread: wanted.length - numRead };
}

/** Neighbours are unpacked together. */
function readInOrder(
  batch: readonly WantedText[],
  read: (one: WantedText) => ReportText | undefined,
): ReportText[] {
  const rank = new Map(batch.map(({ document }, place) => [document, place]));
  return batch
    .toSorted((a, b) => a.document - b.document)
    .map(read)
    .filter((text) => text !== undefined)
    .sort((a, b) => rank.get(a.document)! - rank.get(b.document)!);
}

/** What texts will take in a report, without packing all of them each time. */
class SizeEstimate {
  #packed = 0;
  #unpacked = 0;
  #portion: ReportText[] = [];
  #inPortion = 0;

  /** By what was packed to know. */
  hasRoom(budget: number): boolean {
    return (this.#packed * 4) / 3 <= budget * margin && this.#unpacked < mostUnpacked;
  }

  add(texts: readonly ReportText[]): void {
    for (const text of texts) {
      this.#portion.push(text);
      this.#inPortion += text.text.length;
      if (this.#inPortion >= portionCharacters || this.#portion.length >= portionTexts)
        this.#pack();
    }
  }

  #pack(): void {
    const bytes = packTexts(this.#portion);
    this.#packed += gzipSync(bytes, { level: 9 }).length;
    this.#unpacked += bytes.length;
    this.#portion = [];
    this.#inPortion = 0;
  }
}
