"""Draws the charts of docs/performance.md and writes its figures into it, from what was last measured here.

`docs/performance/measure.sh` measures everything and then calls this; after one benchmark alone, call it oneself: what was
not measured stays as it was.
Python 3.10 or newer, nothing else.
"""

import re
from pathlib import Path

from chart import Dot, Line, dots, lines
from measured import ROOT, caches, machine, ns, report, text_bytes

HERE = Path(__file__).parent
PAGE = ROOT / "docs" / "performance.md"

TRAFFIC = ["worldwide", "hot", "national"]
PEERS = ["phonelib", "rlibphonenumber", "phonenumber"]
DECISIONS = [
    ("digits packed", "floor/pack"),
    ("region, line type and validity", "locate/worldwide"),
    ("floor: packed, and one look-up", "floor/pack_and_lookup"),
    ("a first message, worldwide", "route/worldwide"),
    ("the same by the column", "columns/route"),
    ("four numbers over and over", "route/hot"),
    ("a sender that is remembered", "route/sticky_hit"),
    ("a pool of 8", "route/pool_of_8"),
    ("a pool of 8 of unequal weights", "route/weighted_pool_of_8"),
    ("a reply, domestic", "reply/domestic"),
]
COUNTS = {1: "1", 10: "10", 100: "100", 1_000: "1k", 10_000: "10k", 100_000: "100k"}
# What a decision may touch of a plan: where its parts are, and twenty entries (`src/map/plan.rs`).
HOT_BYTES = 32 + 20 * 32


def plans_of(count: int) -> str:
    return "one_plan" if count == 1 else f"{COUNTS[count]}_plans"


