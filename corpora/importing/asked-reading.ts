/** The options a person gave for the sources, as the report keeps them for repeating the import. */
import type { ImportOptions } from './options.ts';

/** Options about the sources, not about the words: those are in the settings of the corpus. */
export type AskedReading = Pick<
  ImportOptions,
  | 'format'
  | 'textColumns'
  | 'idColumn'
  | 'labelColumn'
  | 'vocabulary'
  | 'encoding'
  | 'table'
  | 'onBadBytes'
  | 'onBadFiles'
  | 'onBadRows'
  | 'followLinks'
  | 'texts'
  | 'metadataFile'
  | 'metadataKey'
  | 'dropDuplicates'
  | 'keepText'
  | 'anyway'
>;

const options: readonly (keyof AskedReading)[] = [
  'format',
  'textColumns',
  'idColumn',
  'labelColumn',
  'vocabulary',
  'encoding',
  'table',
  'onBadBytes',
  'onBadFiles',
  'onBadRows',
  'followLinks',
  'texts',
  'metadataFile',
  'metadataKey',
  'dropDuplicates',
  'keepText',
  'anyway',
];

/** Lists of words that were given line by line are left out: they have no name to repeat. */
export function askedReading(asked: ImportOptions): AskedReading {
  return Object.fromEntries(
    options
      .map((option) => [option, asked[option]] as const)
      .filter(([option, value]) => option !== 'vocabulary' || typeof value === 'string'),
  );
}
