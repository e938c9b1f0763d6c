#!/usr/bin/env bash
# Measures all that docs/performance.md shows and writes it there: a quarter of an hour, on a machine that does nothing
# else meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
reports=$target/performance
mkdir -p "$reports"

cargo bench --features arrow --bench numbering --bench route --bench columns
cargo build --release --package originator-cli
for plans in 1 10 100 1000 10000 100000; do
    map=$reports/plans-$plans.yaml
    python3 docs/performance/plans.py "$plans" >"$map"
    "$target/release/originator" bench --map "$map" --plan plan0 --threads 1 --seconds 0.1 --format json >"$reports/plans-$plans.json"
done
"$target/release/originator" bench --map data/originators.yaml --format json >"$reports/threads.json"
python3 docs/performance/plot.py
