#!/bin/sh
# Checks the workflows with zizmor, check-jsonschema and actionlint, where they can be installed; says in one line which were not.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
failed=0
check() { "$@" || failed=1; }
# Says nothing of what is well; `--quiet` would keep the cause of a failure to itself too.
valid() { "$tools/venv/bin/check-jsonschema" --builtin-schema "$@" >"$tools/log" 2>&1 || { cat "$tools/log"; failed=1; }; }
skip() { echo "not checked: $1"; }

if python3 -m venv "$tools/venv" >"$tools/log" 2>&1 &&
  "$tools/venv/bin/pip" -q install zizmor==1.32.0 check-jsonschema==0.39.0 >"$tools/log" 2>&1; then
  check "$tools/venv/bin/zizmor" --offline --no-progress --quiet --config .github/zizmor.yml .github action.yml examples/*.yml
  valid vendor.github-workflows .github/workflows/*.yml examples/*.yml
  valid vendor.github-actions action.yml .github/actions/*/action.yml
  valid vendor.dependabot .github/dependabot.yml
  valid vendor.github-issue-forms .github/ISSUE_TEMPLATE/[!c]*.yml
  valid vendor.citation-file-format CITATION.cff
else
  skip "workflows by zizmor and check-jsonschema, which need python3-venv and PyPI: $(tail -n 1 "$tools/log")"
fi
if command -v go >/dev/null && GOBIN="$tools" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 >"$tools/log" 2>&1; then
  check "$tools/actionlint" -shellcheck= .github/workflows/*.yml examples/*.yml
else
  skip 'workflows by actionlint, which needs go and its module proxy'
fi
exit "$failed"
