/** Writes rows as Parquet. */
import type { Cell, Column, Table } from './table.ts';

/**
 * Cells that are in memory at a time: a row group of the file, as far as the columns allow. What is
 * known of each column of each group waits in memory for the end of the file, too.
 */
const cellsPerGroup = 1_000_000;
const mostRowsPerGroup = 20_000;

const types = { text: 'STRING', whole: 'INT64', number: 'DOUBLE', truth: 'BOOLEAN' } as const;

/** Apache Parquet, a row group at a time; DuckDB, pandas, Polars and R's arrow read it. */
export async function* parquetBytes({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const output = new ByteWriter();
  const group = columns.map((column) => new ColumnCells(column));
  const columnData = () => group.map((cells) => cells.take());
  const schema = schemaFromColumnData({ columnData: columnData() });
  const how = { createdBy: 'gibbon', statistics: false };
  const writer = new ParquetWriter({ writer: output, schema, ...how });
  const write = async (rowGroupSize: number): Promise<Uint8Array> => {
    await writer.write({ columnData: columnData(), rowGroupSize });
    return take();
  };
  const take = (): Uint8Array => {
    const bytes = output.getBytes().slice();
    output.index = 0; // what was taken makes room; `offset` goes on counting
    return bytes;
  };
  const size = Math.min(mostRowsPerGroup, Math.ceil(cellsPerGroup / columns.length));
  let numRows = 0;
  for (const row of rows) {
    group.forEach((cells, index) => {
      cells.push(row[index]);
    });
    if (++numRows < size) continue;
    yield await write(numRows);
    numRows = 0;
  }
  if (numRows > 0) yield await write(numRows);
  await writer.finish();
  yield take();
}

/** The cells of a column in a group of rows. Numbers without a gap are kept as such: 8 bytes each. */
class ColumnCells {
  readonly #column: Column;
  #numbers = new Float64Array(0);
  #numNumbers = 0;
  /** The cells, where they are not all numbers. */
  #cells: (Cell | bigint | null)[] = [];

  constructor(column: Column) {
    this.#column = column;
  }

  push(cell: Cell): void {
    if (this.#column.type !== 'number' || cell === undefined || this.#cells.length > 0) {
      if (this.#numNumbers > 0) this.#cells = Array.from(this.#takeNumbers());
      this.#cells.push(this.#converted(cell));
      return;
    }
    if (this.#numNumbers === this.#numbers.length) {
      const grown = new Float64Array(Math.max(1024, 2 * this.#numNumbers));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.#numNumbers++] = cell as number;
  }

  /** What the library writes; the group is empty afterwards. */
  take() {
    const { name, type } = this.#column;
    const isOthers = type !== 'number' || this.#cells.length > 0;
    const data = isOthers ? this.#cells : this.#takeNumbers();
    this.#cells = [];
    return { name, data, type: types[type], nullable: true, offsetIndex: false };
  }

  /** Good until the next number comes. */
  #takeNumbers(): Float64Array {
    const numbers = this.#numbers.subarray(0, this.#numNumbers);
    this.#numNumbers = 0;
    return numbers;
  }

  #converted(cell: Cell): Cell | bigint | null {
    if (cell === undefined) return null;
    return this.#column.type === 'whole' ? BigInt(cell as number) : cell;
  }
}
