#!/usr/bin/env bash
# Shows, on a copy, that a change of the documentation needs no Rust: the spec file is edited, the build
# notices, the golden check names the command that updates the copy, and everything passes again.
set -euo pipefail
cd "$(dirname "$0")/.."
pages=$(realpath -m ../shared/pages)
# The copy is always in the same place, in the folder for what is built: what the packages depend on is built
# already, and the copy's own artifacts are replaced, not added to. Its files are as new as the copy, so none of
# an earlier run is taken for up to date.
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
copy=$CARGO_TARGET_DIR/docs-change
rm -rf "$copy"
mkdir -p "$copy"
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | tar --null --files-from - --create --file - | tar -xmf - -C "$copy"
# Tests of packages that contain nothing generated need no build of their own: they find the copy at run time.
cargo test --workspace --no-run --test xtask --test import --message-format json >"$copy/built.json"
built() { sed -n "s#.*\"executable\":\"\([^\"]*/$1-[0-9a-f]*\)\".*#\1#p" "$copy/built.json"; }
xtask_test=$(built xtask) import_test=$(built import) xtask=$CARGO_TARGET_DIR/debug/xtask
cd "$copy"
# The copy compiles for two changes only; optimised, its packages would take longer than they save.
sed -i '/^\[profile\.dev\.package\.\(larkspec-.*\|xtask\)\]/,/^$/d' Cargo.toml
git init -q && git add -A && git -c user.name=ci -c user.email=ci@localhost commit -q -m before
spec=spec/approval/v2/instance/list.toml
fail() { echo "docs-change: $*" >&2; exit 1; }

# All commands select the whole workspace with its tests, as `.ci/run` does, so that what the packages depend on is not
# compiled again with other features.
test() { cargo test -q --workspace "$@"; }
touched() { cargo test -v --workspace --no-run --test client_secrets 2>&1 | grep -c 'Running.*build-script-build\|Running.*CARGO_CRATE_NAME=larkspec ' || true; }

# The tests that use what is generated. Unit tests do not: those of the runtime use an endpoint of their own
# (`src/fixture.rs`).
tests=(--examples --test larkspec --test client_secrets)

test --no-run --test client_secrets
[ "$(touched)" = 0 ] || fail 'an untouched tree is built again'

sed -i 's/^max      = 100$/max      = 200/' "$spec"
[ "$(touched)" != 0 ] || fail 'an edited spec file is not built again'
! "$xtask" golden --check 2>golden.log || fail 'the golden check does not notice'
grep -q 'cargo xtask golden' golden.log || fail 'the golden check does not name the command'
"$xtask" diff HEAD >diff.log || fail 'a loosened limit breaks nobody'
grep -q '/limit: max 100 → 200 (loosened)' diff.log || fail 'the diff does not report the change'
"$xtask" golden
"$xtask" schema approval/v2/instance/list | grep -q '"maximum": 200' || fail 'the schema keeps the limit'
cat >tests/limit.rs <<'EOF'
//! Made by a check.
#[test]
fn limit() {
    use larkspec::approval::v2::instance::list::Request;
    use larkspec::UnixMillis;
    let at = UnixMillis::from_millis;
    let request = || Request::builder().approval_code("A").start_time(at(0)).end_time(at(1));
    assert!(request().limit(150).build().is_ok());
    assert!(request().limit(201).build().is_err());
}
EOF
echo 'mod limit;' >>tests/main.rs
cargo test --workspace "${tests[@]}" >test.log 2>&1 || { tail -n 100 test.log; fail 'a test stands on what the page said'; }
grep -q 'test limit::limit ... ok' test.log || fail 'the new test did not run'
rm tests/limit.rs
git checkout -q tests/main.rs
CARGO_MANIFEST_DIR=$copy/xtask "$xtask_test" cli:: >test.log 2>&1 || { tail -n 100 test.log; fail 'a test stands on what the page said'; }
test --doc >test.log 2>&1 || { tail -n 100 test.log; fail 'an example stands on what the page said'; }
if [ -d "$pages" ]; then
  LARKSPEC_PAGES=$pages CARGO_MANIFEST_DIR=$copy/import "$import_test" the_seed --ignored >test.log 2>&1 || { tail -n 100 test.log; fail 'a test stands on what the page said'; }
  grep -q '1 passed' test.log || fail 'the test over the real page is not there'
fi

cp "$spec" kept.toml
sed -i '/^\[body.limit\]/,/^doc/{/^required/d}' "$spec"
"$xtask" golden 2>/dev/null
grep -q 'pub limit: Option<i64>' tests/golden/approval/v2/instance/list.rs || fail 'an optional field is no Option'

sed -i 's/^max      = 200$/maxx     = 200/' "$spec"
! cargo test --workspace --no-run --test client_secrets >build.log 2>&1 || fail 'a misspelt rule builds'
grep -q "error: larkspec.*--> $spec:" build.log || fail 'the error has no location'
grep -q 'did you mean `max`?' build.log || fail 'no help is offered'
cp kept.toml "$spec"

mkdir -p spec/extra && printf 'title = "T"\n[http]\nmethod = "GET"\npath = "/x"\n' >spec/extra/one.toml
[ "$(touched)" != 0 ] || fail 'a new spec file is not noticed'
rm -r spec/extra
[ "$(touched)" != 0 ] || fail 'a deleted spec file is not noticed'
[ "$(touched)" = 0 ] || fail 'an untouched tree is built again'
echo 'a change of the documentation needs no Rust'
