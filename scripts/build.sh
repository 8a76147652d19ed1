#!/bin/sh
# Checks types and bundles every entry below dist/ or the folder given: see scripts/bundle.ts.
set -eu
cd "$(dirname "$0")/.."
npx tsc -p tsconfig.json --noEmit
npx tsx scripts/bundle.ts "${1:-dist}"
