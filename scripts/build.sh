#!/bin/sh
# Bundles every entry into a folder of its own, below dist/ or the folder given: types are checked once by tsc, then ncc
# bundles its output. The result depends on the sources and the lock file alone.
set -eu
cd "$(dirname "$0")/.."
out=${1:-dist}
rm -rf build
npx tsc -p tsconfig.json
for entry in cli setup measure report cleanup; do
  rm -rf "${out:?}/$entry"
  npx ncc build "build/entry/$entry.js" --out "$out/$entry" --minify --no-cache --quiet
done
rm -rf build
