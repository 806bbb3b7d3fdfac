/** Writes rows as Parquet. */
import type { Cell, Column, Table } from './table.ts';

/** Cells that are in memory at a time: a row group of the file, as far as the columns allow. */
const cellsPerGroup = 100_000;
const mostRowsPerGroup = 20_000;

const types = { text: 'STRING', whole: 'INT64', number: 'DOUBLE', truth: 'BOOLEAN' } as const;

/** Apache Parquet, a row group at a time; DuckDB, pandas, Polars and R's arrow read it. */
export async function* parquetBytes({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const output = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: asColumns(columns, []) });
  const writer = new ParquetWriter({ writer: output, schema, createdBy: 'gibbon' });
  const take = (): Uint8Array => {
    const bytes = output.getBytes().slice();
    output.index = 0; // what was taken makes room; `offset` goes on counting
    return bytes;
  };
  for (const group of groupsOf(rows, columns.length)) {
    await writer.write({ columnData: asColumns(columns, group), rowGroupSize: group.length });
    yield take();
  }
  await writer.finish();
  yield take();
}

function* groupsOf(
  rows: Iterable<readonly Cell[]>,
  numColumns: number,
): Generator<(readonly Cell[])[]> {
  const size = Math.min(mostRowsPerGroup, Math.ceil(cellsPerGroup / numColumns));
  let group: (readonly Cell[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function asColumns(columns: readonly Column[], rows: readonly (readonly Cell[])[]) {
  return columns.map(({ name, type }, index) => {
    const convert = (cell: Cell) => (type === 'whole' ? BigInt(cell as number) : cell);
    const data = rows.map((row) => (row[index] === undefined ? null : convert(row[index])));
    return { name, data, type: types[type], nullable: true };
  });
}
