// Puts natural's stemmers into the one compiled file that uses them, so that an installed gibbon
// does not need the package itself: it would bring 77 MB and the drivers of four databases along.
import { build } from 'esbuild';

await build({
  entryPoints: ['corpora/text/natural-stemmers.ts'],
  outfile: 'dist/corpora/text/natural-stemmers.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // natural is CommonJS and asks for Node's own modules by require.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  legalComments: 'inline',
  logLevel: 'error',
});
