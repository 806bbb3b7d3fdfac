/** Keeps the logarithm of a pair that never occurs finite; the value that other tools use. */
const epsilon = 1e-12;

/** In how many documents two words occur, together and each. */
export interface PairCounts {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly numDocuments: number;
}

/**
 * Normalised pointwise mutual information of two words, in [-1, 1]: 1 when they only ever occur
 * together, 0 when each occurs regardless of the other, towards -1 when they avoid each other.
 *
 * ln((p(a, b) + e) / (p(a) p(b))) / -ln(p(a, b) + e) with e = 1e-12 (Bouma 2009; with this e also
 * in gensim, tomotopy and Palmetto). Two words that occur in every document score 1.
 */
export function npmi({ both, first, second, numDocuments }: PairCounts): number {
  const together = both / numDocuments + epsilon;
  if (both === numDocuments) return 1;
  const apart = (first / numDocuments) * (second / numDocuments);
  return Math.log(together / apart) / -Math.log(together);
}

/**
 * A topic's coherence: the mean NPMI over all pairs of its top words, with documents as windows
 * (Aletras and Stevenson 2013; Lau, Newman and Baldwin 2014).
 *
 * @param postings for each top word (at most 31) the documents it occurs in, ascending, each once.
 * @param scratch a zero for every document; zero again on return.
 * @returns undefined for fewer than two words.
 */
export function topicCoherence(
  postings: readonly Uint32Array[],
  numDocuments: number,
  scratch: Uint32Array,
): number | undefined {
  if (postings.length < 2) return undefined;
  const together = countPairs(postings, scratch);
  let sum = 0;
  let numPairs = 0;
  for (let a = 0; a < postings.length; a++) {
    for (let b = a + 1; b < postings.length; b++) {
      sum += npmi({
        both: together[a * postings.length + b]!,
        first: postings[a]!.length,
        second: postings[b]!.length,
        numDocuments,
      });
      numPairs++;
    }
  }
  return sum / numPairs;
}

/** Documents that hold both words a < b, at place a * n + b. */
function countPairs(postings: readonly Uint32Array[], wordsOfDocument: Uint32Array): Float64Array {
  const together = new Float64Array(postings.length ** 2);
  postings.forEach((documents, word) => {
    for (const document of documents) wordsOfDocument[document]! |= 1 << word;
  });
  for (const documents of postings) {
    for (const document of documents) {
      // The first word of a document to come by counts all its pairs and clears it.
      const words = wordsOfDocument[document]!;
      wordsOfDocument[document] = 0;
      for (let a = 0; words >>> a > 1; a++) {
        if (((words >>> a) & 1) === 0) continue;
        for (let b = a + 1; words >>> b > 0; b++) {
          if (((words >>> b) & 1) === 1) together[a * postings.length + b]!++;
        }
      }
    }
  }
  return together;
}
