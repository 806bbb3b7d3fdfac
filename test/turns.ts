/**
 * Turns of phrase that are not to be used again, because they read as translated or old-fashioned.
 * Add what you trip over: a pattern, an example of it, and what to write instead.
 */
export interface Turn {
  readonly pattern: RegExp;
  readonly example: string;
  readonly instead: string;
}

export const turns: readonly Turn[] = [
  {
    pattern: /\banew\b/i,
    example: 'counts the words anew',
    instead: '"again", or a verb with "re-"',
  },
  {
    pattern: /\breckon/i,
    example: 'what a run needs, reckoned beforehand',
    instead: '"compute", "estimate", "work out"',
  },
  {
    pattern: /\bso (many|much|long)\b(?!,? (as|for|that|to)\b)(?!.*\bthat\b)/i,
    example: 'measured every so many sweeps',
    instead: 'name the number: "every N sweeps", "every few sweeps", "this many"',
  },
  {
    pattern: /\bfor ever\b/i,
    example: 'keeps its number for ever',
    instead: '"always", "forever", "permanently"',
  },
  {
    pattern: /\bfound out\b/i,
    example: 'the format is found out',
    instead: '"detected", "recognized"',
  },
  {
    pattern: /\b(is|are|was|were|be|been) gone on with\b/i,
    example: 'the run is gone on with',
    instead: '"resumed", "continued"',
  },
  {
    pattern: /\bgo(es|ing)? on with (a|the|this|that|it|one) ?(run|file|training)?\b/i,
    example: 'go on with a run from its last checkpoint',
    instead: '"resume", "continue"',
  },
  {
    pattern: /\bto be had\b/i,
    example: 'the corpus is not to be had here',
    instead: '"available"',
  },
  {
    pattern: /\boftener\b/i,
    example: 'counted oftener while they are young',
    instead: '"more often"',
  },
  {
    pattern: /\bin haste\b/i,
    example: 'fewer when in haste',
    instead: '"in a hurry", or the option that says so',
  },
  {
    pattern:
      /\bwho (has|wants|looks|needs|asks|shows|saves|writes)\b[^.?]*\b(says|gets|gives|need not|uses|takes)\b/i,
    example: 'who has more cores says --blocks 16',
    instead: '"with more cores, pass --blocks 16"',
  },
  {
    pattern:
      /\b(it is|is|are|it was) no (names?|texts?|numbers?|files?|folders?|words?)\b(?! (for|in|of|on|to|with|that|but|left|here|there|yet)\b)/i,
    example: 'Cannot write "": it is no name',
    instead: '"is not a name"',
  },
  {
    pattern: /\bat (that|the|this) hour\b|\bthat hour\b/i,
    example: 'what the machine gives at that hour',
    instead: '"at the time", "in the same run"',
  },
  {
    pattern: /\bin its turn\b/i,
    example: 'the next one is tried in its turn',
    instead: '"then", "when it is due"',
  },
  {
    pattern: /\bover again\b/i,
    example: 'the same words over again',
    instead: '"again"',
  },
  {
    pattern: /\bof its own accord\b|\bby and by\b|\bthereof\b/i,
    example: 'grows by and by',
    instead: '"by itself", "gradually", "of it"',
  },
  {
    pattern: /\bnothing said but\b|\bwhen nothing is said\b/i,
    example: 'the default, when nothing is said',
    instead: '"by default", "unless given"',
  },
  {
    pattern: /\bwhoever is how\b|\bas it likes\b/i,
    example: 'the same on every run, whoever is how fast',
    instead: '"no matter how fast each worker is"',
  },
  {
    pattern: /\bmind:/i,
    example: 'Mind: a vocabulary has no order',
    instead: '"Note that"',
  },
  {
    pattern: /\bforesee|\bforesaw\b/i,
    example: 'how well the model foresees new documents',
    instead: '"predict", "expect", "guess"',
  },
  {
    pattern: /\bvouch for\b/i,
    example: 'Cannot vouch for the file',
    instead: '"rely on"',
  },
  {
    pattern: /\bin the very (moment|same)\b/i,
    example: 'copied in the very moment of a write',
    instead: '"in the middle of", "in the same"',
  },
  {
    pattern:
      /\b(one|an?) (object|row|column|file|word|line|phrase|document|unit|number|tile) a (line|document|topic|row|file|word|worker|sweep|tile)\b/i,
    example: 'one object a line',
    instead: '"one object per line"',
  },
];
