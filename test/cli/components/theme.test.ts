import { expect } from 'chai';
import { span } from '../../../cli/components/line.ts';
import { paint } from '../../../cli/components/paint.ts';
import { colorOf, detectTheme, topicColors, type Theme } from '../../../cli/components/theme.ts';

/** Relative luminance of one of xterm's 256 colours (16 to 255), as WCAG 2 defines it. */
function luminance(color: number): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const cube = color - 16;
  const gray = 8 + 10 * (color - 232);
  const rgb =
    color >= 232
      ? [gray, gray, gray]
      : [levels[Math.floor(cube / 36)]!, levels[Math.floor(cube / 6) % 6]!, levels[cube % 6]!];
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('the theme', () => {
  it('has colours that are readable on black and on white', () => {
    // Fault once planted: 226, a yellow that vanishes on white.
    const named = ['muted', 'title', 'accent', 'bar', 'second', 'good', 'warning'] as const;
    const numbers = named.map((role) => Number(colorOf(role, '256')!.split(';')[2]));
    for (const color of [...topicColors, ...numbers]) {
      expect((1 + 0.05) / (luminance(color) + 0.05), `${color} on white`).to.be.at.least(3);
      expect((luminance(color) + 0.05) / 0.05, `${color} on black`).to.be.at.least(3);
    }
  });

  it('has ten different colours for topics, also of sixteen', () => {
    const slots = Array.from({ length: 10 }, (_, slot) => `topic-${slot}` as const);
    for (const colors of ['256', '16'] as const) {
      expect(new Set(slots.map((slot) => colorOf(slot, colors))).size).to.equal(10);
    }
  });

  it('honours NO_COLOR and what the terminal can do', () => {
    const colors = (environment: Record<string, string>, colorBits: number) =>
      detectTheme({ environment, colorBits }).colors;
    expect(colors({ NO_COLOR: '1' }, 24)).to.equal('none');
    expect(colors({ NO_COLOR: '' }, 24)).to.equal('256');
    expect(colors({}, 4)).to.equal('16');
    expect(colors({}, 1)).to.equal('none');
  });

  it('falls back to ASCII where the locale has no Unicode', () => {
    const isUnicode = (environment: Record<string, string>) =>
      detectTheme({ environment, colorBits: 8 }).glyphs.unicode;
    expect(isUnicode({ LANG: 'C' })).to.equal(false);
    expect(isUnicode({ LANG: 'de_DE.ISO-8859-1' })).to.equal(false);
    expect(isUnicode({ LANG: 'C', LC_ALL: 'en_US.UTF-8' })).to.equal(true);
    expect(isUnicode({ LANG: 'en_US.utf8', TERM: 'linux' })).to.equal(false);
    expect(isUnicode({})).to.equal(true);
  });
});

describe('painting a line', () => {
  const theme = (environment: Record<string, string>, colorBits: number): Theme =>
    detectTheme({ environment, colorBits });

  it('writes colours, and gives them up again', () => {
    expect(paint([span('a', 'bar'), span('b')], theme({}, 8))).to.equal(
      '\u001b[38;5;32ma\u001b[0mb',
    );
    expect(paint([span('a', { bold: true })], theme({ NO_COLOR: '1' }, 8))).to.equal(
      '\u001b[1ma\u001b[0m',
    );
  });

  it('writes nothing but ASCII where that is all there is, in as many cells', () => {
    const ascii = theme({ LANG: 'C' }, 1);
    expect(paint([span('Zürich › 北京 … 12 · λ ↑↓')], ascii)).to.equal('Zurich ? ???? ~ 12 . L ^v');
  });
});
