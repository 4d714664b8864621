#!/usr/bin/env bash
# Installs what the checks need of other languages, at the versions in `.ci/peers/`, below the target folder.
set -euo pipefail
cd "$(dirname "$0")/peers"
peers=$(realpath -m "${CARGO_TARGET_DIR:-../../target}")/peers
wanted=$(cat requirements.txt package-lock.json)
[ "$(cat "$peers/wanted" 2>/dev/null)" != "$wanted" ] || exit 0
fail() { echo "error: $*" >&2; exit 1; }
command -v python3 >/dev/null || fail 'Python 3 is missing: the checks run a validator that is written in it'
command -v npm >/dev/null || fail 'Node.js with npm is missing: the checks run a validator that is written in it'
rm -rf "$peers"
mkdir -p "$peers/node"
python3 -m venv "$peers/python"
"$peers/python/bin/pip" install -q --no-deps --disable-pip-version-check -r requirements.txt
cp package.json package-lock.json "$peers/node"
npm ci --silent --prefix "$peers/node"
echo "$wanted" >"$peers/wanted"
