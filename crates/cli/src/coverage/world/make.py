"""Makes outlines.txt, the map of the page that `originator coverage --html` writes.

Source: Natural Earth, "Admin 0 - Countries", 1:50m (public domain, https://www.naturalearthdata.com/), as the npm package
world-atlas 2.0.2 has it in TopoJSON. Borders are the source's: who holds the ground. They take no side.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip install pycountry            # ISO 3166-1 numbers to codes
    python make.py package/countries-50m.json > outlines.txt

Projected with Equal Earth (Savric, Patterson, Jenny, 2018), which keeps areas in proportion, onto WIDTH units;
each arc is simplified once, so that neighbours keep one border. A line is a region: its code, a tab, and the path of an
SVG, which is empty where there is nothing to draw; where the outline is too small to be pointed at, also a tab and the
place of a dot.
"""

import json
import math
import sys

import pycountry

WIDTH = 2000
# Up to so far from the line, in units, a point is left out.
TOLERANCE = 0.5
# Islands below so many square units are left out, unless they are all that a region has.
SMALLEST_ISLAND = 3.0
# A region whose largest piece has fewer square units gets a dot, too.
SMALLEST_REGION = 60.0
# South of it there is nobody to write to.
SOUTH = -57

# What the source gives no number.
NAMED = {"Somaliland": "SO", "Kosovo": "XK", "N. Cyprus": "CY"}
# Pieces that the source has under another country: code, and the box they lie in (west, south, east, north).
APART = {
    "FR": [("GF", (-56, 1, -50, 7)), ("GP", (-62, 15.7, -60.9, 16.6)), ("MQ", (-61.4, 14.2, -60.6, 15.0)),
           ("RE", (55, -22, 56, -20)), ("YT", (44.8, -13.2, 45.5, -12.5))],
    "NO": [("SJ", (8, 74, 36, 82)), ("SJ", (-10, 70, -7, 72)), ("BV", (3, -55, 4, -54))],
    "NL": [("BQ", (-69, 11.9, -62, 18))],
    "SH": [("AC", (-14.6, -8.1, -14.2, -7.8)), ("TA", (-13, -41, -9, -37))],
}
# What the source leaves out, or has no more than a point of: longitude and latitude.
PLACES = {
    "AC": (-14.36, -7.94), "BQ": (-68.25, 12.18), "BV": (3.35, -54.42), "CC": (96.83, -12.17), "CX": (105.63, -10.49),
    "GF": (-53.1, 3.9), "GI": (-5.35, 36.13), "GP": (-61.55, 16.25), "MQ": (-61.02, 14.64),
    "RE": (55.53, -21.12), "SJ": (16.0, 78.5), "TA": (-12.28, -37.11), "TK": (-171.8, -9.2), "TV": (179.2, -8.52),
    "UM": (166.6, 19.3), "YT": (45.16, -12.83),
}


def equal_earth(longitude, latitude):
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (
        3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)
    return x, y


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, 84)[1]


def place(longitude, latitude):
    x, y = equal_earth(longitude, latitude)
    return (x * SCALE + WIDTH / 2, (TOP - y) * SCALE)


def simplified(degrees):
    """Douglas and Peucker, 1973, on the plane; the ends stay."""
    points = [place(*point) for point in degrees]
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        worst, where = 0.0, None
        for at in range(first + 1, last):
            px, py = points[at]
            off = (abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length
                   else math.hypot(px - ax, py - ay))
            if off > worst:
                worst, where = off, at
        if where is not None and worst > TOLERANCE:
            keep.add(where)
            stack += [(first, where), (where, last)]
    # An island keeps at least a triangle.
    return degrees if degrees[0] == degrees[-1] and len(keep) < 4 else [degrees[at] for at in sorted(keep)]


def joined(lines):
    """One line of several, which goes on across the antimeridian in place of around the world."""
    whole = []
    for line in lines:
        for longitude, latitude in line:
            if whole:
                longitude += 360 * round((whole[-1][0] - longitude) / 360)
            if not whole or whole[-1] != (longitude, latitude):
                whole.append((longitude, latitude))
    return whole


def half(ring, side):
    """What of a ring lies west (-1) of 180 degrees east, or east (1) of 180 degrees west."""
    edge = -180 * side
    cut = []
    for (ax, ay), (bx, by) in zip(ring[-1:] + ring[:-1], ring):
        inside, was_inside = (bx - edge) * side >= 0, (ax - edge) * side >= 0
        if inside != was_inside:
            cut.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if inside:
            cut.append((bx, by))
    return cut


def cut(ring):
    """The parts of a ring on this side of the antimeridian and on the other, on the plane."""
    for turn in (-360, 0, 360):
        part = half(half([(x + turn, y) for x, y in ring], 1), -1) if ring else []
        if len(part) > 2:
            yield [place(*point) for point in part]


def area(ring):
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]))) / 2


def path(ring):
    """Whole units, each point from the one before it."""
    points = []
    for x, y in ring:
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    text = "M%d %dl" % points[0]
    for (ax, ay), (bx, by) in zip(points, points[1:]):
        step = "%d %d" % (bx - ax, by - ay)
        text += (" " if text[-1].isdigit() and step[0] != "-" else "") + step.replace(" -", "-")
    return text + "z"


def main(source):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(simplified(joined([points])))

    def ring_of(indexes):
        return joined([arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes])

    regions = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if "id" in geometry:
            code = pycountry.countries.get(numeric=geometry["id"]).alpha_2
        elif name in NAMED:
            code = NAMED[name]
        else:
            continue  # The Siachen Glacier, which has no code, and "Indian Ocean Ter.": CC and CX, which are dots.
        polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}[geometry["type"]]
        for polygon in polygons:
            longitude, latitude = ring_of(polygon[0])[0]
            if latitude < SOUTH:
                continue
            own = code
            for other, (west, south, east, north) in APART.get(code, []):
                if west <= longitude <= east and south <= latitude <= north:
                    own = other
            for indexes in polygon:
                regions.setdefault(own, []).extend(cut(ring_of(indexes)))

    for code in sorted(set(regions) | set(PLACES)):
        rings = regions.get(code, [])
        largest = max(rings, key=area, default=[])
        line = "%s\t%s" % (code, "".join(path(ring) for ring in rings if area(ring) >= SMALLEST_ISLAND))
        if not largest or area(largest) < SMALLEST_REGION:
            if code in PLACES:
                x, y = place(*PLACES[code])
            else:
                x = sum(px for px, _ in largest) / len(largest)
                y = sum(py for _, py in largest) / len(largest)
            line += "\t%d %d" % (round(x), round(y))
        print(line)


main(sys.argv[1])
