/** How long finding the words of one text may take; an ordinary one takes a thousandth of it. */
export interface TextLimits {
  readonly seconds: number;
  /** For each million characters of it. */
  readonly secondsPerMillion: number;
}

export const usualTextLimits: TextLimits = { seconds: 20, secondsPerMillion: 5 };

/** Thrown for the text, by its place in the batch, at which a thread was stopped. */
export class TextTooSlow extends Error {
  override readonly name = 'TextTooSlow';
  readonly text: number;
  readonly seconds: number;

  constructor(text: number, seconds: number) {
    super(`text ${text} took more than ${seconds} seconds`);
    this.text = text;
    this.seconds = seconds;
  }
}
