"""Rows a second of `originator.spark.with_sender`, beside a `mapInArrow` that gives back what it gets.

`bindings/python/check.sh` installs what this needs; then `target/python/bin/python bindings/python/benches/spark.py`. On one core and on two
to which all of Spark is bound, and for ten thousand, a hundred thousand and a million rows, three queries take turns: one
without Python, the identity, and `with_sender`. Each reads rows from memory and throws away what comes out. Then what hangs
on the number of tasks, and how long maps of several sizes take to build. A million rows are compared with what the command
line writes for them, row for row; what of them travels, and what a Python worker has in memory, comes last. Medians are
printed, as tables in Markdown. `--test` compares and times a few rows.
"""

import json
import os
import resource
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
from pyspark.sql import DataFrame, SparkSession
from traffic import MAP, as_people_write, command, worldwide

from originator import Router
from originator.spark import with_sender

IS_TEST = "--test" in sys.argv
SIZES = [1_000, 2_000] if IS_TEST else [10_000, 100_000, 1_000_000]
CORES = [2] if IS_TEST else [1, 2]
ROUNDS = 1 if IS_TEST else 5
PARTITIONS = 8
TASKS = [1, 4] if IS_TEST else [1, 8, 64]
PLANS = [1, 10] if IS_TEST else [1, 100, 10_000]

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


def compare(rows: DataFrame, expected: Path) -> pa.Table:
    """Asserts that Spark has the rows of the command line; gives them."""
    decided = with_sender(rows, "to", MAP)
    actual = decided.toArrow().sort_by("id")
    schema = pa.schema([field.remove_metadata() for field in actual.schema])
    options = pa.json.ParseOptions(explicit_schema=schema)
    wanted = pa.json.read_json(expected, parse_options=options).sort_by("id")
    assert actual.schema.names == wanted.schema.names
    assert actual.num_rows == rows.count()
    for name in actual.schema.names:
        assert actual[name].equals(wanted[name]), f"the column {name} differs"
    return actual


def timed(query: DataFrame) -> float:
    started = time.perf_counter()
    query.write.format("noop").mode("overwrite").save()
    return time.perf_counter() - started


def middle(query: Callable[[], DataFrame]) -> float:
    """The median of some runs, after one to warm up."""
    return median([timed(query()) for _ in range(1 + ROUNDS)][1:])


def worker_memory(spark: SparkSession) -> float:
    """The most that any Python worker has had in memory, in MiB."""

    def look(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in batches:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            yield pa.RecordBatch.from_pydict({"peak": [peak]})

    peaks = spark.range(0, 16, 1, 16).mapInArrow(look, "peak long").collect()
    return float(max(row.peak for row in peaks)) / 1024


def measure(cores: int, folder: Path) -> None:
    """Prints the rows of the table for so many cores, and after the last the rest."""
    with session(f"local[{cores}]", {"spark.driver.memory": "4g"}) as spark:
        before = worker_memory(spark)
        every = spark.read.schema("id long, to string").json(str(folder / "rows.jsonl"))
        every = every.repartition(PARTITIONS, "id").cache()
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
        if cores == CORES[-1]:
            rest(spark, every, folder, before)


def rest(spark: SparkSession, every: DataFrame, folder: Path, worker_before: float) -> None:
    size = SIZES[-2]
    print(f"\n| tasks | seconds for {size:,} rows, {CORES[-1]} cores |\n|---|---|")
    for tasks in TASKS:
        rows = every.where(f"id < {size}").repartition(tasks, "id").cache()
        assert rows.count() == size
        print(f"| {tasks} | {middle(lambda: with_sender(rows, 'to', MAP)):.2f} |")
        rows.unpersist()

    print("\n| plans of 20 countries | KiB | ms to build |\n|---|---|---|")
    for plans in PLANS:
        regions = "US GB CA SE DE FR NG IN ES IT NL BE DK NO FI PL PT BR MX AU".split()
        senders = "{ originators: { " + ", ".join(f"{region}: RETAIL" for region in regions) + " } }"
        text = "service_plans:\n" + "".join(f"  p{plan}: {senders}\n" for plan in range(plans))
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            assert len(Router.from_text(text).plans) == plans
            times.append(time.perf_counter() - started)
        print(f"| {plans:,} | {len(text) / 1024:,.1f} | {median(times) * 1e3:,.2f} |")

    decided = compare(every, folder / "decided.jsonl")
    there = decided.select(every.columns).nbytes / decided.num_rows
    back = decided.nbytes / decided.num_rows
    print(f"\n{decided.num_rows:,} rows are those of the command line, one for one.")
    print(f"A row is {there:.0f} bytes of Arrow on the way to Python and {back:.0f} on the way back.")
    print(f"A Python worker has had {worker_before:.0f} MiB before, and {worker_memory(spark):.0f} MiB at most.")


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--cores":
        measure(int(sys.argv[2]), Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = cycle(chain(worldwide(), as_people_write()))
        write_rows(folder / "rows.jsonl", list(islice(numbers, SIZES[-1])))
        batch = [str(command()), "batch", "--column", "to", "--map", str(MAP), "--quiet", str(folder / "rows.jsonl")]
        with (folder / "decided.jsonl").open("w") as out:
            done = subprocess.run(batch, stdout=out, stderr=subprocess.DEVNULL, check=False)
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
