/** Words of scripts without spaces. */

// Intl.Segmenter takes time that grows with the square of the length (on Node 20).
const longestSlice = 500;

/** Cuts text of scripts without spaces (Chinese, Japanese, Thai, ...) into words. */
export class WordSegmenter {
  #made: Intl.Segmenter | undefined;

  /** Made when it is first needed: that takes 15 ms. */
  get #segmenter(): Intl.Segmenter {
    // The locale does not matter for these scripts: ICU chooses its dictionary by script.
    return (this.#made ??= new Intl.Segmenter('und', { granularity: 'word' }));
  }

  /** Calls `word` with the place of every word in `run` (UTF-16 code units). */
  segment(run: string, word: (start: number, end: number) => void): void {
    for (let start = 0; start < run.length;) {
      const end = endOfSlice(run, start);
      for (const { segment, index, isWordLike } of this.#segmenter.segment(run.slice(start, end))) {
        if (isWordLike) word(start + index, start + index + segment.length);
      }
      start = end;
    }
  }
}

/** Never between the two halves of a character. */
function endOfSlice(run: string, start: number): number {
  const end = Math.min(start + longestSlice, run.length);
  const last = run.charCodeAt(end - 1);
  return end < run.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
