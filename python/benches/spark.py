"""Rows a second of `originator.spark.with_sender`, beside a `mapInArrow` that gives back what it gets.

`python/check.sh` installs what this needs; then `target/python/bin/python python/benches/spark.py`. First a million rows
are compared with what the command line writes for them, row for row. Then, on one core and on two to which all of Spark
is bound, and for ten thousand, a hundred thousand and a million rows, three queries take turns: one without Python, the
identity, and `with_sender`. Each reads rows from memory and throws away what comes out. Medians are printed, as a table
in Markdown. `--test` compares and times a few rows.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.json
from local_spark import session
from pyspark.sql import DataFrame
from traffic import MAP, as_people_write, command, worldwide

from originator.spark import with_sender

IS_TEST = "--test" in sys.argv
SIZES = [1_000, 2_000] if IS_TEST else [10_000, 100_000, 1_000_000]
CORES = [2] if IS_TEST else [1, 2]
ROUNDS = 1 if IS_TEST else 5
PARTITIONS = 8

Query = Callable[[DataFrame], DataFrame]


def identity(rows: DataFrame) -> DataFrame:
    def same(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from batches

    return rows.mapInArrow(same, rows.schema)


QUERIES: dict[str, Query] = {
    "without Python": lambda rows: rows,
    "identity": identity,
    "`with_sender`": lambda rows: with_sender(rows, "to", MAP),
}


def write_rows(file: Path, numbers: list[str]) -> None:
    with file.open("w") as lines:
        for id, number in enumerate(numbers):
            # A thousandth has no number.
            to = None if id % 1000 == 999 else number
            lines.write(json.dumps({"id": id, "to": to}) + "\n")


def compare(rows: DataFrame, expected: Path) -> None:
    """Asserts that Spark has the rows of the command line."""
    decided = with_sender(rows, "to", MAP)
    actual = decided.toArrow().sort_by("id")
    schema = pa.schema([field.remove_metadata() for field in actual.schema])
    options = pa.json.ParseOptions(explicit_schema=schema)
    wanted = pa.json.read_json(expected, parse_options=options).sort_by("id")
    assert actual.schema.names == wanted.schema.names
    assert actual.num_rows == rows.count()
    for name in actual.schema.names:
        assert actual[name].equals(wanted[name]), f"the column {name} differs"


def timed(query: DataFrame) -> float:
    started = time.perf_counter()
    query.write.format("noop").mode("overwrite").save()
    return time.perf_counter() - started


def measure(cores: int, folder: Path) -> None:
    """Prints the rows of the table."""
    with session(f"local[{cores}]", {"spark.driver.memory": "4g"}) as spark:
        every = spark.read.schema("id long, to string").json(str(folder / "rows.jsonl"))
        every = every.repartition(PARTITIONS, "id").cache()
        if cores == CORES[-1]:
            compare(every, folder / "decided.jsonl")
            print(f"{every.count():,} rows are those of the command line", file=sys.stderr)
        for size in SIZES:
            rows = every.where(f"id < {size}").repartition(PARTITIONS, "id").cache()
            assert rows.count() == size
            times: dict[str, list[float]] = {name: [] for name in QUERIES}
            # The first is to warm up.
            for _ in range(1 + ROUNDS):
                for name, query in QUERIES.items():
                    times[name].append(timed(query(rows)))
            rows.unpersist()
            for name in QUERIES:
                took = median(times[name][1:])
                print(f"| {cores} | {size:,} | {name} | {took:.2f} | {size / took:,.0f} |", flush=True)


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--cores":
        measure(int(sys.argv[2]), Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = cycle(chain(worldwide(), as_people_write()))
        write_rows(folder / "rows.jsonl", list(islice(numbers, SIZES[-1])))
        batch = [command(), "batch", folder / "rows.jsonl", "--column", "to", "--map", MAP]
        with (folder / "decided.jsonl").open("w") as out:
            done = subprocess.run([*batch, "--quiet"], stdout=out, stderr=subprocess.DEVNULL, check=False)
        assert done.returncode == 1, "some are refused"
        print("| cores | rows | query | seconds | rows a second |")
        print("|---|---|---|---|---|", flush=True)
        for cores in CORES:
            # The whole of Spark, Java and Python, keeps to these.
            arguments = ["--cores", str(cores), name, *(["--test"] if IS_TEST else [])]
            subprocess.run(
                [sys.executable, __file__, *arguments],
                check=True,
                preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores]),
            )


if __name__ == "__main__":
    main()
