"""Columns of a Spark DataFrame."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import MAP, ROOT, Row
from local_spark import session
from pyspark.sql import DataFrame, SparkSession

import originator
from originator.spark import with_sender

SMALL = "originators: { US: '+12025550142' }"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    # Many batches a partition.
    with session("local[2]", {"spark.sql.execution.arrow.maxRecordsPerBatch": "500"}) as spark:
        yield spark


def rows_of(numbers: list[str], count: int) -> list[Row]:
    given: list[str | None] = [*numbers, None, "+5352123456", "+2348021234567", "\N{ARABIC-INDIC DIGIT ONE}", "+1\0"]
    ours = cycle(["+46701740605", None, "+12025550142", "", " +16045550142 ", "+447700900999", " 38099 "])
    return [{"id": id, "to": to, "ours": our} for id, to, our in zip(range(count), cycle(given), ours)]


def frame(spark: SparkSession, rows: list[Row]) -> DataFrame:
    # In no order and of unequal partitions.
    return spark.createDataFrame(rows, "id int, to string, ours string").repartition(7, "to")


def collected(decided: DataFrame) -> list[Row]:
    return [row.asDict() for row in decided.orderBy("id").collect()]


def test_twenty_thousand_rows_are_what_the_command_line_says(
    spark: SparkSession, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    rows = rows_of(numbers, 20_000)
    expected = batch(rows, "--column", "to")
    decided = with_sender(frame(spark, rows), "to", MAP)
    assert decided.rdd.getNumPartitions() > 1
    assert decided.columns == list(expected[0])
    assert collected(decided) == expected
    assert {row["outcome"] for row in expected} == {"use", "omit", "refuse"}
    assert len({row["reason"] for row in expected}) >= 6


def test_replies_are_what_the_command_line_says(
    spark: SparkSession, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    rows = rows_of(numbers, 5_000)
    expected = batch(rows, "--from-column", "to", "--written-to-column", "ours")
    assert collected(with_sender(frame(spark, rows), "to", MAP, written_to="ours")) == expected
    assert "same_number" in {row["reason"] for row in expected}
    assert any(row["warnings"] for row in expected)


def test_terms_are_those_of_the_command_line(
    spark: SparkSession, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    rows = rows_of([*numbers[::9], "070-174 06 99"], 1_000)
    expected = batch(rows, "--column", "to", "--bare-digits", "international")
    assert collected(with_sender(frame(spark, rows), "to", MAP, bare_digits="international")) == expected
    terms: dict[str, Any] = {"plan": "default", "needs_reply": True, "use_case": "otp", "default_region": "SE"}
    options = ["--plan", "default", "--needs-reply", "--use-case", "otp", "--default-region", "SE"]
    expected = batch(rows, "--column", "to", *options)
    assert collected(with_sender(frame(spark, rows), "to", MAP, **terms)) == expected
    expected = batch(rows, "--column", "to", "--sender", "RETAIL")
    assert collected(with_sender(frame(spark, rows), "to", MAP, sender="RETAIL")) == expected


@pytest.mark.parametrize("given", [SMALL, SMALL.replace(" {", "\n  {"), '{"originators":{"US":"+12025550142"}}'])
def test_a_map_may_be_a_text(spark: SparkSession, given: str) -> None:
    rows = frame(spark, [{"id": 1, "to": "+12025550123", "ours": None}])
    assert collected(with_sender(rows, "to", given))[0]["sender"] == "+12025550142"


def test_what_is_wrong_with_a_map_is_told_before_anything_runs(spark: SparkSession, tmp_path: Path) -> None:
    def fail(_: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        raise AssertionError("a job ran")

    rows = spark.range(1).mapInArrow(fail, "to string")
    path = tmp_path / "wrong.yaml"
    path.write_text("originators:\n  UK: RETAIL\n  US: '12025550142'\n")
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--", "route", "--map", str(path), "+1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    with pytest.raises(originator.MapError) as caught:
        with_sender(rows, "to", path)
    assert str(caught.value).strip() == told.strip()
    with pytest.raises(FileNotFoundError, match="no.yaml"):
        with_sender(rows, "to", "no.yaml")
    path.write_bytes(b"originators:\n  US: '\xff'\n")
    with pytest.raises(ValueError, match="wrong.yaml is not UTF-8: line 2"):
        with_sender(rows, "to", path)
    with pytest.raises(ValueError, match="has no plan `sale`\n  name one of `default`"):
        with_sender(rows, "to", MAP, plan="sale")


@pytest.mark.parametrize(
    ("columns", "given", "told"),
    [
        ("'+1' as number", {}, "no column is called `to`\n  the columns are `number`"),
        ("'+1' as To", {}, "no column is called `to`\n  the columns are `To`"),
        (
            "12025550123L as to",
            {},
            "the column `to` is bigint: it has digits without a `+`, and their meaning is not set\n"
            '  pass bare_digits="international" if they are E.164 without the `+`, or default_region with a region if '
            "they are its national numbers",
        ),
        ("12025550123D as to", {"written_to": "to"}, "the column `to` is double: it has digits without a `+`"),
        ("12025550123BD as to", {}, "the column `to` is decimal(11,0): it has digits without a `+`"),
        ("'+1' as to", {"bare_digits": "international", "default_region": "SE"}, "pass only one of them"),
        ("'+1' as to", {"bare_digits": "internatinal"}, "did you mean `international`?"),
        ("'+1' as to, '+1' as to", {}, "2 columns are called `to`"),
        ("'+1' as to", {"written_to": "ours"}, "no column is called `ours`"),
        ("'+1' as to, 1 as sender", {}, "have `sender` already\n  drop or rename them, or pass a prefix"),
        # Spark takes them for one name.
        ("'+1' as to, 1 as SENDER, 2 as Plan", {}, "have `plan`, `sender` already"),
        ("'+1' as to, 1 as o_plan", {"prefix": "o_"}, "have `o_plan` already"),
        ("'+1' as to", {"default_region": "UK"}, "did you mean `GB`"),
    ],
)
def test_columns_that_will_not_do_are_told_so(
    spark: SparkSession, columns: str, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError) as caught:
        with_sender(spark.sql(f"select {columns}"), "to", MAP, **given)
    assert told in str(caught.value)


BELONG = "where phone numbers belong\n  pass the column of phone numbers, as text or integers"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("true", f"the column `to` is boolean {BELONG}"),
        ("date'2026-01-01'", f"the column `to` is date {BELONG}"),
        ("array('+12025550123')", f"the column `to` is array<string> {BELONG}"),
        (
            "struct('+12025550123' as number)",
            "the column `to` is struct<number:string> where phone numbers belong\n"
            '  take one field of it: df["to"]["number"]',
        ),
        (
            "12025550123F",
            "the column `to` is float, which cannot hold a phone number exactly: it rounds integers above 16,777,216\n"
            "  read the column again from its source, as text: spark.read.schema('`to` string')",
        ),
    ],
)
def test_columns_of_other_types_are_type_errors(spark: SparkSession, column: str, told: str) -> None:
    rows = spark.sql(f"select {column} as to, '+12025550123' as number")
    with pytest.raises(TypeError) as caught:
        with_sender(rows, "to", MAP, bare_digits="international")
    assert str(caught.value) == told
    with pytest.raises(TypeError) as caught:
        with_sender(rows, "number", MAP, written_to="to")
    assert str(caught.value) == told


@pytest.mark.parametrize("type", ["string", "binary", "bigint", "double", "decimal(20,0)", "decimal(20,4)"])
def test_numbers_of_every_type_are_decided_as_their_texts_are(spark: SparkSession, type: str) -> None:
    text = "cast(number as string)" if type == "binary" else "number"
    rows = spark.sql(f"""
        select id, cast({text} as {type}) as to, cast(ours as {type}) as ours
        from values (1, 12025550123L, null), (2, null, null), (3, 46701740699L, null), (4, 7L, null)
            as (id, number, ours)
    """)
    decided = collected(with_sender(rows, "to", MAP, bare_digits="international"))
    assert [row["recipient"] for row in decided] == ["+12025550123", None, "+46701740699", None]
    assert [row["read_as"] for row in decided] == ["bare", None, "bare", None]
    answers = collected(with_sender(rows, "to", MAP, written_to="ours", bare_digits="international"))
    assert [row["recipient"] for row in answers] == ["+12025550123", None, "+46701740699", None]


def test_short_integers_are_decided_as_their_texts_are(spark: SparkSession) -> None:
    rows = spark.sql("select 112Y as byte, 12345S as short, 2025550123 as int")
    recipients = {
        name: with_sender(rows, name, MAP, default_region="US").select("recipient").first() for name in rows.columns
    }
    router = originator.Router.from_file(MAP)
    texts = {"byte": "112", "short": "12345", "int": "2025550123"}
    assert recipients == {
        name: (router.route(text, default_region="US").recipient,) for name, text in texts.items()
    }
    assert recipients["int"] == ("+12025550123",)


def test_a_column_of_nulls_alone_is_refused_row_by_row(spark: SparkSession) -> None:
    rows = spark.sql("select null as to, cast(null as double) as number, '+12025550123' as customer")
    for name in ["to", "number"]:
        given: dict[str, Any] = {"bare_digits": "international"} if name == "number" else {}
        assert [row.reason for row in with_sender(rows, name, MAP, **given).collect()] == ["invalid_number"]
    assert [row.sender for row in with_sender(rows, "customer", MAP, written_to="to").collect()] == ["+12025550142"]


def test_integers_may_be_left_to_the_plan(spark: SparkSession) -> None:
    rows = spark.sql("select 12025550123L as to")
    decided = with_sender(rows, "to", SMALL + "\nbare_digits: international")
    assert [(row.sender, row.read_as) for row in decided.collect()] == [("+12025550142", "bare")]


def test_other_columns_stay_as_they_are(spark: SparkSession) -> None:
    rows = spark.sql("""
        select '+12025550123' as `a.to`, 1 as x, 2 as x, 1.23BD as decimal, X'00ff' as bytes, true as yes,
            date'2024-02-29' as date, timestamp'2024-02-29 12:00:01.123456' as time,
            timestamp_ntz'2024-02-29 12:00:01.123456' as local, interval '1' day as days, array(1, null) as list,
            map('a', struct(1 as `b.c`, array('q') as d)) as nested, cast(null as int) as none, 1.5D as half
    """)
    decided = with_sender(rows, "a.to", MAP, prefix="originator_")
    width = len(rows.columns)
    assert decided.schema.fields[:width] == rows.schema.fields
    assert [tuple(row)[:width] for row in decided.collect()] == [tuple(row) for row in rows.collect()]
    assert decided.select("originator_sender").first() == ("+12025550142",)
    again = with_sender(decided, "a.to", SMALL)
    assert again.where("reason = 'domestic' and size(warnings) = 0").count() == 1


def test_nothing_gives_nothing(spark: SparkSession) -> None:
    decided = with_sender(spark.createDataFrame([], "to string"), "to", MAP)
    assert decided.collect() == []
    assert decided.columns[:3] == ["to", "recipient", "region"]


def test_a_stream_is_decided(spark: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text('{"to": "+12025550123"}\n')
    rows = spark.readStream.schema("to string").json(str(tmp_path))
    query = with_sender(rows, "to", MAP).writeStream.format("memory").queryName("decided")
    query.trigger(availableNow=True).start().awaitTermination(60)
    assert spark.sql("select sender from decided").collect() == [("+12025550142",)]


def test_a_process_builds_the_router_once(spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    rows = spark.range(0, 16_000, 1, 8).selectExpr("'+12025550123' as to")
    monkeypatch.setattr(type(rows), "mapInArrow", lambda _, decide, __: sent.append(decide))
    with_sender(rows, "to", SMALL + "  # of this test")
    monkeypatch.undo()
    [decide] = sent

    def counted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import os

        from originator.spark import _router

        before = _router.cache_info().misses
        decided = sum(1 for _ in decide(batches))
        built = _router.cache_info().misses - before
        yield pa.RecordBatch.from_pylist([{"process": os.getpid(), "batches": decided, "built": built}])

    tasks = rows.mapInArrow(counted, "process long, batches long, built long").collect()
    assert len(tasks) == 8
    assert all(task.batches == 4 for task in tasks)
    processes = {task.process for task in tasks}
    assert len(processes) < len(tasks)
    for process in processes:
        assert sum(task.built for task in tasks if task.process == process) == 1


def test_the_page_says_what_runs(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "originators.yaml").write_text(MAP.read_text())
    page = (ROOT / "docs" / "spark.md").read_text()
    programs = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(programs) >= 2
    rows = "'+12025550123' as to, '+12025550123' as from, '+46701740605' as ours, 12025550123 as number"
    names: dict[str, Any] = {"spark": spark, "messages": spark.sql(f"select {rows}")}
    exec("".join(programs), names)
    assert len(names["decided"].collect()) == 1
    assert [row.sender for row in names["answers"].collect()] == ["+12025550142"]
    assert [row.sender for row in names["integers"].collect()] == ["+12025550142"]


def test_without_spark_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['pyspark'] = None; import originator, originator.spark"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        "ModuleNotFoundError: originator.spark needs PySpark 4 with pandas and pyarrow, and cannot import pyspark",
        "  pip install 'originator[spark]'",
    ]
