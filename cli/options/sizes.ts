/** Reads sizes of files from the command line: 10MB, 500kB. */
import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 };

/** Bytes. */
export function fileSize(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kMG]B)$/i.exec(text) ?? [];
  const bytes = Number(number) * (units[unit.toLowerCase()] ?? NaN);
  if (bytes >= 1 && bytes <= 1e9) return Math.floor(bytes);
  throw new InvalidArgumentError('Expected a size up to 1GB, such as 10MB or 500kB.');
}
