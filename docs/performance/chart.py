"""Charts as SVG: rows of dots, and lines over a logarithmic axis. Labels stand beside what they name.

Colours are given twice, for a light page and a dark one; the ground is drawn, so that a chart can be read where the
page is of one kind and the reader's system of the other.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

WIDTH = 720
ROW = 30
TOP = 66
MARGIN = 20
# Of a letter at 12 pixels, by and large.
LETTER = 6.6

STYLE = """
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #59636e }
.ground { fill: #ffffff }
.grid { stroke: #d8dee4; stroke-width: 1 }
.mark { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 3 3 }
.line { fill: none; stroke-width: 1.75 }
.main { stroke: #0969da } .main-dot { fill: #0969da } text.main-text { fill: #0969da }
.also { stroke: #bc4c00 } .also-dot { fill: #bc4c00 } text.also-text { fill: #bc4c00 }
.plain { stroke: #6e7781 } .plain-dot { fill: #6e7781 } text.plain-text { fill: #59636e }
.dashed { stroke-dasharray: 4 4 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .quiet, text.plain-text { fill: #9198a1 }
  .ground { fill: #0d1117 }
  .grid { stroke: #2a313a }
  .mark { stroke: #6e7681 }
  .main { stroke: #4493f8 } .main-dot { fill: #4493f8 } text.main-text { fill: #4493f8 }
  .also { stroke: #f0883e } .also-dot { fill: #f0883e } text.also-text { fill: #f0883e }
  .plain { stroke: #8b949e } .plain-dot { fill: #8b949e }
}
"""


@dataclass(frozen=True)
class Dot:
    """A value in a row: in `colour`, which is main, also or plain, with what stands beside it."""

    value: float
    label: str
    colour: str = "main"


@dataclass(frozen=True)
class Line:
    """Points in the order of their x, with what it is called at its end."""

    name: str
    points: list[tuple[float, float]]
    colour: str = "main"
    # Whether the values stand above the points, or below them.
    above: bool = True
    dashed: bool = False

    def end(self, unit: Callable[[float], str]) -> str:
        return f"{unit(self.points[-1][1])} {self.name}".rstrip()


class Scale:
    """From values to pixels."""

    def __init__(self, values: Iterable[float], pixels: tuple[float, float], log: bool) -> None:
        values = list(values)
        self.log, self.pixels = log, pixels
        if log:
            self.low, self.high = (10.0 ** f(math.log10(v)) for f, v in ((math.floor, min(values)), (math.ceil, max(values))))
            count = round(math.log10(self.high / self.low))
            self.ticks = [self.low * 10**power for power in range(count + 1)]
        else:
            step = nice(max(values) / 5)
            self.low, self.high = 0.0, step * math.ceil(max(values) / step + 0.05)
            self.ticks = [step * tick for tick in range(round(self.high / step) + 1)]

    def __call__(self, value: float) -> float:
        part = (
            math.log(value / self.low) / math.log(self.high / self.low)
            if self.log
            else (value - self.low) / (self.high - self.low)
        )
        return self.pixels[0] + part * (self.pixels[1] - self.pixels[0])


def nice(step: float) -> float:
    """The next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= step)


def dots(
    title: str,
    about: str,
    rows: list[tuple[str, list[Dot]]],
    unit: Callable[[float], str],
    log: bool,
    names: dict[str, str] | None = None,
) -> str:
    """A row for each name, its values as dots along one axis, their labels behind it.

    `names` says by the colour what dots are; it is written over the row in which they lie farthest apart.
    """
    left = MARGIN + max(len(name) for name, _ in rows) * LETTER + 14
    right = WIDTH - MARGIN - max(len(dot.label) for _, row in rows for dot in row) * LETTER - 24
    scale = Scale((dot.value for _, row in rows for dot in row), (left, right), log)
    named = max(range(len(rows)), key=lambda place: spread([scale(dot.value) for dot in rows[place][1]]))
    bottom = TOP + len(rows) * ROW + (ROW / 2 if names else 0)
    parts = []
    for tick in scale.ticks:
        parts.append(f'<path class="grid" d="M{scale(tick):.1f} {TOP - 4:.1f}V{bottom:.1f}"/>')
        parts.append(text(scale(tick), bottom + 16, rounded(unit(tick)), "quiet", "middle"))
    y = TOP - ROW / 2
    for place, (name, row) in enumerate(rows):
        y += ROW
        if names and place == named:
            y += ROW / 2
            parts += over(y - 10, [(scale(dot.value), names[dot.colour], dot.colour) for dot in row])
        parts.append(text(left - 14, y + 4, name, "", "end"))
        ends = [scale(dot.value) for dot in row]
        if len(row) > 1:
            parts.append(f'<path class="plain" d="M{min(ends):.1f} {y:.1f}H{max(ends):.1f}"/>')
        for dot, x in reversed(list(zip(row, ends, strict=True))):
            parts.append(circle(x, y, dot.colour))
            if dot.label:
                parts.append(text(WIDTH - MARGIN, y + 4, dot.label, f"{dot.colour}-text", "end"))
    return page(title, about, bottom + 30, parts)


def spread(places: list[float]) -> float:
    """How far apart the two are that lie nearest to one another; of three kinds before two."""
    places = sorted(places)
    gaps = [below - above for above, below in zip(places, places[1:], strict=False)]
    return len(places) * 10_000 + min(gaps, default=0)


def over(y: float, labels: list[tuple[float, str, str]]) -> list[str]:
    """Labels above their places, moved aside where they would touch."""
    labels = sorted(labels)
    least = max(len(words) for _, words, _ in labels) * LETTER + 8
    places = apart([x for x, _, _ in labels], least)
    return [text(x, y, words, f"{colour}-text", "middle") for x, (_, words, colour) in zip(places, labels, strict=True)]


def lines(
    title: str,
    about: str,
    series: list[Line],
    x_unit: Callable[[float], str],
    y_unit: Callable[[float], str],
    log: tuple[bool, bool],
    marks: Iterable[tuple[float, str]] = (),
    height: int = 300,
) -> str:
    """Lines, and single points, over one axis; `marks` are values of x with what happens there."""
    right = max(len(line.end(y_unit)) for line in series) * LETTER + 16
    top, bottom = TOP + 14, TOP + height
    points = [point for line in series for point in line.points]
    x = Scale([at for at, _ in points], (MARGIN + 92, WIDTH - MARGIN - right), log[0])
    if not log[0]:
        x.ticks = sorted({at for at, _ in points})
        x.low, x.high = x.ticks[0] / 2, x.ticks[-1]
    y = Scale([value for _, value in points], (bottom, top), log[1])
    start, end = MARGIN + 56, x.pixels[1]
    parts = []
    for tick in y.ticks:
        parts.append(f'<path class="grid" d="M{start:.1f} {y(tick):.1f}H{end:.1f}"/>')
        parts.append(text(start - 10, y(tick) + 4, rounded(y_unit(tick)), "quiet", "end"))
    parts += [text(x(tick), bottom + 20, x_unit(tick), "quiet", "middle") for tick in x.ticks]
    for at, label in marks:
        parts.append(f'<path class="mark" d="M{x(at):.1f} {top - 4:.1f}V{bottom:.1f}"/>')
        parts.append(text(x(at), top - 10, label, "quiet", "middle"))
    ends = []
    for line in series:
        path = "L".join(f"{x(at):.1f} {y(value):.1f}" for at, value in line.points)
        dashed = " dashed" if line.dashed else ""
        parts.append(f'<path class="line {line.colour}{dashed}" d="M{path}"/>')
        for place, (at, value) in enumerate(line.points, 1):
            parts.append(circle(x(at), y(value), line.colour))
            if place < len(line.points) and not line.dashed:
                # Beside the line, which rises.
                aside, down = (-10, -10) if line.above else (10, 19)
                parts.append(text(x(at) + aside, y(value) + down, y_unit(value), f"{line.colour}-text", "middle"))
        ends.append((y(line.points[-1][1]), line.end(y_unit), line.colour))
    places = apart([at for at, _, _ in ends], 17)
    parts += [text(end + 12, at + 4, words, f"{colour}-text") for at, (_, words, colour) in zip(places, ends, strict=True)]
    return page(title, about, bottom + 34, parts)


def apart(places: list[float], least: float) -> list[float]:
    """The places, moved from one another until none is nearer to the next than it may be."""
    order = sorted(range(len(places)), key=lambda it: places[it])
    moved = places[:]
    for above, below in list(zip(order, order[1:], strict=False)) * len(places):
        gap = moved[below] - moved[above]
        if gap < least:
            moved[above] -= (least - gap) / 2
            moved[below] += (least - gap) / 2
    return moved


def rounded(words: str) -> str:
    """A round value as it is written on an axis: without the zeros that tell how exact it is."""
    return re.sub(r"\.0+(?= |$)", "", words)


def circle(x: float, y: float, colour: str) -> str:
    return f'<circle class="{colour}-dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    of = f' class="{style}"' if style else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{of} x="{x:.1f}" y="{y:.1f}"{side}>{escape(words)}</text>'


def page(title: str, about: str, height: float, parts: list[str]) -> str:
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        '<rect class="ground" width="100%" height="100%" rx="6"/>',
        text(MARGIN, 28, title, "title"),
        text(MARGIN, 48, about, "quiet"),
    ]
    return "\n".join([*head, *parts, "</svg>", ""])
