#!/bin/sh
# Bundles every entry into a folder of its own, below dist/ or the folder given. The output depends on the sources and
# the lock file alone. package.json marks the bundles as ES modules.
set -eu
cd "$(dirname "$0")/.."
out=${1:-dist}
for entry in cli setup measure report cleanup; do
  rm -rf "${out:?}/$entry"
  npx ncc build "src/entry/$entry.ts" --out "$out/$entry" --minify --no-cache --quiet
done
