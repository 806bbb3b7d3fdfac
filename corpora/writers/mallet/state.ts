/** Writes MALLET's state file. */
import { asLines, type ExportFile, type ExportSource } from '../writer.ts';
import { asField, escapedName } from './fields.ts';

/** The topic of every token, with the priors: the whole of a model, which import reads back. */
export const state: ExportFile = {
  name: 'state.gz',
  needs: 'run',
  content: (source) => asLines(lines(source)),
};

function* lines(source: ExportSource): Generator<string> {
  const run = source.run();
  const names = source.words.map(asField);
  yield '#doc source pos typeindex type topic';
  yield `#alpha : ${Array.from(run.alpha, (alpha) => `${alpha} `).join('')}`;
  yield `#beta : ${run.beta}`;
  for (const { id, name, words, topics } of run.documents()) {
    const head = `${id} ${escapedName(name)}`;
    for (let place = 0; place < words.length; place++) {
      const word = words[place];
      yield `${head} ${place} ${word} ${names[word]} ${topics[place]}`;
    }
  }
}
