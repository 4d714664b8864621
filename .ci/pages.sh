#!/usr/bin/env bash
# Tests the importer with real documentation pages: runs its tests over them, prints figures, and checks that every spec
# file that it writes loads and that the bindings compile. `.ci/pages.sh PAGES`
set -euo pipefail
LARKSPEC_PAGES=$(realpath "$1")
export LARKSPEC_PAGES
cd "$(dirname "$0")/.."
root=$PWD
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
xtask=$CARGO_TARGET_DIR/debug/xtask

echo '-- the tests over pages'
# Whatever needs pages is ignored elsewhere. This builds the command as well.
cargo test --workspace --test import --test xtask -- --ignored

for dialect in portal tables tables-2026-05 flat english; do
  echo "-- $dialect"
  start=$(date +%s%N)
  # 1: pages were rejected; in three of the folders, one is of a host that is not the platform's.
  "$xtask" import --all "$LARKSPEC_PAGES/$dialect" --out "$work/$dialect/spec" --report "$work/$dialect.json" || [ $? = 1 ]
  echo "   in $((($(date +%s%N) - start) / 1000000)) ms"
  "$xtask" --spec "$work/$dialect/spec" check --quiet
done

echo '-- the spec files say what their pages say'
"$xtask" --spec spec drift --pages "$LARKSPEC_PAGES/all"

echo '-- the spec files have the official names'
"$xtask" --spec spec names --pages "$LARKSPEC_PAGES/all"

echo '-- compiling the bindings'
# A workspace, so that cargo works on two at a time.
printf '[workspace]\nresolver = "3"\nmembers = ["portal", "tables", "flat", "english"]\n' >"$work/Cargo.toml"
cp "$root/Cargo.lock" "$work/Cargo.lock"
for dialect in portal tables flat english; do
  crate=$work/$dialect
  mkdir -p "$crate/src"
  cat >"$crate/Cargo.toml" <<EOF
[package]
name = "imported-$dialect"
version = "0.0.0"
edition = "2024"
[dependencies]
larkspec = { path = "$root" }
[build-dependencies]
larkspec-codegen = { path = "$root/codegen" }
EOF
  echo 'fn main() { larkspec_codegen::build("spec"); }' >"$crate/build.rs"
  # Nothing calls the code, so dead code is expected; any other warning is an error.
  printf '#![deny(warnings)]\nlarkspec::include_spec!();\n' >"$crate/src/lib.rs"
done
CARGO_PROFILE_DEV_DEBUG=false cargo check -q --offline --manifest-path "$work/Cargo.toml" --workspace

echo 'every imported page loads and compiles'
