/** A result in the form that was asked for. */
import { delimitedLines } from '../../corpora/writers/tables/delimited.ts';
import type { Table } from '../../corpora/writers/tables/table.ts';
import { printLines } from './listing.ts';
import { forReader, printData, printJson } from './messages.ts';

/** At most one of them is asked for; text where none is. */
export interface FormOptions {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly svg?: boolean | undefined;
}

/** How a result is made in each form. */
interface Forms {
  readonly json: () => unknown;
  readonly csv: () => Table;
  readonly svg: () => string;
  readonly text: () => Iterable<string>;
}

export async function printAs({ json, csv, svg }: FormOptions, forms: Forms): Promise<void> {
  if (json) printJson(forms.json());
  else if (svg) printData(forms.svg());
  else if (csv) {
    const lines = delimitedLines(forms.csv(), ',', { forSpreadsheets: false });
    for (const line of lines) process.stdout.write(forReader(line));
  } else await printLines(forms.text());
}
