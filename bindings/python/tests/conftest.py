"""The command line to compare with, and numbers of all kinds."""

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
MAP = ROOT / "data" / "originators.yaml"
Row = dict[str, Any]


def column(corpus: str, place: int) -> list[str]:
    text = gzip.decompress((ROOT / "tests" / "corpus" / corpus).read_bytes()).decode()
    return [line.split("\t")[place] for line in text.splitlines() if not line.startswith("#")]


@pytest.fixture(scope="session")
def numbers() -> list[str]:
    """Some thousands: in E.164, as people write them, and what is none."""
    canonical = ["+" + digits for digits in column("numbering.tsv.gz", 0)[::60]]
    written = column("as_people_write.tsv.gz", 1)[::5]
    numbers = canonical + written + ["+12025550123", "+46701740699", "", " ", "RETAIL", "+1202555012x"]
    assert len(numbers) > 4000
    return numbers


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Row]]:
    """`originator batch`: the records of rows."""

    def run(rows: list[Row], *arguments: str) -> list[Row]:
        file = tmp_path_factory.mktemp("batch") / "rows.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = ["cargo", "run", "--quiet", "--release", "--locked", "--", "batch", str(file)]
        command += ["--map", str(MAP), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run
