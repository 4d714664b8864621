#!/usr/bin/env bash
# Installs the toolchains that `.ci/run` needs: stable, and the minimum supported Rust version.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v rustup >/dev/null || { echo 'error: rustup is missing: https://rustup.rs' >&2; exit 1; }
msrv=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
has() { rustup toolchain list | grep -q "^$1"; }
has stable || rustup toolchain install stable --profile minimal --component clippy,rustfmt
has "$msrv" || rustup toolchain install "$msrv" --profile minimal
