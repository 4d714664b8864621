#!/usr/bin/env bash
# Whether the public interface of the published crates keeps what the next version promises: `.ci/semver.sh VERSION`,
# the version to compare with. Part of the release checklist; it builds the docs of both versions.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# = 1 ] || { echo 'usage: .ci/semver.sh VERSION' >&2; exit 2; }
command -v cargo-semver-checks >/dev/null || cargo install --locked cargo-semver-checks
cargo semver-checks --baseline-version "$1" --package larkspec --package larkspec-shape --package larkspec-codegen
