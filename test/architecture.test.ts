import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The first rule whose `files` match decides what a file may import. */
const importRules: readonly { files: RegExp; may: RegExp }[] = [
  // The sampler knows no server, the server no sampler: they meet in core/training.
  {
    files: /^core\/sampler\//,
    may: /^core\/(sampler|corpus|memory|random|evaluation|special-functions|errors|numbers)/,
  },
  { files: /^core\/parameter-server\//, may: /^core\/(parameter-server|memory|errors)/ },
  { files: /^core\//, may: /^core\// },
  // Words are made of texts in a browser too.
  {
    files: /^corpora\/text\//,
    may: /^(core\/|corpora\/text\/|(?!node:|better-sqlite3|ink|react|commander)[a-z@])/,
  },
  { files: /^corpora\/database\//, may: /^(core\/|corpora\/|node:|better-sqlite3$)/ },
  {
    files: /^corpora\//,
    may: /^(core\/|corpora\/|node:|(?!better-sqlite3|ink|react|commander)[a-z@])/,
  },
  {
    files: /^cli\/(screens|components)\//,
    may: /^(cli\/|core\/|node:|ink$|react$|string-width$)/,
  },
  // The page of a report runs in a browser.
  {
    files: /^cli\/page\//,
    may: /^(cli\/page\/|core\/(inspection\/|numbers)|preact(\/|$))/,
  },
  // The only folder that speaks to another computer while training.
  { files: /^cli\/cluster\//, may: /^(cli\/|core\/|corpora\/|node:|commander$|ioredis$)/ },
  { files: /^cli\//, may: /^(cli\/|core\/|corpora\/|node:|commander$)/ },
];

const forbiddenWords: readonly { files: RegExp; words: RegExp }[] = [
  { files: /^core\//, words: /\bconsole\./ },
  { files: /^(core|corpora|cli)\//, words: /\bMath\.random\b/ },
  { files: /^(core|cli|corpora\/(?!database\/))/, words: /\b(SELECT|INSERT INTO|CREATE TABLE)\b/ },
];

/** What opens a connection to another computer. */
const networks =
  /\bfrom 'node:(?:net|tls|http|https|http2|dgram|dns)'|\b(?:fetch|WebSocket|XMLHttpRequest|EventSource|sendBeacon)\(/;

const globalsOfNode = new Set([
  ...['Buffer', 'process', 'global', 'require', '__dirname', '__filename'],
  ...['setImmediate', 'clearImmediate'],
]);

const files = ['cli', 'core', 'corpora'].flatMap(sourceFiles);

describe('The architecture', () => {
  // Seen to fail: with better-sqlite3 imported in core/sampler, and with a dynamic import of ink in
  // cli/commands.
  for (const file of files) {
    it(`lets ${file} import only what its folder may`, () => {
      const rule = importRules.find((candidate) => candidate.files.test(file));
      expect(rule, 'every file has a rule').to.not.equal(undefined);
      const imports = importsOf(file);
      expect(imports.filter((name) => !rule?.may.test(name))).to.deep.equal([]);
    });
  }

  it('keeps words out of folders where they do not belong', () => {
    const found = files.flatMap((file) =>
      forbiddenWords
        .filter((rule) => rule.files.test(file))
        .flatMap(({ words }) => words.exec(codeOf(file))?.[0] ?? [])
        .map((word) => `${file}: ${word}`),
    );
    expect(found).to.deep.equal([]);
  });

  // Seen to fail: with process.memoryUsage() in core/training/session/snapshot.ts, and with
  // Buffer.from() in corpora/text/code-units.ts, as it was.
  it('names nothing that only Node has in core/ and in corpora/text/', () => {
    const found = files
      .filter((file) => /^(core|corpora\/text)\//.test(file))
      .flatMap((file) =>
        namesIn(file)
          .filter((name) => globalsOfNode.has(name))
          .map((name) => `${file}: ${name}`),
      );
    expect(found).to.deep.equal([]);
  });

  // Seen to fail: with node:https imported in cli/speaking/messages.ts, and with fetch() in cli/page.
  it('opens no network connection, except where several hosts meet', () => {
    const others = files.filter((file) => !file.startsWith('cli/cluster/'));
    expect(others.filter((file) => networks.test(codeOf(file)))).to.deep.equal([]);
  });

  // Seen to fail: with the hint "Choose another: --name OTHER" in corpora/database/runs.ts, and with
  // "See them all with: gibbon runs FILE" in a template there.
  it('names no flag and no command in core/ and corpora/, where no command line is known', () => {
    const found = files
      .filter((file) => !file.startsWith('cli/'))
      .flatMap((file) =>
        textsOf(file)
          .filter((text) => flagOrCommand.test(text))
          .map((text) => `${file}: ${text}`),
      );
    expect(found).to.deep.equal([]);
  });

  // Seen to fail: with the table imported in core/training/trainer.ts.
  it('leaves the inside of a parameter server to those who make and open it', () => {
    const found = files
      .filter((file) => !/^core\/parameter-server\/(embedded\/|bridge\/|open\.ts$)/.test(file))
      .filter((file) => importsOf(file).some((name) => /parameter-server\/embedded\//.test(name)));
    expect(found).to.deep.equal([]);
  });

  // Seen to fail: with corpora/importing/import-corpus.ts imported at the top of cli/commands/train.ts.
  it('loads the readers of sources only for commands that always read some', () => {
    const found = commands.filter((command) =>
      loadedBy(`cli/commands/${command}.ts`).has('corpora/readers/readers.ts'),
    );
    expect(found).to.deep.equal(['import', 'infer', 'metadata', 'prepare']);
  });

  // Imports of types count: who needs another's types needs the other. Seen to fail: before
  // views/context.ts, when the views took their context's type from the view that calls them.
  it('has no import cycle', () => {
    const cycles = files.flatMap((file) => findCycle(file, ownImportsOf));
    expect(cycles).to.deep.equal([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .filter((name) => !name.includes('/assembly/'))
    .sort();
}

const commands = readdirSync(path.join(root, 'cli/commands')).map((name) => name.slice(0, -3));
const flagOrCommand = new RegExp(`(?<![\\w-])--[a-z]|\\bgibbon (${commands.join('|')})\\b`);

/** The texts of a file's code: strings and the fixed parts of templates. */
function textsOf(file: string): string[] {
  const texts: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    ts.forEachChild(node, collect);
  };
  const text = readFileSync(path.join(root, file), 'utf8');
  collect(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return texts;
}

/** Every name that stands alone in the code of a file: neither a property nor a key. */
function namesIn(file: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const { parent } = node;
    const isProperty =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent);
    if (ts.isIdentifier(node) && !isProperty) names.push(node.text);
    ts.forEachChild(node, visit);
  };
  const text = readFileSync(path.join(root, file), 'utf8');
  ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), visit);
  return names;
}

function codeOf(file: string): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
}

/** Static, side-effect and dynamic imports; relative ones as paths from the root. */
function importsOf(file: string): string[] {
  const code = codeOf(file);
  const names = [
    ...code.matchAll(/\bfrom\s+['"]([^'"\s]+)['"]/g),
    ...code.matchAll(/\bimport\s*\(?\s*['"]([^'"\s]+)['"]/g),
  ].map((match) => match[1]);
  return names.map((name) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );
}

/** Our own files that are loaded with a file: neither its types nor its dynamic imports. */
function loadedBy(start: string): Set<string> {
  const loaded = new Set([start]);
  for (const file of loaded) {
    const statements = codeOf(file).matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?['"](\.[^'"]+)['"]/gm,
    );
    for (const [, name] of statements) {
      const next = path.posix.join(path.posix.dirname(file), name);
      if (files.includes(next)) loaded.add(next);
    }
  }
  return loaded;
}

/** Imports of our own files, types included. */
function ownImportsOf(file: string): string[] {
  return importsOf(file).filter((name) => files.includes(name));
}

/** Files from which `start` is imported again, in the order of the imports; empty when none. */
function findCycle(start: string, importsOfFile: (file: string) => string[]): string[] {
  const queue = [[start]];
  const seen = new Set<string>();
  for (let trail = queue.shift(); trail; trail = queue.shift()) {
    for (const next of importsOfFile(trail[trail.length - 1])) {
      if (next === start) return [[...trail, next].join(' -> ')];
      if (!seen.has(next)) queue.push([...trail, next]);
      seen.add(next);
    }
  }
  return [];
}
