"""Draws docs/images/coverage.svg, the README's picture of the page that `originator coverage --html` writes.

Run it at the root of the repository, with the page of the example:

    originator coverage --traffic crates/cli/tests/users.csv --count-column users --html page.html
    python3 docs/images/coverage.py page.html

The picture has the page's own map, figures and first rows. A picture in a README cannot have links, and not every viewer
knows CSS variables, so links and titles are removed and the colours stand here as they are in the page's style sheet.
"""

import re
import sys
from html import escape, unescape
from pathlib import Path

WIDTH, MARGIN = 1000, 24
ROWS = 6
LIGHT = {
    "paper": "#ffffff", "ink": "#1c2126", "faint": "#5c6670", "line": "#d9dee3", "sea": "#f3f6f8", "nobody": "#d3d9de",
    "domestic": "#17697a", "stand_in": "#6cb8b0", "abroad": "#e8a33d", "one_way": "#c96f4a", "omit": "#8a78b8",
    "refused": "#a8203a", "unreadable": "#4a4f55",
}
DARK = {
    "paper": "#14181c", "ink": "#e6eaee", "faint": "#9aa5b0", "line": "#323a42", "sea": "#1a2026", "nobody": "#39424b",
    "domestic": "#35a7bd", "stand_in": "#93ded2", "abroad": "#f0b75e", "one_way": "#e28a64", "omit": "#a896d8",
    "refused": "#e0506b", "unreadable": "#b5bcc4",
}
# Where the columns of the table begin, by the page's own headings.
COLUMNS = {"Country": 24, "Users": 170, "Share": 240, "Coverage": 310, "Answers come from": 490, "Next": 670}


def style(colours: dict[str, str]) -> str:
    rules = [f".{name} {{ fill: {colour} }}" for name, colour in colours.items()]
    rules.append(f".world path, .world circle {{ stroke: {colours['sea']} }}")
    rules.append(f".rule {{ stroke: {colours['line']} }}")
    return " ".join(rules)


def plain(html: str) -> str:
    """The text of a cell, without its footnotes and a country's code."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(sup|small)>.*?</\1>", "", html))).strip()


def text(x: float, y: float, words: str, kind: str = "ink", **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<text x="{x:g}" y="{y:g}" class="{kind}"{attributes}>{escape(words)}</text>'


def draw(page: str) -> str:
    title = plain(re.search(r"<h1>(.*?)</h1>", page).group(1))
    about = plain(re.search(r"</h1>\s*<p>(.*?)</p>", page, re.S).group(1))
    drawn = [text(MARGIN, 44, title, font_size="22", font_weight="600"), text(MARGIN, 70, about, "faint")]

    bar = [(kind, float(part)) for kind, part in re.findall(r'<span class="(\w+)" style="flex-grow:([\d.]+)">', page)]
    x, whole = float(MARGIN), sum(part for _, part in bar)
    for kind, part in bar:
        width = (WIDTH - 2 * MARGIN) * part / whole
        drawn.append(f'<rect x="{x:.1f}" y="84" width="{max(width - 2, 1):.1f}" height="14" rx="2" class="{kind}"/>')
        x += width

    legend = re.findall(r'<li><i class="(\w+)"></i><b>(.*?)</b>(.*?)</li>', page)
    legend = [entry for entry in legend if entry[1] != "0%"]
    for index, (kind, share, words) in enumerate(legend):
        x, y = MARGIN + 476 * (index % 2), 124 + 24 * (index // 2)
        drawn.append(f'<rect x="{x}" y="{y - 10}" width="11" height="11" rx="2" class="{kind}"/>')
        drawn.append(text(x + 20, y, share, font_weight="600") + text(x + 78, y, plain(words)))
    y = 124 + 24 * ((len(legend) - 1) // 2) + 20

    view, world = re.search(r'<svg viewBox="0 0 ([\d ]+)"[^>]*>(.*?)</svg>', page, re.S).groups()
    across, down = map(int, view.split())
    world = re.sub(r"<title>.*?</title>", "", world)
    world = re.sub(r'<a [^>]*?class="(\w+)"[^>]*>', r'<g class="\1">', world).replace("</a>", "</g>")
    scale = (WIDTH - 2 * MARGIN) / across
    drawn.append(f'<rect x="{MARGIN}" y="{y}" width="{WIDTH - 2 * MARGIN}" height="{down * scale:.0f}" rx="6" class="sea"/>')
    drawn.append(f'<g class="world" transform="translate({MARGIN} {y}) scale({scale:.4f})">{world.strip()}</g>')
    y += down * scale + 30

    heads = [plain(head) for head in re.findall(r"<th[^>]*>(.*?)</th>", re.search(r"<thead>(.*?)</thead>", page, re.S).group(1))]
    for name, x in COLUMNS.items():
        drawn.append(text(x, y, name, "faint", font_weight="600"))
    for row in re.findall(r"<tr id=.*?</tr>", page, re.S)[:ROWS]:
        y += 28
        cells = dict(zip(heads, re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S), strict=True))
        drawn.append(f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y - 19:.0f}" y2="{y - 19:.0f}" class="rule"/>')
        for name, x in COLUMNS.items():
            kind = re.search(r'<i class="(\w+)">', cells[name])
            if kind:
                drawn.append(f'<rect x="{x}" y="{y - 10:.0f}" width="11" height="11" rx="2" class="{kind.group(1)}"/>')
            drawn.append(text(x + (20 if kind else 0), round(y), plain(cells[name])))
    height = round(y + 24)

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" font-size="14">\n'
        f"<title>{escape(title)}</title>\n<style>\n"
        "text { font-family: system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif }\n"
        ".world path, .world circle { stroke-width: 1.5; stroke-linejoin: round }\n"
        f"{style(LIGHT)}\n@media (prefers-color-scheme: dark) {{ {style(DARK)} }}\n</style>\n"
        f'<rect width="{WIDTH}" height="{height}" class="paper"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("coverage.svg").write_text(draw(Path(sys.argv[1]).read_text()))
