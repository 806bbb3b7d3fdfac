/** Every writer. */
import { gensim } from './counts/gensim.ts';
import { ldaC } from './counts/lda-c.ts';
import { malletText } from './counts/mallet-text.ts';
import { matrixMarket } from './counts/matrix-market.ts';
import { svmlight } from './counts/svmlight.ts';
import { uci } from './counts/uci.ts';
import { dfrBrowser } from './dfr-browser.ts';
import { ldavis } from './ldavis/ldavis.ts';
import { malletModel } from './mallet/model.ts';
import { csv, jsonl, parquet, tsv } from './tables/tables.ts';
import { tidytext } from './tidytext.ts';
import type { Writer } from './writer.ts';

/** Every format that can be written, in the order in which help names them. */
export const writers: readonly Writer[] = [
  csv, tsv, jsonl, parquet,
  uci, ldaC, matrixMarket, svmlight, malletText, gensim,
  malletModel, ldavis, dfrBrowser, tidytext,
]; // prettier-ignore
