#!/usr/bin/env bash
# Each service compiles without the others. What the build script writes for it alone is what it writes with all, which
# `.ci/run collection` compiles; one is compiled alone, and so is the library with none. `.ci/services.sh [SERVICE…]`
set -euo pipefail
cd "$(dirname "$0")/.."
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
[ $# -gt 0 ] || set -- $(find spec -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "services: $*" >&2; exit 1; }

# The build script of the library with every service, and the folder of what it wrote.
cargo build -q --locked --manifest-path platform/Cargo.toml --package larkspec --message-format json >"$work/built.json"
{ read -r script; read -r all; } < <(python3 - "$work/built.json" <<'EOF'
import json, sys
script = all = None
for message in map(json.loads, open(sys.argv[1])):
    if "#larkspec@" not in message.get("package_id", ""):
        continue
    if message["reason"] == "build-script-executed":
        all = message["out_dir"]
    elif message["target"]["kind"] == ["custom-build"]:
        script = message["filenames"][0]
print(script, all, sep="\n")
EOF
)

for service in "$@"; do
  out=$work/$service
  mkdir "$out"
  env CARGO_PKG_NAME=larkspec OUT_DIR="$out" "CARGO_FEATURE_${service^^}=1" "$script" >"$work/log"
  ! grep '^cargo::error' "$work/log" || fail "the files of \`$service\` need those of another service"
  [ -f "$out/larkspec/$service.rs" ] || fail "nothing is written for \`$service\`"
  for file in "$out/larkspec/$service".*; do
    cmp "$file" "$all/larkspec/${file##*/}" || fail "other services change what is written for \`$service\`"
  done
done
echo "what is written for each of $# services does not depend on the others"

for features in rustls rustls,approval; do
  CARGO_INCREMENTAL=0 cargo check -q --package larkspec --lib --no-default-features --features "$features"
  echo "the library compiles with $features alone"
done
