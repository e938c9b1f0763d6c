"""Spark with executors in processes of their own, and Spark Connect."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from conftest import MAP
from local_spark import SETTINGS, session

from originator.spark import with_sender

# What Spark sends beside the query, once it is that large.
LARGE = 1024 * 1024


def test_an_executor_gets_the_map_once(tmp_path: Path) -> None:
    # What cannot be packed much.
    text = MAP.read_text() + "".join(f"# {os.urandom(64).hex()}\n" for _ in range(3 * LARGE // 64))
    settings = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": tmp_path.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.logBlockUpdates.enabled": "true",
        "spark.executor.memory": "600m",
    }
    with session("local-cluster[2,1,700]", settings) as spark:
        rows = spark.range(0, 16_000, 1, 16).selectExpr("'+12025550123' as to")
        assert with_sender(rows, "to", text).where("sender = '+12025550142'").count() == 16_000
    tasks: dict[str, int] = defaultdict(int)
    pieces: dict[str, dict[str, int]] = defaultdict(dict)
    for file in (file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".crc"):
        for event in map(json.loads, file.read_text().splitlines()):
            if event["Event"] == "SparkListenerTaskEnd":
                tasks[event["Task Info"]["Executor ID"]] += 1
            elif event["Event"] == "SparkListenerBlockUpdated":
                block = event["Block Updated Info"]
                size = block["Memory Size"] + block["Disk Size"]
                if "_piece" in block["Block ID"] and size:
                    pieces[block["Block Manager ID"]["Executor ID"]][block["Block ID"]] = size
    assert len(tasks) == 2
    for executor, count in tasks.items():
        assert count > 1
        sizes = pieces[executor].values()
        assert 3 * LARGE < sum(sizes) < 6 * LARGE, f"{count} tasks of {executor}: {sizes}"
        assert max(sizes) > LARGE


CONNECT = """
import os, sys
from originator.spark import with_sender
from pyspark.sql import SparkSession
builder = SparkSession.builder.remote("local[2]").config("spark.connect.grpc.binding.address", "127.0.0.1")
for name, value in eval(sys.argv[1]).items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
rows = spark.createDataFrame([(1, "+12025550123"), (2, None)], "`a.id` int, to string")
decided = with_sender(rows, "to", sys.argv[2])
print(type(decided).__module__, [(row["a.id"], row.sender, row.reason) for row in decided.collect()])
spark.stop()
"""


def test_spark_connect_does_the_same() -> None:
    # Any free port, and not the one that others may use.
    environment = {**os.environ, "SPARK_TESTING": "1"}
    command = [sys.executable, "-W", "ignore", "-c", CONNECT, repr(SETTINGS), str(MAP)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    expected = "pyspark.sql.connect.dataframe [(1, '+12025550142', 'domestic'), (2, None, 'invalid_number')]"
    assert done.stdout.splitlines()[-1:] == [expected], done.stderr
