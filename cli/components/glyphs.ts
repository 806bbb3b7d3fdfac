/** The signs screens are drawn with: one set for Unicode, one for terminals without. */
export interface Glyphs {
  readonly unicode: boolean;
  /** Parts of a bar's last cell, from almost nothing to a full one. */
  readonly barParts: readonly string[];
  /** What a bar does not fill, where that means something. */
  readonly track: string;
  /** Heights of a sparkline, lowest first. */
  readonly heights: readonly string[];
  readonly dot: string;
  readonly crumb: string;
  readonly cursor: string;
  readonly rule: string;
  readonly divider: string;
  readonly axis: string;
  readonly axisTick: string;
  readonly upDown: string;
  readonly leftRight: string;
  readonly down: string;
  readonly up: string;
  readonly lambda: string;
  readonly minus: string;
  /** Marks of the ten topics of a document. */
  readonly marks: readonly string[];
}

const unicodeGlyphs: Glyphs = {
  unicode: true,
  barParts: [...'▏▎▍▌▋▊▉█'],
  track: '░',
  heights: [...'▁▂▃▄▅▆▇█'],
  dot: ' · ',
  crumb: ' › ',
  cursor: '▸',
  rule: '─',
  divider: ' │ ',
  axis: '│',
  axisTick: '┤',
  upDown: '↑↓',
  leftRight: '←→',
  down: '▾',
  up: '▴',
  lambda: 'λ',
  minus: '−',
  marks: [...'¹²³⁴⁵⁶⁷⁸⁹⁰'],
};

const asciiGlyphs: Glyphs = {
  unicode: false,
  barParts: [' ', '-', '-', '-', '=', '=', '=', '#'],
  track: '.',
  heights: [...'_.,-=+*#'],
  dot: ' . ',
  crumb: ' > ',
  cursor: '>',
  rule: '-',
  divider: ' | ',
  axis: '|',
  axisTick: '+',
  upDown: 'up/down',
  leftRight: 'left/right',
  down: 'v',
  up: '^',
  lambda: 'lambda',
  minus: '-',
  marks: [...'1234567890'].map((digit) => `^${digit}`),
};

export function glyphsFor(unicode: boolean): Glyphs {
  return unicode ? unicodeGlyphs : asciiGlyphs;
}
