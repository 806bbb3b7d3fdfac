/** Colours and glyphs for the terminal at hand. */
import { glyphsFor, type Glyphs } from './glyphs.ts';
import type { Role } from './line.ts';

/** How many colours may be used: none, the terminal's own sixteen, or the 256 of xterm. */
export type ColorDepth = 'none' | '16' | '256';

export interface Theme {
  readonly colors: ColorDepth;
  readonly glyphs: Glyphs;
}

/**
 * Ten colours for the topics of a document, as numbers of xterm's 256. All have a contrast of at
 * least 3 to 1 against black and against white, so one set serves dark and light backgrounds.
 * They are never the only sign: a mark stands beside every coloured word.
 */
export const topicColors: readonly number[] = [32, 166, 64, 163, 99, 30, 160, 136, 169, 67];

const namedColors: Record<string, { readonly in256: number; readonly in16: number }> = {
  muted: { in256: 243, in16: 90 },
  title: { in256: 32, in16: 36 },
  accent: { in256: 166, in16: 35 },
  bar: { in256: 32, in16: 36 },
  second: { in256: 64, in16: 32 },
  good: { in256: 64, in16: 32 },
  warning: { in256: 160, in16: 31 },
};

/** Of the sixteen those that are readable on most backgrounds (neither black, white nor yellow). */
const topicColorsOf16: readonly number[] = [36, 35, 32, 34, 31, 96, 95, 92, 94, 91];

/** The SGR parameters that give a role its colour; undefined where it has none. */
export function colorOf(role: Role, colors: ColorDepth): string | undefined {
  if (colors === 'none' || role === 'plain') return undefined;
  if (role.startsWith('topic-')) {
    const slot = Number(role.slice('topic-'.length));
    return colors === '256' ? `38;5;${topicColors[slot]}` : String(topicColorsOf16[slot]);
  }
  const { in256, in16 } = namedColors[role]!;
  return colors === '256' ? `38;5;${in256}` : String(in16);
}

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Colours of the terminal in bits, as `tty.WriteStream.getColorDepth` reports them. */
  readonly colorBits: number;
}

/** What the terminal and the person's settings allow. `NO_COLOR` and `LANG=C` are honoured. */
export function detectTheme({ environment, colorBits }: Surroundings): Theme {
  return {
    colors: detectColors(environment, colorBits),
    glyphs: glyphsFor(speaksUnicode(environment)),
  };
}

function detectColors(environment: Surroundings['environment'], colorBits: number): ColorDepth {
  const noColor = environment['NO_COLOR'];
  if (noColor !== undefined && noColor !== '') return 'none';
  if (colorBits < 4) return 'none';
  return colorBits >= 8 ? '256' : '16';
}

export function speaksUnicode(environment: Surroundings['environment']): boolean {
  // The Linux console has a font of 512 characters, without most of ours.
  if (environment['TERM'] === 'linux' || environment['TERM'] === 'dumb') return false;
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG']
    .map((name) => environment[name])
    .find((value) => value !== undefined && value !== '');
  // Containers set no locale at all, while the terminal outside of them speaks UTF-8.
  return locale === undefined || /utf-?8/i.test(locale);
}
