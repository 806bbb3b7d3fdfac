/** Numbers as people read them, in messages of every face: the one formatter of numbers. */

/**
 * A number with its thousands apart: 723,190.
 *
 * @param mostDigits decimals that are kept, without zeros at their end.
 */
export function grouped(value: number, mostDigits = 0): string {
  const [whole, decimals] = value.toFixed(mostDigits).split('.');
  const kept = decimals?.replace(/0+$/, '') ?? '';
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return kept === '' ? apart : `${apart}.${kept}`;
}

/** "1 document", "2 documents". */
export function count(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A share in [0, 1], or a difference of shares, as a percentage: 6.1%, 83%, <0.1%. */
export function percent(share: number, digits = 0): string {
  const least = 10 ** -digits;
  const value = share * 100;
  if (value > 0 && value < least / 2) return `<${least}%`;
  const isNothing = value <= 0 && value > -least / 2; // without the sign of a zero
  return `${(isNothing ? 0 : value).toFixed(digits)}%`;
}

const mostDecimals = 100; // that a number is written with

/**
 * A number without decimals that say nothing: to the second decimal, or where the numbers of its kind lie closer
 * together, to less than a thousandth of what they span.
 */
export function roundedWithin(value: number, span: number): number {
  const decimals = Math.max(2, Math.ceil(3 - Math.log10(span)));
  return decimals > mostDecimals ? value : Number(value.toFixed(decimals));
}

/** A measure with its decimals, a dash where there is none; never "-0.00". */
export function decimals(value: number | undefined, digits = 2): string {
  if (value === undefined) return '-';
  const text = value.toFixed(digits);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

/** The size of a file to a tenth of its unit, for what is to be compared: 812 bytes, 58.3 kB, 1.2 MB. */
export function fileSize(bytes: number, rounded: 'up' | 'down'): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : [1e6, 'MB'];
  const tenths = bytes / (unit / 10);
  return `${(rounded === 'up' ? Math.ceil(tenths) : Math.floor(tenths)) / 10} ${name}`;
}

/** Bytes as memory is counted, in units of 2^20, rounded up: 212 MB. */
export function megabytes(bytes: number): string {
  return `${grouped(Math.ceil(bytes / 2 ** 20))} MB`;
}
