#!/usr/bin/env bash
# Checks whether the documentation has changed since the spec files were written; run nightly.
# `.ci/drift.sh PAGES` compares with stored pages.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo xtask drift ${1:+--pages "$1"}
