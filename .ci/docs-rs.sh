#!/usr/bin/env bash
# The docs of the library with the features that docs.rs builds, in its limits: 15 minutes and 3 GB of memory.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
features=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys
for package in json.load(sys.stdin)["packages"]:
    if package["name"] == "larkspec":
        print(",".join(package["metadata"]["docs"]["rs"]["features"]))')
# rustdoc adds to what is there, for which it needs memory as well.
rm -rf "$target/doc"
began=$SECONDS
(
  ulimit -v $((3 * 1024 * 1024))
  RUSTDOCFLAGS='-D warnings' timeout 900 cargo doc -q --package larkspec --no-deps --features "$features"
)
echo "docs of $(tr , '\n' <<<"$features" | wc -l) services in $((SECONDS - began)) s, within 3 GB"
