/** The package has no types of its own: every list is an array of words under its ISO 639-3 code. */
declare module 'stopword' {
  const lists: Readonly<Record<string, unknown>>;
  export default lists;
}
