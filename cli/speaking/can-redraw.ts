/** Whether lines can be written over. */
export function canRedraw({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true && process.env['TERM'] !== 'dumb';
}
