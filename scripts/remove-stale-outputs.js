// Deletes from dist/ what was compiled from sources that are no longer there, so that a deleted test
// does not run and a moved module cannot be imported by its old name. All else stays: the build is
// incremental. An output is known by its source map, so generated files without one are left alone.
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const dist = 'dist';

for (const map of sourceMaps(dist)) {
  if (sourcesOf(map).some((source) => existsSync(source))) continue;
  const stem = map.slice(0, -'.js.map'.length);
  for (const ending of ['.js', '.js.map', '.d.ts', '.d.ts.map']) {
    rmSync(`${stem}${ending}`, { force: true });
  }
  removeEmptyFolders(path.dirname(stem));
}

function sourceMaps(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js.map'))
    .map((name) => path.join(folder, name));
}

function sourcesOf(map) {
  const { sources, sourceRoot = '' } = JSON.parse(readFileSync(map, 'utf8'));
  return sources.map((source) => path.join(path.dirname(map), sourceRoot, source));
}

function removeEmptyFolders(folder) {
  if (folder === dist || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyFolders(path.dirname(folder));
}
