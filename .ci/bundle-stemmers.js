// Puts natural's stemmers into the one compiled file that uses them, so that an installed gibbon
// does not need the package itself: it would bring 77 MB and the drivers of four databases along.
import { build } from 'esbuild';

const file = 'dist/corpora/text/natural-stemmers.js';
await build({
  entryPoints: [file],
  outfile: file,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  legalComments: 'inline',
  logLevel: 'error',
});
