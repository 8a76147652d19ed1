#!/bin/sh
# Checks types and bundles every entry below dist/ or the folder given: see scripts/bundle.ts.
# What tsc writes goes to build/, since the numbers of the modules in a bundle come from their paths below this folder.
set -eu
cd "$(dirname "$0")/.."
rm -rf build
npx tsc -p tsconfig.json
npx tsx scripts/bundle.ts build "${1:-dist}"
rm -rf build
