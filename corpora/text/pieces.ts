/** Cuts long documents into pieces. */
import type { FoundTokens } from './found-tokens.ts';

/** How long documents are cut. */
export interface SplitOptions {
  /** About how many words a piece has. */
  readonly words?: number | undefined;
  /** At blank lines. */
  readonly paragraphs: boolean;
}

const blankLines = /\n[^\S\n]*\n\s*/gu;

/**
 * Where the pieces of a text begin, as indices of its tokens; always begins with 0.
 *
 * @param tokens the tokens of the text.
 */
export function firstTokensOfPieces(
  text: string,
  tokens: FoundTokens,
  { words, paragraphs }: SplitOptions,
): number[] {
  const sections = paragraphs ? firstTokensOfParagraphs(text, tokens) : [0];
  if (words === undefined) return sections;
  return sections.flatMap((first, section) => {
    const numTokens = (sections[section + 1] ?? tokens.length) - first;
    const numPieces = Math.max(1, Math.round(numTokens / words));
    // Pieces of even size, so that the last one is no splinter.
    return Array.from(
      { length: numPieces },
      (_, piece) => first + Math.floor((piece * numTokens) / numPieces),
    );
  });
}

/** A paragraph without any token belongs to the one after it. */
function firstTokensOfParagraphs(text: string, tokens: FoundTokens): number[] {
  const firsts = [0];
  let token = 0;
  for (const blank of text.matchAll(blankLines)) {
    const end = blank.index + blank[0].length;
    while (token < tokens.length && tokens.startOf(token) < end) token++;
    if (token === tokens.length) break;
    if (token > firsts.at(-1)!) firsts.push(token);
  }
  return firsts;
}
