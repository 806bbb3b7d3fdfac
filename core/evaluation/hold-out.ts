/**
 * Which documents are set aside from training, to see how well a model predicts what it has not
 * read.
 *
 * The name of a document decides, and nothing else: when documents are added, those that were held
 * out stay so and the others stay in training. Pieces of one long document have its name.
 *
 * @param share of documents, in [0, 1): about as many are held out.
 */
export function isHeldOut(name: string, share: number): boolean {
  return hashOf(name) / 2 ** 32 < share;
}

/** 32 bits by FNV-1a over the UTF-16 code units, mixed so that the high bits depend on all of them. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
