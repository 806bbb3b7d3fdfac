/** Texts of made-up words in eight themes, as JSON Lines. */
import { RandomStream } from '../../../core/random/stream.ts';

export function sampleDocuments(numDocuments: number): string {
  const random = new RandomStream({ seed: 7, sweep: 0, unit: 0 });
  const letter = (most: number) => String.fromCharCode(97 + Math.floor(most * random.next()));
  const lines = Array.from({ length: numDocuments }, () => {
    const theme = letter(8);
    const words = Array.from({ length: 120 }, () => `w${theme}${letter(26)}${letter(4)}`);
    return JSON.stringify({ text: words.join(' ') });
  });
  return `${lines.join('\n')}\n`;
}
