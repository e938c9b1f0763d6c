"""What was measured: criterion's estimates, the reports of `originator bench`, and the machine."""

import json
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
CRITERION = Path(os.environ.get("CRITERION_HOME", TARGET / "criterion"))
REPORTS = TARGET / "performance"


def ns(benchmark: str) -> float:
    """The nanoseconds of an iteration, as criterion prints them: of the slope, where it fits one, else the mean."""
    estimates = json.loads((CRITERION / benchmark / "new" / "estimates.json").read_text())
    return (estimates["slope"] or estimates["mean"])["point_estimate"]


def text_bytes(benchmark: str) -> int:
    """How many bytes an iteration reads."""
    return json.loads((CRITERION / benchmark / "new" / "benchmark.json").read_text())["throughput"]["Bytes"]


def report(name: str) -> dict[str, Any]:
    """A report of `originator bench --format json`."""
    return json.loads((REPORTS / f"{name}.json").read_text())


def caches() -> dict[str, int]:
    """The bytes of a core's second-level cache and of the third's, where Linux says."""
    found = {}
    for index in Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"):
        level, size = ((index / name).read_text().strip() for name in ("level", "size"))
        if level in "23" and size.endswith("K"):
            found[f"L{level}"] = int(size[:-1]) << 10
    return dict(sorted(found.items()))


def machine() -> str:
    """The machine and what the code was built with, in a sentence."""
    cpuinfo = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", cpuinfo.read_text()) if cpuinfo.exists() else None
    name = model[1] if model else platform.machine()
    virtual = " of a virtual machine" if cpuinfo.exists() and " hypervisor" in cpuinfo.read_text() else ""
    cores = os.cpu_count()
    sizes = ", ".join(f"{level} {size >> 20} MiB" for level, size in caches().items())
    rustc = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, check=True, text=True).stdout.split()[1]
    return f"{cores} cores{virtual} on {name} ({sizes}), {platform.system()} {platform.release()}, Rust {rustc}"
