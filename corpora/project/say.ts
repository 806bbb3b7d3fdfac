/** Takes what somebody should know that is no error, such as a damaged checkpoint. */
export type Say = (message: string) => void;
