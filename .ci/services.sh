#!/usr/bin/env bash
# Each service compiles alone: its feature names everything that it needs. `.ci/services.sh [SERVICE…]`
set -euo pipefail
cd "$(dirname "$0")/.."
# Nothing of it is compiled a second time.
export CARGO_INCREMENTAL=0
[ $# -gt 0 ] || set -- $(find spec -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
for service in "$@"; do
  cargo check -q --package larkspec --lib --no-default-features --features "rustls,$service" ||
    { echo "error: the feature \`$service\` does not compile alone" >&2; exit 1; }
done
echo "each of $# services compiles alone"
