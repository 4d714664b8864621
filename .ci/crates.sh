#!/usr/bin/env bash
# Crates with spec files of their own, as users write them: each compiles and documents itself without a warning,
# in every edition, and errors say what to do. One crate uses another HTTP client, one has no TLS, one
# compiles endpoints by name and uses types of larkspec; all three run. A reader follows the guides.
# `.ci/crates.sh [CASES]`; CASES holds more of them, whose `Cargo.toml` names the library at `../larkspec`.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
# The copies always have the same path, next to their dependencies, which are already built.
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
# For the guides, with what the tests of this tree have built.
cargo test -q --workspace --no-run --test cli
# No crate below needs debug information, and without it the crates of others are those that this tree has built.
export CARGO_PROFILE_DEV_DEBUG=false
work=$CARGO_TARGET_DIR/crates
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
fail() { echo "crates: $*" >&2; exit 1; }

# copy FOLDER NAME: a copy of a crate that finds the library here. Its package has the same name: cargo distinguishes
# packages of one name in several folders by their time stamps only.
copy() {
  cp -r "$1" "$work/$2"
  sed -i "s#path = \"\(../../..\|../larkspec\)#path = \"$root#; s/^name = .*/name = \"case-$2\"/" "$work/$2/Cargo.toml"
  cp "$root/Cargo.lock" "$work/$2/Cargo.lock"
}

# holds NAME…: each compiles, documents itself and lints without a warning, and nothing in its docs is a test. They become
# a workspace, so that cargo works on two at a time.
holds() {
  local name
  printf '[workspace]\nresolver = "3"\nmembers = [%s]\n' "$(printf '"%s", ' "$@")" >"$work/Cargo.toml"
  cp "$root/Cargo.lock" "$work/Cargo.lock"
  for name in "$@"; do
    sed -i '/^\[workspace\]/,/^$/d' "$work/$name/Cargo.toml"
  done
  (
    cd "$work"
    # It reports the compiler's warnings as well.
    cargo clippy -q --offline --workspace --lib -- -D warnings
    RUSTDOCFLAGS='-D warnings --document-private-items' cargo doc -q --offline --workspace --no-deps
    tests=$(cargo test -q --offline --workspace --doc 2>&1)
    [ "$(grep -c '^running 0 tests' <<<"$tests")" = $# ] || fail "$*: text of a spec is compiled"
  )
  echo "$*: compile and document themselves without a warning"
}

# bindings NAME: the folder of what was generated for it.
bindings() { dirname "$(ls -t "$CARGO_TARGET_DIR"/debug/build/case-"$1"-*/out/larkspec.rs | head -n 1)"; }

# says NAME SENTENCE: it does not compile, and the error contains the sentence.
says() {
  (cd "$work/$1" && cargo check -q --offline >"$work/$1.log" 2>&1) && fail "$1: compiles"
  grep -q "$2" "$work/$1.log" || { cat "$work/$1.log" >&2; fail "$1: does not say: $2"; }
  echo "$1: says: $2"
}

for edition in 2018 2021 2024; do
  copy tests/crates/nasty "nasty-$edition"
  sed -i "s/^edition = .*/edition = \"$edition\"/" "$work/nasty-$edition/Cargo.toml"
done
holds nasty-2018 nasty-2021 nasty-2024

# The same files saved on Windows, with a byte order mark.
copy tests/crates/nasty crlf
find "$work/crlf" -name '*.toml' ! -name Cargo.toml -exec sed -i 's/$/\r/; 1s/^/\xef\xbb\xbf/' {} +
# Its code is the same, so it need not compile once more.
(cd "$work/crlf" && cargo check -q --offline)
for name in nasty-2024 crlf; do
  cp -r "$(bindings "$name")" "$work/bindings-$name"
  # The examples in the docs name the crate.
  find "$work/bindings-$name" -type f -exec sed -i "s/case_${name//-/_}/case/g" {} +
done
diff -r "$work"/bindings-{nasty-2024,crlf} || fail 'line ends change what is generated'

copy tests/crates/nasty own-name
mkdir -p "$work/own-name/spec/larkspec"
sed 's#/odd/v1/more#/own#' "$work/own-name/spec-more/odd/more.toml" >"$work/own-name/spec/larkspec/x.toml"
says own-name 'the name `larkspec` is taken'

copy tests/crates/nasty twice
cp -r "$work/twice/spec-more/odd/more.toml" "$work/twice/spec/odd/more.toml"
says twice 'another folder of this build contains `odd/more` as well'

copy tests/crates/nasty other-version
cat >"$work/other-version/build.rs" <<'EOF'
fn main() {
    larkspec_codegen::build("spec");
    larkspec_codegen::build("spec-more");
    let file = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("larkspec.rs");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("__generated_by!(\"", "__generated_by!(\"9", 1)).unwrap();
    std::fs::copy(&file, file.with_file_name("apart.rs")).unwrap();
}
EOF
says other-version 'give both the same version in Cargo.toml'

copy tests/crates/async async
# Its HTTP client is in no lock file of this repository, so it may have to be downloaded.
(cd "$work/async" && cargo rustc -q -- -D warnings && cargo run -q -- "$root/spec")

copy tests/crates/own own
(cd "$work/own" && cargo rustc -q --offline -- -D warnings && cargo run -q --offline)

copy tests/crates/no-tls no-tls
(cd "$work/no-tls" && cargo run -q --offline)

# The guides, with the command and the packages of this tree.
for guide in docs/your-own-endpoint*.md; do
  # Outside of this workspace, as a reader's.
  folder=$(mktemp -d)
  mkdir "$folder/.cargo"
  cp docs/guide/*.md Cargo.lock "$folder"
  for package in larkspec:. larkspec-codegen:codegen larkspec-sandbox:sandbox larkspec-shape:shape larkspec-spec:spec; do
    printf '[patch.crates-io.%s]\npath = "%s"\n' "${package%:*}" "$root/${package#*:}"
  done >"$folder/.cargo/config.toml"
  PATH=$CARGO_TARGET_DIR/debug:$PATH CARGO_NET_OFFLINE=true python3 .ci/guide.py "$guide" "$folder"
  rm -rf "$folder"
done

cases=${1:-../shared/cases/specs}
[ -d "$cases" ] || { echo "skipped: there is no $cases"; exit 0; }
for name in renamed-dep two-builds private-module; do
  copy "$cases/$name" "$name"
  # The case uses an older name.
  sed -i 's/Request::check(/Request::validate_json(/' "$work/$name/src/lib.rs"
done
holds renamed-dep two-builds private-module
# Single files get a crate around them.
copy tests/crates/nasty docs
rm -r "$work/docs/spec/odd"
mkdir "$work/docs/spec/d"
cp "$cases/docs/x.toml" "$work/docs/spec/d/x.toml"
cp -r "$cases/crlf2b/c" "$work/docs/spec/c"
sed -i 's/odd::docs/d::x/' "$work/docs/src/lib.rs"
holds docs
copy tests/crates/nasty pat-class
cp -r "$cases/pat-class/b" "$work/pat-class/spec/b"
says pat-class 'is not a range because one of its ends is a set'
