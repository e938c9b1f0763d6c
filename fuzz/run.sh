#!/usr/bin/env bash
# fuzz/run.sh SECONDS [TARGET…]: each target, or those that are named, for so many seconds, beginning with the
# committed seeds and what earlier runs have found. Ends with status 1 at the first finding, which stays in
# fuzz/artifacts/. A Rust of any channel will do: nothing here needs a sanitizer, since there is no `unsafe` to watch.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:?how many seconds for each target}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(number map numbering_file batch_row callback send_body)

# The instrumentation is an unstable flag of a stable compiler.
export RUSTC_BOOTSTRAP=1
cargo fuzz build --sanitizer none

for target in "${targets[@]}"; do
    printf '\n== fuzz %s for %s s\n' "$target" "$seconds"
    mkdir -p "corpus/$target"
    options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1)
    [ -e "dictionaries/$target" ] && options+=(-dict="dictionaries/$target")
    # The last line of progress has the coverage, the lines behind it the executions.
    log="corpus/$target.log"
    if ! cargo fuzz run --sanitizer none "$target" "corpus/$target" "seeds/$target" -- "${options[@]}" > "$log" 2>&1; then
        tail -n 60 "$log"
        exit 1
    fi
    grep --text -E 'DONE|number_of_executed_units' "$log"
done
