#!/usr/bin/env bash
# Checks what users get from a registry: every published crate is packaged, below 10 MB, with README and licences, and a program
# is made of the packages alone. It is built offline from vendored sources that nothing changes, again after these have
# moved, and can itself be packaged.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
work=$CARGO_TARGET_DIR/packages
packages=$CARGO_TARGET_DIR/package
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
rm -rf "$work" "$packages"
mkdir -p "$work/program"
fail() { echo "packages: $*" >&2; exit 1; }

# The program below compiles them.
# shellcheck disable=SC2046 # one argument each
cargo package $(.ci/published.sh) --no-verify --allow-dirty 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
# The tests belong to the repository.
! grep '^warning' "$work/log" | grep -v '^warning: ignoring test ' || fail 'cargo warns about a package'
version=$(sed -n 's/^version *= "\(.*\)"/\1/p' Cargo.toml | head -n 1)
for package in "$packages"/*.crate; do
  size=$(stat --format %s "$package")
  [ "$size" -lt 10000000 ] || fail "$package has $size bytes"
  echo "$(basename "$package"): $size bytes"
  for file in README.md LICENSE-APACHE LICENSE-MIT; do
    tar -tf "$package" "$(basename "$package" .crate)/$file" >/dev/null || fail "$package has no $file"
  done
done

# A program that depends on versions, as any does.
cp -r tests/crates/own/. "$work/program"
cd "$work/program"
cp "$root/Cargo.lock" .
sed -i "s#path = \"../../..#path = \"$root#" Cargo.toml
# This may have to download what other systems need.
cargo vendor -q ../vendor >/dev/null
export CARGO_NET_OFFLINE=true
sed -i "s#path = \"[^\"]*\"#version = \"=$version\"#; s/^name = .*/name = \"program\"/" Cargo.toml
! grep -n 'path *=' Cargo.toml || fail 'the program names a folder'
rm Cargo.lock
for package in "$packages"/*.crate; do
  tar -xf "$package" -C ../vendor
  echo '{"files":{}}' >"../vendor/$(basename "$package" .crate)/.cargo-checksum.json"
done
chmod -R a-w ../vendor
vendored() {
  mkdir -p .cargo
  printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s"\n' "$1" >.cargo/config.toml
}
# Nothing keeps the superuser from writing, so the files are compared as well.
state() { (cd "$1" && find . -printf '%P %s %T@\n' | sort | sha256sum); }

vendored "$work/vendor"
before=$(state "$work/vendor")
cargo run -q
[ "$(state "$work/vendor")" = "$before" ] || fail 'a build writes to the sources of a package'
echo 'a program of vendored packages builds offline'

mv ../vendor ../moved
vendored "$work/moved"
touch build.rs
cargo run -q
echo 'it builds after the sources have moved'

# Otherwise they are files of this repository, which ignores them.
git init -q && git add -A
cargo package -q --allow-dirty
echo 'it can be packaged'
