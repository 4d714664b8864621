#!/usr/bin/env bash
# Whether the documentation has moved away from the spec files; nightly, as pages change when they like.
# `.ci/drift.sh PAGES` compares with stored pages.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo xtask drift ${1:+--pages "$1"}
