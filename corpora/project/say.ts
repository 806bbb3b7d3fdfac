/** Receives warnings, such as about a damaged checkpoint. */
export type Say = (message: string) => void;
