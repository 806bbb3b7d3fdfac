// Times the sweeps of @stdlib/nlp-lda: node stdlib-nlp-lda.cjs DOCUMENTS K
const { readFileSync } = require('node:fs');
const lda = require('@stdlib/nlp-lda');

const documents = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
const numTokens = documents.reduce((sum, text) => sum + text.split(' ').length, 0);
const model = lda(documents, Number(process.argv[3]));
const time = (sweeps) => {
  const start = performance.now();
  model.fit(sweeps, 1000, 1000); // never past its burn-in: nothing but sampling
  return (performance.now() - start) / 1000;
};
const once = time(1);
const tokensPerSecond = numTokens / Math.max(1e-9, Math.min(once, time(1)));
process.stdout.write(JSON.stringify({ tokensPerSecond }));