def duration(nanoseconds: float) -> str:
    """Three digits and the unit that suits them."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1.0)):
        if nanoseconds >= 0.9995 * size:
            return f"{digits(nanoseconds / size)} {unit}"
    return f"{digits(nanoseconds)} ns"


def digits(value: float) -> str:
    return f"{value:,.{0 if value >= 99.95 else 1 if value >= 9.995 else 2}f}"


def whole(value: float) -> str:
    return f"{value:,.0f}"


def times(value: float) -> str:
    return f"{value:,.{1 if value < 9.95 else 0}f}"


def megabytes(size: float) -> str:
    return f"{digits(size / 1e6)} MB" if size >= 1e6 else f"{digits(size / 1e3)} kB"


def table(head: list[str], rows: list[list[str]]) -> str:
    """In Markdown, all but the first column to the right."""
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def summary() -> tuple[None, str]:
    decision, floor = ns("route/worldwide"), ns("floor/pack_and_lookup")
    region, peer = ns("locate/worldwide"), ns("rlibphonenumber/worldwide")
    sentences = (
        f"A decision takes {duration(decision)} on one core. That is {times(decision / floor)} times the time that packing the "
        f"number's digits and one lookup in a hash table take ({duration(floor)}). Finding the region, line type and validity "
        f"takes {duration(region)} of it; `rlibphonenumber` takes {duration(peer)} to find the region alone."
    )
    return None, sentences


def peers() -> tuple[str, str]:
    rows = [
        ("packing the digits", [("worldwide", "floor/pack"), ("hot", "floor/hot")]),
        ("originator", [("worldwide", "locate/worldwide"), ("hot", "locate/hot")]),
        *((peer, [(traffic, f"{peer}/{traffic}") for traffic in TRAFFIC]) for peer in PEERS),
    ]
    colours = dict(zip(TRAFFIC, ("main", "plain", "also"), strict=True))
    chart = []
    for name, benchmarks in rows:
        values = [(ns(benchmark), colours[traffic]) for traffic, benchmark in benchmarks]
        row = [Dot(value, duration(value) if colour == "main" else "", colour) for value, colour in values]
        chart.append((name, row))
    floor = ns("floor/pack")
    figures = []
    for name, benchmarks in rows:
        known = dict(benchmarks)
        cells = [duration(ns(known[traffic])) if traffic in known else "" for traffic in TRAFFIC]
        figures.append([f"`{name}`" if name in PEERS else name, *cells, times(ns(known["worldwide"]) / floor)])
    drawn = dots(
        "From a number to its region",
        "Time for one number, logarithmic; at the right for numbers worldwide.",
        chart,
        duration,
        log=True,
        names={colour: traffic for traffic, colour in colours.items()},
    )
    return drawn, table(["", "worldwide", "hot", "national", "worldwide, times the floor"], figures)


def decisions() -> tuple[str, str]:
    floor = ns("floor/pack_and_lookup")
    values = [(name, benchmark, ns(benchmark)) for name, benchmark in DECISIONS]
    rows = [
        (name, [Dot(value, duration(value), "plain" if benchmark.startswith("floor") else "main")])
        for name, benchmark, value in values
    ]
    figures = [[name, f"`{benchmark}`", duration(value), times(value / floor)] for name, benchmark, value in values]
    drawn = dots("What one decision takes", "Time for one number, on one core; grey is the floor.", rows, duration, log=False)
    return drawn, table(["", "benchmark", "time", "times the floor"], figures)


def plans() -> tuple[str, str]:
    values = {count: (ns(f"route/{plans_of(count)}"), ns(f"floor/{plans_of(count)}")) for count in COUNTS}
    few = ns("route/100_of_100k_plans")
    marks = [(size / HOT_BYTES, f"{size >> 20} MiB: fills {level}") for level, size in caches().items()]
    drawn = lines(
        "A decision, as plans grow in number",
        "Time for one decision, each by another plan than the one before; 20 countries a plan, the same numbers.",
        [
            Line("originator", [(count, value[0]) for count, value in values.items()]),
            Line("a bare array", [(count, value[1]) for count, value in values.items()], "plain"),
            Line("100 in use", [(100_000, few)], "also"),
        ],
        whole,
        duration,
        (True, False),
        marks,
    )
    figures = [
        [whole(count), megabytes(count * HOT_BYTES), duration(route), times(route / values[1][0]), duration(floor), times(floor / values[1][1])]
        for count, (route, floor) in values.items()
    ]
    figures.append(["100,000, of which 100 in use", megabytes(100 * HOT_BYTES), duration(few), times(few / values[1][0]), "", ""])
    head = ["plans", "what decisions touch", "a decision", "times one plan", "a bare array", "times one plan"]
    return drawn, table(head, figures)


def load() -> tuple[str, str]:
    values = {count: ns(f"load/{plans_of(count)}") for count in COUNTS}
    drawn = lines(
        "Loading a map, as plans grow in number",
        "Time to read, check and compile it; 20 countries a plan. Both axes logarithmic.",
        [Line("", list(values.items()))],
        whole,
        duration,
        (True, True),
        height=260,
    )
    figures = []
    for count, value in values.items():
        memory = report(f"plans-{count}")["memory"]
        size = text_bytes(f"load/{plans_of(count)}")
        kept, peak = (megabytes(memory[name]) for name in ("map_bytes", "peak_bytes"))
        figures.append([whole(count), megabytes(size), duration(value), f"{digits(size / value * 1e3)} MB/s", kept, peak])
    return drawn, table(["plans", "text", "time", "a second", "memory it adds", "peak of the process"], figures)


def pools() -> tuple[str, str]:
    values = {size: (ns(f"route/pool_of_{name}"), ns(f"route/weighted_pool_of_{name}")) for size, name in COUNTS.items()}
    drawn = lines(
        "A decision, as a pool grows",
        "Time for one decision by the members of the recipient's pool. Both axes logarithmic.",
        [
            Line("weights 1 to 8", [(size, value[1]) for size, value in values.items()], "also"),
            Line("equal weights", [(size, value[0]) for size, value in values.items()], above=False),
        ],
        whole,
        duration,
        (True, True),
    )
    figures = [
        [whole(size), duration(equal), duration(weighted), duration(equal / size), duration(weighted / size)]
        for size, (equal, weighted) in values.items()
    ]
    return drawn, table(["members", "equal weights", "weights 1 to 8", "equal, a member", "weighted, a member"], figures)


def threads() -> tuple[str, str]:
    measured = report("threads")["threads"]
    one = measured[0]["decisions_per_second"]
    rates = [(row["threads"], row["decisions_per_second"] / 1e6) for row in measured]
    ideal = [(count, count * one / 1e6) for count, _ in rates]
    drawn = lines(
        "Decisions a second, by threads",
        "Millions; the example map, 100,000 numbers worldwide, every answer checked.",
        [Line("as one thread", ideal, "plain", dashed=True), Line("measured", rates, above=False)],
        whole,
        digits,
        (False, False),
        height=240,
    )
    figures = [
        ["`originator bench`", str(row["threads"]), whole(row["decisions_per_second"]), f"{row['times_one_thread']:.2f}"]
        for row in measured
    ]
    pairs = [
        ("`threads/2`: a map of 180 regions", "threads/2", "threads/1"),
        ("`reload/at_rest`: a map of two", "reload/at_rest", "reload/one_thread_at_rest"),
        ("`reload/under_load`: it is replaced every 10 ms", "reload/under_load", "reload/one_thread_at_rest"),
    ]
    for name, two, alone in pairs:
        figures.append([name, "2", whole(1e9 / ns(two)), f"{ns(alone) / ns(two):.2f}"])
    return drawn, table(["", "threads", "decisions a second", "times one thread"], figures)


def latency() -> tuple[str, str]:
    measured = report("threads")
    quantiles = [("median", "median_ns", "main"), ("99 %", "p99_ns", "plain"), ("99.9 %", "p999_ns", "also")]
    rows = [("all decisions", measured)] + [(row["reason"].replace("_", " "), row) for row in measured["reasons"]]
    chart = [(name, [Dot(row[key], "", colour) for _, key, colour in quantiles]) for name, row in rows]
    drawn = dots(
        "Decisions timed one by one, by their reason",
        f"Nanoseconds, logarithmic; without the {measured['clock_ns']} that reading the clock takes.",
        chart,
        whole,
        log=True,
        names={colour: name for name, _, colour in quantiles},
    )
    figures = [
        [name, whole(row.get("decisions", measured["number_count"])), *(whole(row[key]) for _, key, _ in quantiles)]
        for name, row in rows
    ]
    return drawn, table(["", "numbers", *(f"{name}, ns" for name, _, _ in quantiles)], figures)


def main() -> None:
    written = {"machine": f"The machine: {machine()}."}
    for part in (summary, peers, decisions, latency, plans, load, pools, threads):
        name = part.__name__
        try:
            drawn, written[name] = part()
        except FileNotFoundError as missing:
            print(f"{name}: stays as it was, for there is no {missing.filename}")
            continue
        if drawn:
            (HERE / f"{name}.svg").write_text(drawn)
    page = PAGE.read_text()
    for name, figures in written.items():
        block = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, count = block.subn(lambda found, figures=figures: f"{found[1]}{figures}\n{found[2]}", page)
        assert count == 1, f"{PAGE} has {count} places for {name}"
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
