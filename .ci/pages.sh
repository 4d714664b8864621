#!/usr/bin/env bash
# What the importer makes of real documentation pages: figures, and the proof that every spec file it writes
# loads and every binding made of it compiles. `.ci/pages.sh PAGES`
set -euo pipefail
pages=$(realpath "$1")
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build -q --release -p xtask
xtask=${CARGO_TARGET_DIR:-$root/target}/release/xtask

for dialect in portal tables tables-2026-05 flat english; do
  echo "-- $dialect"
  start=$(date +%s%N)
  # 1: pages were refused, as one of a host that is none of the platform's is in three of the folders.
  "$xtask" import --all "$pages/$dialect" --out "$work/$dialect/spec" --report "$work/$dialect.json" || [ $? = 1 ]
  echo "   in $((($(date +%s%N) - start) / 1000000)) ms"
  "$xtask" --spec "$work/$dialect/spec" check --quiet
done

echo '-- the spec files say what their pages say'
"$xtask" --spec spec drift --pages "$pages"

for dialect in portal tables flat english; do
  echo "-- compiling the bindings of $dialect"
  crate=$work/$dialect
  mkdir -p "$crate/src"
  cat >"$crate/Cargo.toml" <<EOF
[package]
name = "imported"
version = "0.0.0"
edition = "2024"
[dependencies]
larkspec = { path = "$root" }
[build-dependencies]
larkspec-codegen = { path = "$root/codegen" }
[workspace]
EOF
  echo 'fn main() { larkspec_codegen::build("spec"); }' >"$crate/build.rs"
  # Dead code is what nobody calls; everything else that the compiler minds is an error.
  printf '#![deny(warnings)]\nlarkspec::include_spec!();\n' >"$crate/src/lib.rs"
  cp "$root/Cargo.lock" "$crate/Cargo.lock"
  CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}/pages" cargo check -q --offline --manifest-path "$crate/Cargo.toml"
done
echo 'every imported page loads and compiles'
