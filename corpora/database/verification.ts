/** What a check of a project file for damage has found. */
export interface Problem {
  /** "file", "corpus", or a run. */
  readonly where: string;
  readonly what: string;
}

export interface Verification {
  readonly numDocuments: number;
  readonly numTokens: number;
  readonly numRuns: number;
  readonly numCheckpoints: number;
  /** Whether texts, names, labels and metadata have checksums: older versions wrote none. */
  readonly hasChecksums: boolean;
  /** How many were found; the first of them are listed. */
  readonly numProblems: number;
  /** Empty when all is well. */
  readonly problems: readonly Problem[];
}
