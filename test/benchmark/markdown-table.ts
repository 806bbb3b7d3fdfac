/** Numbers are read best from the right; so all columns are set there. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '--:')), ...rows.map(line)].join('\n');
}
