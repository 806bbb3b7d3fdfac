#!/usr/bin/env bash
# Deletes cli/ from a copy of the sources, compiles what is left, and runs its tests: the library
# stands without the command line.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r core corpora scripts package.json tsconfig.json README.md "$copy"
mkdir "$copy/test"
# Tests of the command line, and those that start it, go with it.
for folder in core corpora conformance exactness simulation fixtures; do
  cp -r "test/$folder" "$copy/test"
done
for file in $(grep -rlE "['\"](\.\./)+(cli|end-to-end|benchmark|crash)/" "$copy/test"); do
  rm "$file"
done
ln -s "$PWD/node_modules" "$copy/node_modules"
cd "$copy"
export PATH=$PWD/node_modules/.bin:$PATH
tsc -b
node scripts/bundle-stemmers.js
node scripts/build-kernel.js
mocha 'dist/test/**/*.test.js' --ignore 'dist/test/**/*.slow.test.js' --timeout 60000 --reporter dot "$@"
