#!/usr/bin/env bash
# Licences, sources and bans of all dependencies as `deny.toml` says, and known vulnerabilities.
# `.ci/deny.sh --install` first installs cargo-deny where it is missing, which takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2
if [ "${1:-}" = --install ]; then
  command -v cargo-deny >/dev/null || cargo install --locked "cargo-deny@$version"
elif ! command -v cargo-deny >/dev/null; then
  echo "not run: cargo-deny is missing (.ci/deny.sh --install)"
  exit
fi
cargo deny --log-level error check bans licenses sources
# Fetches the advisories; without a network, uses the last copy.
cargo deny --log-level error check advisories ||
  cargo deny --log-level error --offline check advisories
