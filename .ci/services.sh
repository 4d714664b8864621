#!/usr/bin/env bash
# Each service compiles alone: its feature names everything that it needs. `.ci/services.sh [SERVICE…]`
set -euo pipefail
cd "$(dirname "$0")/.."
# Nothing of it is compiled a second time.
export CARGO_INCREMENTAL=0
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
[ $# -gt 0 ] || set -- $(find spec -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)

# check FOLDER SERVICE…
check() {
  local service folder=$1
  shift
  for service in "$@"; do
    cargo check -q --target-dir "$folder" --package larkspec --lib --no-default-features --features "rustls,$service" ||
      { echo "error: the feature \`$service\` does not compile alone" >&2; return 1; }
  done
}

# rustc uses one core for most of a check, so two run at once, each with a folder of its own.
half=$target/services
trap 'rm -rf "$half"' EXIT
check "$target" "${@:1:$(($# / 2))}" &
check "$half" "${@:1+$(($# / 2))}"
wait $!
echo "each of $# services compiles alone"
