/** Lines that many texts share: licences, greetings, headings of a template. */

export interface RepeatedLine {
  /** Its words with a blank between, in lower case. */
  readonly line: string;
  /** The share of the texts that have it, 0 to 1. */
  readonly share: number;
}

/** Such lines stand at the beginning or the end of a text. */
const charactersLookedAt = 500;
/** In one long line, where greetings stand. */
const charactersAtEnds = 150;
const fewestTexts = 5;
const leastShare = 0.05;
const mostShown = 20;
/** With more different lines than this, those that came once are forgotten. */
const mostLines = 20_000;

const whole = /^\p{L}[\p{L}\p{M}'’]*(?:\s+\p{L}[\p{L}\p{M}'’]*){1,29}$/u;
const punctuation = /[.!?;:,|()[\]"“”„«»*=_<>/\\]+|\s[-–—]+\s/u;

/** Counts in how many texts each line is. */
export class RepeatedLines {
  readonly #counts = new Map<string, number>();
  #numTexts = 0;

  note(text: string): void {
    this.#numTexts++;
    for (const line of linesOf(text)) {
      const known = this.#counts.get(line);
      // A copy, by way of a new string: a part of a text keeps all of it in memory.
      if (known === undefined) this.#counts.set(` ${line}`.slice(1), 1);
      else this.#counts.set(line, known + 1);
    }
    if (this.#counts.size > mostLines) this.#forgetSingle();
  }

  /** The commonest first. */
  get found(): RepeatedLine[] {
    const least = Math.max(fewestTexts, this.#numTexts * leastShare);
    return [...this.#counts]
      .filter(([, count]) => count >= least)
      .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
      .slice(0, mostShown)
      .map(([line, count]) => ({ line, share: count / this.#numTexts }));
  }

  #forgetSingle(): void {
    for (const [line, count] of this.#counts) if (count === 1) this.#counts.delete(line);
  }
}

/**
 * The stretches of at least two words, with nothing but blanks between, that are all of a line, but
 * for punctuation, or part of one: then four words, or next to the ends of the text.
 */
function linesOf(text: string): Set<string> {
  const found = new Set<string>();
  const isShort = text.length <= 2 * charactersLookedAt;
  const parts = isShort
    ? [text]
    : [text.slice(0, charactersLookedAt), text.slice(-charactersLookedAt)];
  for (const part of parts) {
    for (const line of part.split(/[\n\r]+/u)) {
      const stretches = line.split(punctuation).map((stretch) => stretch.trim());
      const filled = stretches.filter((stretch) => stretch !== '');
      for (const stretch of filled) {
        const isWhole = filled.length === 1 && line.length < text.length;
        if (whole.test(stretch) && (isWhole || stretch.split(/\s+/u).length >= 4))
          found.add(plain(stretch));
      }
    }
  }
  for (const end of [text.slice(0, charactersAtEnds), text.slice(-charactersAtEnds)]) {
    for (const stretch of end.split(punctuation).slice(1, -1)) addShort(found, stretch);
  }
  return found;
}

function addShort(found: Set<string>, stretch: string): void {
  const trimmed = stretch.trim();
  if (!trimmed.includes('\n') && whole.test(trimmed)) found.add(plain(trimmed));
}

function plain(stretch: string): string {
  return stretch.toLowerCase().replace(/\s+/gu, ' ');
}
