#!/usr/bin/env bash
# Changes the code that decides, one place at a time, and says which changes no test notices: mutation testing.
#
#   tests/mutants.sh                               all of it
#   tests/mutants.sh src/pool.rs 'src/pool/*.rs'  some of it
#
# It works on a copy and takes an hour or two; give it a machine that has nothing else to do. Survivors are listed in
# target/mutants.out/missed.txt. tests/mutants.md says which are known, and why none of them changes a decision.
set -euo pipefail
cd "$(dirname "$0")/.."

version=27.1.0
if ! cargo mutants --version 2>/dev/null | grep -q "$version"; then
    cargo install cargo-mutants --version "$version" --locked
fi

if [ $# -eq 0 ]; then
    set -- src/router.rs 'src/router/*.rs' src/pool.rs 'src/pool/*.rs' src/sticky.rs 'src/sticky/**/*.rs'
fi
files=()
for file in "$@"; do files+=(--file "$file"); done

# Enough cases for a law to be broken, and none spent on making a broken one smaller.
export PROPTEST_CASES=96 PROPTEST_MAX_SHRINK_ITERS=0

# The sentences of an explanation are no decision. The quick tests come first, and one that fails ends it; of the
# numbering plan's tests those of routers are enough, and maps that are hostile need too long.
mkdir -p target
exec cargo mutants --package originator --all-features "${files[@]}" --exclude src/router/explain.rs \
    --jobs 1 --timeout 120 --output target -- \
    --lib --test conversations --test decisions --test laws --test map --test numbering --test vectors -- \
    --skip answers:: --skip corpus:: --skip examples:: --skip file:: --skip hostile:: --skip totality::
