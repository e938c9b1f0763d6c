#!/usr/bin/env bash
# tests/packages.sh [here]: every crate builds from its package, with the oldest compiler that its `rust-version`
# names; or with the one that is here, which is quicker.
#
# The packages are unpacked into a workspace of their own, where they find each other as they would in a registry.
# (`cargo package` alone would build them all with one compiler, and make code that nobody runs.)
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf target/package
# The wheel and the benchmarks are built from a checkout and are no crates for others.
cargo package --workspace --exclude originator-python --exclude originator-bench --no-verify --allow-dirty --locked --offline --quiet

export CARGO_TARGET_DIR=$PWD/target
mkdir target/package/unpacked
cp Cargo.lock target/package/unpacked
cd target/package/unpacked
printf '[workspace]\nmembers = ["*"]\nresolver = "3"\n\n[patch.crates-io]\n' > Cargo.toml

declare -A crates
for package in ../*.crate; do
    tar --extract --gzip --file "$package"
    folder=$(basename "$package" .crate)
    name=${folder%-*}
    printf '%s = { path = "%s" }\n' "$name" "$folder" >> Cargo.toml
    compiler=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$folder/Cargo.toml")
    crates[$compiler]+=" --package $name"
done

for compiler in "${!crates[@]}"; do
    echo "${crates[$compiler]//--package /}: from Rust $compiler on"
    cargo=(cargo "+$compiler")
    if [ "${1:-}" = here ]; then
        cargo=(cargo)
    elif ! rustc "+$compiler" --version 2>/dev/null && ! rustup toolchain install "$compiler" --profile minimal; then
        echo "NOT WITH RUST $compiler, which cannot be had here, but with $(rustc --version)" >&2
        cargo=(cargo)
    fi
    # shellcheck disable=SC2086 # Words.
    "${cargo[@]}" check ${crates[$compiler]} --all-features --offline
done
