/** The topics of a document that some of its tokens have. */
export interface PresentTopics {
  /** How many topics there are; the arrays may be longer. */
  readonly size: number;
  readonly topics: Uint32Array;
  readonly counts: Uint32Array;
}

/** Filled again for every document, so that nothing is allocated for each. */
export class PresentTopicsList implements PresentTopics {
  size = 0;
  readonly topics: Uint32Array;
  readonly counts: Uint32Array;

  constructor(numTopics: number) {
    this.topics = new Uint32Array(numTopics);
    this.counts = new Uint32Array(numTopics);
  }

  add(topic: number, count: number): void {
    this.topics[this.size] = topic;
    this.counts[this.size++] = count;
  }
}

/** Takes a document; the topics are the caller's again afterwards. */
export type VisitDocument = (document: number, present: PresentTopics) => void;
