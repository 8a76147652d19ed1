#!/bin/sh
# check-release.sh VERSION fails where VERSION cannot be released from this checkout; with --notes it prints its part of CHANGELOG.md.
set -eu
cd "$(dirname "$0")/.."
notes=no
if [ "${1-}" = --notes ]; then notes=yes; shift; fi
version=${1-}
die() { echo "$1" >&2; exit 1; }

echo "$version" | grep -Eqx '(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}' || die "A version is three numbers, such as 1.2.3; this is \"$version\"."
section=$(awk -v head="## $version" 'index($0, "## ") == 1 { inside = $0 == head || index($0, head " ") == 1; next } inside' CHANGELOG.md)
[ -n "$(echo "$section" | tr -d '[:space:]')" ] || die "CHANGELOG.md says nothing under \"## $version\"."
if [ "$notes" = yes ]; then echo "$section"; exit 0; fi
grep -q "^  \"version\": \"$version\",$" package.json || die "package.json is not of version $version."
[ -z "$(git tag --list "v$version")" ] || die "The tag v$version is there already, and a tag never moves."
