#!/bin/sh
# dist/ must be what src/ builds: builds it elsewhere and compares byte for byte.
set -eu
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
scripts/build.sh "$fresh"
if ! diff -r dist "$fresh" >/dev/null; then
  diff -rq dist "$fresh" || true
  echo 'dist/ is not what src/ builds: run "npm run build" and commit the result.' >&2
  exit 1
fi
echo 'dist/ is what src/ builds.'
