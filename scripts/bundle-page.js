// Bundles the program of a report's page and its style into one module of strings: whoever writes a
// report needs no bundler.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = 'dist/cli/page';
mkdirSync(folder, { recursive: true });

const licence = readFileSync('node_modules/preact/LICENSE', 'utf8')
  .trim()
  .replace(/\s*\n\s*/g, ' ');
const common = { bundle: true, minify: true, write: false, logLevel: 'error', charset: 'utf8' };
const script = await build({
  ...common,
  entryPoints: ['cli/page/main.tsx'],
  format: 'iife',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  banner: { js: `/* preact: ${licence.replaceAll('*/', '* /')} */` },
});
const style = await build({ ...common, entryPoints: ['cli/page/style.css'] });
const text = (result) => JSON.stringify(result.outputFiles[0].text.trim());
if (/<\/(script|style)|<!--/i.test(text(script) + text(style))) {
  throw new Error('the page would end its own element: it holds </script>, </style> or <!--');
}
writeFileSync(
  `${folder}/bundle.js`,
  `export const pageScript =\n  ${text(script)};\nexport const pageStyle =\n  ${text(style)};\n`,
);
