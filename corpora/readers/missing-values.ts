/** What programs write for a missing value. */
const missing = new Set([
  'nan', 'null', 'none', 'n/a', 'na', '<na>', '#n/a', '#na', '\\n', '(null)', 'undefined', 'nil',
]); // prettier-ignore

const longest = 9;

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return cell.length <= longest && missing.has(cell.trim().toLowerCase());
}
