#!/usr/bin/env bash
# The packages of the workspace that are published, as arguments of cargo.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys
for package in json.load(sys.stdin)["packages"]:
    if package["publish"] is None:
        print("--package=" + package["name"])'
