/** What the command line says of a model, and a corpus that breaks careless readers of tables. */

/** As the command line says it: what every export must repeat, number for number. */
export interface Said {
  readonly topics: readonly {
    readonly topic: number;
    readonly share: number;
    readonly alpha: number;
    readonly tokens: number;
    readonly documents: number;
    readonly coherence: number | null;
    readonly words: readonly { word: string; count: number; probability: number }[];
  }[];
  readonly documents: readonly {
    readonly document: number;
    readonly name: string;
    readonly label: string | null;
    readonly metadata: Readonly<Record<string, string>>;
    readonly tokens: number;
    readonly topics: readonly { topic: number; tokens: number; share: number }[];
    /** The words of its tokens with their topics. */
    readonly words: readonly { word: string; topic: number }[];
  }[];
}

/** Tokens of each word in a topic. */
export function countsOf({ documents }: Said, topic: number): Record<string, number> {
  return bagOf(documents.flatMap(({ words }) => words.filter((token) => token.topic === topic)));
}

/** How often each word occurs. */
export function bagOf(words: readonly { readonly word: string }[]): Record<string, number> {
  const bag: Record<string, number> = {};
  for (const { word } of words) bag[word] = (bag[word] ?? 0) + 1;
  return bag;
}

export function tokensIn(topics: Said['documents'][number]['topics'], topic: number): number {
  return topics.find((one) => one.topic === topic)?.tokens ?? 0;
}

/** Names, labels and words with everything that breaks the readers of tables. */
export function oddTexts(): string {
  const names = [
    'plain',
    'with, comma',
    'with ""quotes""',
    '=1+1',
    'Größe',
    "l'été",
    '#hash',
    'a  b',
  ];
  const themes = [
    'ship sail harbour wind Größe',
    'gold silver mint coin été',
    'law court judge jury naïve',
    "farm field crop rain don't",
  ];
  const rows = Array.from({ length: 12 }, (_, row) => {
    const theme = themes[row % 4].split(' ');
    const words = Array.from(
      { length: 30 },
      (_word, place) => theme[(place * place + row) % theme.length],
    );
    const note = row % 3 === 0 ? '' : `"note ${row}, ""odd"""`;
    return `"${names[row % names.length]} ${row}","${words.join(' ')}",${row % 2 ? 'odd' : 'even'},${1900 + row},${note}`;
  });
  return `id,text,label,year,note\n${rows.join('\n')}\n"nothing, here",,odd,1950,\n`;
}
