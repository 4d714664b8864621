#!/usr/bin/env bash
# What the bindings of the whole platform cost, and how that grows: `bench/bindings.sh` over 100 endpoints, 400 and all.
#
#     bench/platform.sh PAGES [STEP…]        steps: those of bench/bindings.sh (default: all)
#
# PAGES holds the documentation pages of the platform (`../shared/pages/all`). The smaller trees come from pages
# at equal distances, so that they are alike; types are shared within each tree.
set -euo pipefail
pages=$(realpath "${1:?usage: bench/platform.sh PAGES [STEP…]}")
shift
[ $# -gt 0 ] || set -- generate check debug release
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$pages" -name '*.md' -printf '%P\n' | sort >"$work/all"
all=$(wc -l <"$work/all")
for wanted in 100 400 "$all"; do
  tree=$work/$wanted
  awk -v wanted="$wanted" -v all="$all" 'int(NR * wanted / all) > int((NR - 1) * wanted / all)' "$work/all" | while read -r page; do
    mkdir -p "$tree/pages/$(dirname "$page")"
    cp "$pages/$page" "$tree/pages/$page"
  done
  # 1: pages that describe no endpoint were rejected.
  cargo xtask import --all "$tree/pages" --out "$tree/spec" >"$tree/report" 2>&1 || [ $? = 1 ]
  bench/bindings.sh "$tree/spec" "$@"
done
