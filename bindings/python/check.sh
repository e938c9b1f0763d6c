#!/usr/bin/env bash
# Installs the wheel as a user does, into an environment of its own, and runs its tests and checks its types. Spark needs
# a Java of 17 or newer.
set -euo pipefail
cd "$(dirname "$0")"

room=../../target/python
python3 -m venv --clear "$room"
room=$(realpath "$room")
"$room/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
"$room/bin/pip" install --quiet --disable-pip-version-check .
"$room/bin/pytest" --quiet
"$room/bin/mypy" tests benches
"$room/bin/mypy" --package originator
# That the stubs are those of what was installed.
"$room/bin/stubtest" originator._native
# Benchmarks assert their answers; once through is enough here.
"$room/bin/python" benches/spark.py --test
"$room/bin/python" benches/embedding.py --test
