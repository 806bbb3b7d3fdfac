/** The symbols that screens are drawn with: one set for Unicode, one for terminals without it. */
export interface Glyphs {
  readonly unicode: boolean;
  /** Parts of a bar's last cell, from almost nothing to a full one. */
  readonly barParts: readonly string[];
  /** What a bar does not fill, where that means something. */
  readonly track: string;
  /** Heights of a sparkline, lowest first. */
  readonly heights: readonly string[];
  /** Shades of a map, lightest first. */
  readonly shades: readonly string[];
  readonly dot: string;
  readonly crumb: string;
  readonly cursor: string;
  readonly rule: string;
  readonly divider: string;
  readonly axis: string;
  readonly axisTick: string;
  /** Marks of the ten topics of a document. */
  readonly marks: readonly string[];
}

const unicodeGlyphs: Glyphs = {
  unicode: true,
  barParts: [...'▏▎▍▌▋▊▉█'],
  track: '░',
  heights: [...'▁▂▃▄▅▆▇█'],
  shades: [...'·░▒▓█'],
  dot: ' · ',
  crumb: ' › ',
  cursor: '▸',
  rule: '─',
  divider: ' │ ',
  axis: '│',
  axisTick: '┤',
  marks: [...'¹²³⁴⁵⁶⁷⁸⁹⁰'],
};

const asciiGlyphs: Glyphs = {
  unicode: false,
  barParts: [' ', '-', '-', '-', '=', '=', '=', '#'],
  track: '.',
  heights: [...'_.,-=+*#'],
  shades: [...'.:+*#'],
  dot: ' . ',
  crumb: ' > ',
  cursor: '>',
  rule: '-',
  divider: ' | ',
  axis: '|',
  axisTick: '+',
  marks: [...'1234567890'].map((digit) => `^${digit}`),
};

export function glyphsFor(unicode: boolean): Glyphs {
  return unicode ? unicodeGlyphs : asciiGlyphs;
}
