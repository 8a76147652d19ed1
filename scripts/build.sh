#!/bin/sh
# Bundles every entry into dist/, one folder each. The output depends on the sources and the lock file alone.
set -eu
cd "$(dirname "$0")/.."
rm -rf dist
for entry in cli setup measure report cleanup; do
  npx ncc build "src/entry/$entry.ts" --out "dist/$entry" --minify --no-cache --quiet
done
