#!/usr/bin/env bash
# The service under tools of other people: the provider's own Python client sends through it, its description is
# validated, and requests are made up from that description. Builds the command unless ORIGINATOR names one.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

if [ -z "${ORIGINATOR:-}" ]; then
    cargo build --locked --package originator-cli
    ORIGINATOR=target/debug/originator
fi
export ORIGINATOR

tools=target/python
if [ ! -x "$tools/bin/schemathesis" ]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --requirement crates/server/tests/python/requirements.txt
fi

"$tools/bin/python" crates/server/tests/python/replies.py

# A port that is free now.
port=$("$tools/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$ORIGINATOR" serve --map data/originators.yaml --listen "127.0.0.1:$port" --allow-unsigned 2>target/service.log &
service=$!
# Its log is long, and of interest only after a failure.
finish() {
    status=$?
    kill "$service" || true
    [ $status -eq 0 ] || tail -n 50 target/service.log >&2
}
trap finish EXIT
description="http://127.0.0.1:$port/openapi.json"
for _ in $(seq 100); do
    curl --silent --fail --output target/openapi.json "$description" && break
    sleep 0.1
done
"$tools/bin/openapi-spec-validator" target/openapi.json
"$tools/bin/schemathesis" run "$description" --max-examples 100 --seed 1
