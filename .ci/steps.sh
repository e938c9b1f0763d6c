# Runs named steps one after the other, and prints how long each took. Sourced by `run` and `release`, which define the
# steps: a function `step_NAME` for each name in the array `steps`, and what it does in the array `about`.
# shellcheck shell=bash

# What `rustc` keeps for the next build, and debuggers read, is of no use to a checkout that is built once.
export CARGO_INCREMENTAL=0

# Prints a command and runs it.
say() {
    printf '\n== %s\n' "$*"
    "$@"
}

# The same for a command whose standard error is long and of interest only if it fails: a service that logs there.
say_quietly() {
    printf '\n== %s\n' "$*"
    local log=target/ci/standard-error.log
    mkdir -p target/ci
    if ! "$@" 2>"$log"; then
        tail -n 200 "$log" >&2
        return 1
    fi
}

# Installs Debian packages if a command is missing.
need_command() {
    if ! command -v "$1" >/dev/null; then
        say apt-get update
        say apt-get install --yes --no-install-recommends "${@:2}"
    fi
}

# Installs a crate if its command is missing.
need_crate() {
    if ! command -v "$1" >/dev/null; then
        say cargo install "$1" --version "$2" --locked
    fi
}

list_steps() {
    local index
    for index in "${!steps[@]}"; do
        printf '%-12s %s\n' "${steps[$index]}" "${about[$index]}"
    done
}

# run_steps [--list] [STEP…]: those that are named, or all. Ends at the first that fails, with its status.
run_steps() {
    if [ "${1:-}" = --list ]; then
        list_steps
        return 0
    fi
    local step begin status=0 table='' chosen=("$@")
    if [ ${#chosen[@]} -eq 0 ]; then
        chosen=("${steps[@]}")
    fi
    for step in "${chosen[@]}"; do
        if ! declare -F "step_$step" >/dev/null; then
            printf '%s: no step %s; there are:\n' "$0" "$step" >&2
            list_steps >&2
            return 2
        fi
    done
    local start=$SECONDS
    for step in "${chosen[@]}"; do
        printf '\n==== %s\n' "$step"
        begin=$SECONDS
        # In a subshell that is no condition: in a condition bash does not end at a command that fails.
        set +e
        (
            set -e
            "step_$step"
        )
        status=$?
        set -e
        table+=$(minutes "$step" $((SECONDS - begin)))$'\n'
        if [ $status -ne 0 ]; then
            table+="FAILED: $step (status $status)"$'\n'
            break
        fi
    done
    table+=$(minutes 'in all' $((SECONDS - start)))
    printf '\nminutes by step\n%s\n' "$table"
    return $status
}

minutes() {
    printf '%-12s %3d:%02d' "$1" $(($2 / 60)) $(($2 % 60))
}
