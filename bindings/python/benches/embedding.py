"""What a decision costs by each way to it, on this machine, in one run.

`bindings/python/check.sh` installs what this needs; then `target/python/bin/python bindings/python/benches/embedding.py`. The same numbers
are decided by the same map by a call from Rust, an Arrow batch, HTTP on loopback (`crates/server/benches/embedding.rs`), a call
from Python, a batch from Python, and Spark. Every answer is asserted to be that of the call from Rust before it is
timed. Prints a table in Markdown. `--test` does it with a few numbers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
from local_spark import session
from pyspark.sql import DataFrame
from traffic import MAP, ROOT, worldwide

import originator
from originator.spark import with_sender

IS_TEST = "--test" in sys.argv
NUMBERS = 1_000 if IS_TEST else 200_000
ROUNDS = 1 if IS_TEST else 5
# Rows of a batch: as many as Spark makes them.
BATCH = 10_000
FIELDS = list(originator.Router.from_file(MAP).route_batch(pa.array([], pa.string())).schema.names)
Row = dict[str, Any]


def each(count: int, **ways: Callable[[], object]) -> dict[str, float]:
    """Nanoseconds for each of so many by each way: medians of rounds in which they take turns, after one to warm up."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(1 + ROUNDS):
        for way, work in ways.items():
            started = time.perf_counter()
            work()
            times[way].append(time.perf_counter() - started)
    return {way: median(took[1:]) * 1e9 / count for way, took in times.items()}


def from_rust(numbers: list[str], folder: Path) -> tuple[dict[str, float], list[Row]]:
    """The nanoseconds of each way from Rust, and the answers."""
    asked, answers = folder / "numbers", folder / "answers"
    asked.write_text("".join(number + "\n" for number in numbers))
    command = ["cargo", "bench", "--quiet", "--locked", "--package", "originator-server", "--bench", "embedding"]
    command += ["--", str(asked), str(MAP), str(answers)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    figures = (line.split() for line in done.stdout.splitlines() if line)
    records = [json.loads(line) for line in answers.read_text().splitlines()]
    assert [record.pop("input") for record in records] == numbers
    return {way: float(nanoseconds) for way, nanoseconds in figures}, records


def from_python(numbers: list[str], answers: list[Row]) -> dict[str, float]:
    router = originator.Router.from_file(MAP)
    batches = [pa.array(numbers[at : at + BATCH]) for at in range(0, len(numbers), BATCH)]

    def calls() -> list[str | None]:
        return [router.route(number).sender for number in numbers]

    def columns() -> None:
        for batch in batches:
            router.route_batch(batch)

    decisions = map(router.route, numbers)
    assert [{field: getattr(it, field) for field in FIELDS} for it in decisions] == answers
    assert [row for batch in batches for row in router.route_batch(batch).to_pylist()] == answers
    return each(len(numbers), python=calls, python_columns=columns)


def from_spark(numbers: list[str], answers: list[Row]) -> dict[str, float]:
    def run(query: DataFrame) -> Callable[[], object]:
        return lambda: query.write.format("noop").mode("overwrite").save()

    cores = len(os.sched_getaffinity(0))
    with session(f"local[{cores}]", {"spark.driver.memory": "4g"}) as spark:
        table = pa.table({"id": range(len(numbers)), "to": numbers})
        rows = spark.createDataFrame(table).repartition(2 * cores, "id").cache()
        decided = with_sender(rows, "to", MAP)
        assert decided.orderBy("id").select(*FIELDS).toArrow().to_pylist() == answers
        # What it costs to begin a job is shared by more rows than there are answers to compare.
        many = rows if IS_TEST else rows.crossJoin(spark.range(0, 5, 1, 1).select()).cache()
        count = many.count()
        passed = many.mapInArrow(lambda batches: batches, many.schema)
        return each(count, spark=run(with_sender(many, "to", MAP)), spark_identity=run(passed))


WAYS = [
    ("Rust, a call: `Router::route`", "call"),
    ("Rust, an Arrow batch: `Router::decide_columns`", "columns"),
    ("Python, a call: `Router.route(…).sender`", "python"),
    ("Python, a batch: `Router.route_batch`", "python_columns"),
    ("HTTP on loopback, one connection", "http"),
    ("HTTP on loopback, 32 connections at once", "http_at_once"),
    ("Spark, `with_sender`", "spark"),
    ("Spark, an identity `mapInArrow`, for comparison", "spark_identity"),
]


def main() -> None:
    numbers = worldwide()[:NUMBERS]
    with tempfile.TemporaryDirectory() as folder:
        times, answers = from_rust(numbers, Path(folder))
    times |= from_python(numbers, answers)
    times |= from_spark(numbers, answers)
    print("| way to a decision | ns | a second |")
    print("|---|---|---|")
    for way, key in WAYS:
        print(f"| {way} | {times[key]:,.0f} | {1e9 / times[key]:,.0f} |")


if __name__ == "__main__":
    main()
