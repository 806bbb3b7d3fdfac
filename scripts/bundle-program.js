// Puts the command, its threads, and the packages of the terminal into few files, because loading is most
// of what a short command does, and half of the time until a training shows its first topics: Ink and
// React alone are 200 modules. All else stays a package, loaded when it is needed.
import { build } from 'esbuild';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'dist/bin';
const quickWidth = path.resolve('scripts/quick-width.js');
const withQuickWidth = {
  name: 'quick-width',
  setup({ onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === quickWidth ? undefined : { path: quickWidth },
    );
  },
};
const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync(folder, { recursive: true, force: true });
const { metafile } = await build({
  // Threads are started by their names, beside the file that starts them.
  entryPoints: {
    gibbon: 'dist/cli/main.js',
    'training-thread': 'dist/corpora/threads/training-thread.js',
    'tokenizing-thread': 'dist/corpora/threads/tokenizing-thread.js',
    'inferring-thread': 'dist/corpora/threads/inferring-thread.js',
    'parsing-thread': 'dist/corpora/readers/parsing/parsing-thread.js',
  },
  outdir: folder,
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // What is installed with gibbon stays outside, and what Ink asks for when somebody debugs it.
  external: [...Object.keys({ ...dependencies, ...optionalDependencies }), 'react-devtools-core'],
  define: {
    'process.env.NODE_ENV': '"production"',
    // The layout engine would load Node's HTTP client to fetch what it carries along; nothing else fetches.
    fetch: 'undefined',
  },
  plugins: [withQuickWidth],
  // Less to scan when it is loaded; names stay, for --debug.
  minifyWhitespace: true,
  minifySyntax: true,
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  metafile: true,
  legalComments: 'none', // all licences stand in one file
  logOverride: { 'assign-to-define': 'silent' },
  logLevel: 'warning',
});
writeFileSync(path.join(folder, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)));

/** The licence texts of all packages that were put in. */
function licencesOf(inputs) {
  const roots = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return [...new Set(roots)]
    .sort()
    .map((root) => {
      const { name, version, license } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
      const file = readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
      const text =
        file === undefined ? license : readFileSync(path.join(root, file), 'utf8').trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
