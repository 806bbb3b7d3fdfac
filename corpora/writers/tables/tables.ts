/** The formats that are tables: CSV, TSV, JSON Lines, Parquet. */
import type { Content, ExportFile, ExportOptions, Writer } from '../writer.ts';
import { delimitedLines } from './delimited.ts';
import { documentTopics, documentTopicsLong } from './document-topics.ts';
import { documents } from './documents.ts';
import { jsonLines } from './json-lines.ts';
import { parquetBytes } from './parquet.ts';
import type { Table } from './table.ts';
import { tokens } from './tokens.ts';
import { topics, topicWeights, topicWords } from './topics.ts';

const kinds = [
  documents,
  topics,
  topicWords,
  documentTopics,
  documentTopicsLong,
  tokens,
  topicWeights,
];

export const csv = tablesAs('csv', 'tables with commas, for spreadsheets and everything else', {
  write: (table, options) => delimitedLines(table, ',', options),
});

export const tsv = tablesAs('tsv', 'tables with tabs', {
  write: (table, options) => delimitedLines(table, '\t', options),
});

export const jsonl = tablesAs('jsonl', 'tables with one JSON object per line', {
  write: jsonLines,
});

export const parquet = tablesAs('parquet', "tables for DuckDB, pandas, Polars and R's arrow", {
  write: parquetBytes,
});

function tablesAs(
  format: string,
  summary: string,
  { write }: { write: (table: Table, options: ExportOptions) => Content },
): Writer {
  const files = kinds.map((kind): ExportFile => ({
    name: `${kind.name}.${format}`,
    needs: kind.needs,
    onlyWhenAsked: kind.onlyWhenAsked ?? false,
    content: async (source, options) => write(await kind.table(source, options), options),
  }));
  return { format, summary, files };
}
