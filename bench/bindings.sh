#!/usr/bin/env bash
# What the bindings of a folder of spec files cost: how long they take to generate and to compile, and how much memory.
#
#     bench/bindings.sh SPEC [STEP…]        steps: generate check debug release (default: the first two)
#
# Makes a crate of the spec files in target/bindings, which stands on this library as a user's would, and prints a
# row for each step: seconds of CPU and the most memory of the build script, or of rustc for that crate alone. Needs GNU time.
# The spec files of the whole platform: `cargo xtask import --all ../shared/pages/all --out SPEC`; some of its
# services: a folder with those of its folders.
#
# Repeats differ by a third on a busy machine: compare minima.
set -euo pipefail
spec=$(realpath "${1:?usage: bench/bindings.sh SPEC [STEP…]}")
shift
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(generate check)
cd "$(dirname "$0")/.."
root=$PWD
# Beside the library's own target folder, so that what both depend on is built once.
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
# What an earlier run has left would be taken over in part, and not be paid for.
export CARGO_TARGET_DIR CARGO_INCREMENTAL=0
crate=$CARGO_TARGET_DIR/bindings
mkdir -p "$crate/src"
cat >"$crate/Cargo.toml" <<TOML
[package]
name = "bindings-cost"
edition = "2024"

[dependencies]
larkspec = { path = "$root" }

[build-dependencies]
larkspec-codegen = { path = "$root/codegen" }

[workspace]
TOML
cat >"$crate/build.rs" <<'RUST'
fn main() {
    larkspec_codegen::build(std::env::var("BINDINGS_SPEC").unwrap());
    println!("cargo::rerun-if-env-changed=BINDINGS_SPEC");
}
RUST
echo 'larkspec::include_spec!();' >"$crate/src/lib.rs"
cp "$root/Cargo.lock" "$crate/Cargo.lock"
export BINDINGS_SPEC=$spec

# Times rustc for that crate, and no other.
cat >"$crate/rustc" <<'BASH'
#!/usr/bin/env bash
case " $* " in
  *' --crate-name bindings_cost '*) exec /usr/bin/time -a -o "$BINDINGS_COST" -f '%U %S %e %M' "$@" ;;
  *) exec "$@" ;;
esac
BASH
chmod +x "$crate/rustc"

# row NAME FILE: a line for what FILE says.
row() {
  tail -n 1 "$2" | while read -r user system wall memory; do
    awk -v name="$1" -v cpu1="$user" -v cpu2="$system" -v wall="$wall" -v memory="$memory" \
      'BEGIN { printf "%-22s %8.1f s CPU %8.1f s wall %8.0f MB\n", name, cpu1 + cpu2, wall, memory / 1024 }'
  done
}

compile() {
  local name=$1
  shift
  touch "$crate/src/lib.rs"
  (cd "$crate" && BINDINGS_COST=$crate/cost RUSTC_WRAPPER=$crate/rustc cargo "$@" -q --offline)
  row "$name" "$crate/cost"
}

echo "$(find "$spec" -name '*.toml' | wc -l) spec files in $spec"
for step in "${steps[@]}"; do
  rm -f "$crate/cost"
  case $step in
    generate)
      # Without its bindings, so that the build script is there to be run by itself.
      echo >"$crate/src/lib.rs"
      (cd "$crate" && cargo check -q --offline)
      echo 'larkspec::include_spec!();' >"$crate/src/lib.rs"
      script=$(ls -t "$CARGO_TARGET_DIR"/debug/build/bindings-cost-*/build-script-build | head -n 1)
      rm -rf "$crate/out"
      mkdir "$crate/out"
      (cd "$crate" && OUT_DIR=$crate/out /usr/bin/time -o "$crate/cost" -f '%U %S %e %M' "$script" >/dev/null)
      row 'generate (debug)' "$crate/cost"
      find "$crate/out" -name '*.rs' -printf '%s\n' |
        awk '{ bytes += $1 } END { printf "%-22s %8.1f MB in %d files\n", "generated Rust", bytes / 1e6, NR }'
      ;;
    check) compile 'cargo check' check ;;
    debug) compile 'debug build' build ;;
    release) compile 'release build' build --release ;;
    *) echo "no step is called $step" >&2; exit 2 ;;
  esac
done
