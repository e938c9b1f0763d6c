#!/bin/sh
# Makes the numbering plan, its automaton and the test corpus from a release of libphonenumber's metadata.
set -eu
release=${1:?usage: numbering-gen/update.sh RELEASE, such as 9.0.42}
cd "$(dirname "$0")/.."

python=$(mktemp -d)
trap 'rm -rf "$python"' EXIT
python3 -m venv "$python"
"$python/bin/pip" install --quiet "phonenumbers==$release"

"$python/bin/python" numbering-gen/dump_metadata.py > data/numbering/plan.txt
cargo run --quiet --release -p numbering-gen -- data/numbering/plan.txt data/numbering/numbering.bin
"$python/bin/python" tests/corpus/make_numbering.py tests/corpus/numbering.tsv.gz
