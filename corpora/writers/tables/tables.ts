/** The formats that are tables: CSV, TSV, JSON Lines, Parquet. */
import type { ExportFile, Writer } from '../writer.ts';
import { delimitedLines } from './delimited.ts';
import { documentTopics, documentTopicsLong } from './document-topics.ts';
import { documents } from './documents.ts';
import { jsonLines } from './json-lines.ts';
import { parquetBytes } from './parquet.ts';
import type { TableKind } from './table.ts';
import { tokens } from './tokens.ts';
import { topics, topicWords } from './topics.ts';

const kinds = [documents, topics, topicWords, documentTopics, documentTopicsLong, tokens];

export const csv = tablesAs('csv', 'tables with commas, for spreadsheets and everything else', {
  content: (kind) => (source, options) => delimitedLines(kind.table(source, options), ',', options),
});

export const tsv = tablesAs('tsv', 'tables with tabs', {
  content: (kind) => (source, options) =>
    delimitedLines(kind.table(source, options), '\t', options),
});

export const jsonl = tablesAs('jsonl', 'tables with one JSON object per line', {
  content: (kind) => (source, options) => jsonLines(kind.table(source, options)),
});

export const parquet = tablesAs('parquet', "tables for DuckDB, pandas, Polars and R's arrow", {
  content: (kind) => (source, options) => parquetBytes(kind.table(source, options)),
});

function tablesAs(
  format: string,
  summary: string,
  { content }: { content: (kind: TableKind) => ExportFile['content'] },
): Writer {
  const files = kinds.map((kind) => ({
    name: `${kind.name}.${format}`,
    needs: kind.needs,
    onlyWhenAsked: kind.onlyWhenAsked ?? false,
    content: content(kind),
  }));
  return { format, summary, files };
}
