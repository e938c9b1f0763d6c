"""Numbers to time, and the command line to compare with."""

import gzip
import random
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAP = ROOT / "data" / "originators.yaml"


def worldwide() -> list[str]:
    """The numbers of the corpus that stand as they are read: of all regions and types, in random order."""
    corpus = gzip.decompress((ROOT / "tests" / "corpus" / "numbering.tsv.gz").read_bytes()).decode()
    fields = (line.split("\t") for line in corpus.splitlines() if not line.startswith("#"))
    numbers = ["+" + digits for digits, reading, *_ in fields if reading == "="]
    random.Random(1).shuffle(numbers)
    return numbers


def as_people_write() -> list[str]:
    """Numbers in all manner of writing, and what is none."""
    corpus = gzip.decompress((ROOT / "tests" / "corpus" / "as_people_write.tsv.gz").read_bytes()).decode()
    return [line.split("\t")[1] for line in corpus.splitlines() if not line.startswith("#")]


def command() -> Path:
    """The command line, built."""
    build = ["cargo", "build", "--quiet", "--release", "--locked", "--package", "originator-cli", "--bin", "originator"]
    subprocess.run(build, cwd=ROOT, check=True)
    return ROOT / "target" / "release" / "originator"
