#!/bin/sh
# Makes the numbering plan, its automaton, the tables of area codes and the test corpora from a release of
# libphonenumber's metadata. README.md says where the date and the report are found.
set -eu
usage='usage: crates/numbering-gen/update.sh RELEASE DATE [NPA_REPORT.csv], such as 9.0.43 2026-11-04'
release=${1:?$usage}
date=${2:?$usage}
report=${3:+$(realpath "$3")}
cd "$(dirname "$0")/../.."

python=$(mktemp -d)
trap 'rm -rf "$python"' EXIT
python3 -m venv "$python"
"$python/bin/pip" install --quiet "phonenumbers==$release"

"$python/bin/python" crates/numbering-gen/dump_metadata.py "$date" > "$python/plan.txt"
mv "$python/plan.txt" data/numbering/plan.txt
"$python/bin/python" crates/numbering-gen/dump_area_codes.py data/numbering/area_codes.txt ${report:+"$report"}
cargo run --quiet --release -p numbering-gen -- data/numbering
"$python/bin/python" tests/corpus/make_numbering.py tests/corpus/numbering.tsv.gz
"$python/bin/python" tests/corpus/make_areas.py tests/corpus/areas.tsv.gz
python3 tests/vectors/generate.py
