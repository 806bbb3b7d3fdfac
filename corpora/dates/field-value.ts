/** The value of a field of a document, as it is compared: by its name in any normal form. */
import type { Metadata } from '../readers/document.ts';

/** How the label is called where fields are named. */
export const labelField = 'label';

/** Undefined where there is none. */
export function fieldValue(
  field: string,
  { label, metadata }: { label: string | undefined; metadata: Metadata | undefined },
): string | undefined {
  const value = metadata?.[field] ?? (field === labelField ? label : sameNamed(field, metadata));
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.normalize('NFC');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The field whose name is the same in another normal form. */
function sameNamed(field: string, metadata: Metadata | undefined): unknown {
  const name = Object.keys(metadata ?? {}).find(
    (other) => other.normalize('NFC') === field.normalize('NFC'),
  );
  return name === undefined ? undefined : metadata![name];
}
