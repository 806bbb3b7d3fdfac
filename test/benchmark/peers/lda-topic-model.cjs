// Times the sweeps of lda-topic-model: node lda-topic-model.cjs DOCUMENTS K
const { readFileSync } = require('node:fs');
const Model = require('lda-topic-model');

const documents = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .map((line, id) => ({ id: String(id), text: line.split(' ').filter(Boolean) }));
const numTokens = documents.reduce((sum, { text }) => sum + text.length, 0);
const seconds = [];
const sweep = Model.prototype.sweep;
Model.prototype.sweep = function timedSweep() {
  const start = performance.now();
  sweep.call(this);
  seconds.push((performance.now() - start) / 1000);
};
new Model({ numberTopics: Number(process.argv[3]), sweeps: 3, stem: false }, documents);
// The last sweep also sorts; of the others the best counts, in the program's favour.
process.stdout.write(
  JSON.stringify({ tokensPerSecond: numTokens / Math.min(...seconds.slice(0, -1)) }),
);
