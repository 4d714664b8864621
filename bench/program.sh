#!/usr/bin/env bash
# What a program that uses the library costs to build from clean, beside one that only has ureq and serde_json: seconds
# of CPU, the most memory of one process, and the size of the stripped program.
#
#     bench/program.sh [PROFILE]            dev (default) or release
#
# Prints one row for each set of features. The packages must have been downloaded, and are built for each row. Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
profile=${1:-dev}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_INCREMENTAL=0 CARGO_NET_OFFLINE=true
unset CARGO_TARGET_DIR CARGO_PROFILE_DEV_DEBUG

# row NAME DEPENDENCIES MAIN
row() {
  local crate=$work/program
  rm -rf "$crate"
  mkdir -p "$crate/src"
  cp "$root/Cargo.lock" "$crate"
  printf '[package]\nname = "program"\nedition = "2024"\n[dependencies]\n%b\n[workspace]\n' "$2" >"$crate/Cargo.toml"
  echo "$3" >"$crate/src/main.rs"
  command time -f '%U %S %M' -o "$work/cost" cargo build -q --profile "$profile" --manifest-path "$crate/Cargo.toml"
  strip -o "$work/stripped" "$crate/target/"*/program
  awk -v name="$1" -v size="$(stat -c %s "$work/stripped")" \
    '{ printf "%-32s %6.1f s %6d MB %6.1f MB\n", name, $1 + $2, $3 / 1024, size / 1e6 }' "$work/cost"
}

call='larkspec::approval::v2::instance::list'
calls="fn main() -> Result<(), larkspec::Error> {
    let client = larkspec::Client::from_env()?;
    let at = larkspec::UnixMillis::from_millis;
    let request = $call::Request::builder().approval_code(\"A\").start_time(at(0)).end_time(at(1)).build()?;
    for code in $call::items(&client, request) { println!(\"{}\", code?); }
    Ok(())
}"
larkspec() { echo "larkspec = { path = \"$root\", features = [$1] }"; }

printf '%-32s %8s %9s %9s\n' 'a program with' 'CPU' 'memory' 'stripped'
row 'ureq (rustls), serde_json' 'ureq = "3"\nserde_json = "1"' 'fn main() {
    let answer = ureq::get("https://open.feishu.cn").call().unwrap().into_body().read_to_vec().unwrap();
    println!("{}", serde_json::from_slice::<serde_json::Value>(&answer).unwrap());
}'
row 'larkspec' "$(larkspec '')" "$calls"
row 'larkspec, `im`' "$(larkspec '"im"')" "$calls"
row 'larkspec, `full`' "$(larkspec '"full"')" "$calls"
