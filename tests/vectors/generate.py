#!/usr/bin/env python3
"""Makes draws.json and picks.json, the test vectors of docs/pools.md.

It is written from that page and shares nothing with the library but the tables in data/numbering/ that the page names.
Needs nothing but Python 3.

    python3 tests/vectors/generate.py           writes both files
    python3 tests/vectors/generate.py --check   fails if a file is not what would be written
"""

import json
import pathlib
import sys

BITS = 2**64
TABLES = pathlib.Path(__file__).parent.parent.parent / "data" / "numbering"


# --- docs/pools.md ---


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) % BITS
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 % BITS
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB % BITS
    return x ^ (x >> 31)


def draw(sender, recipient):
    filled = sender.encode("ascii").ljust(16, b"\0")
    low = int.from_bytes(filled[:8], "little")
    high = int.from_bytes(filled[8:], "little")
    return mix(mix(low ^ mix(high)) ^ mix(int(recipient.removeprefix("+"))))


def cost(drawn):
    value = drawn + 1
    if value == BITS:
        return 0
    zeros = 64 - value.bit_length()
    value <<= zeros
    fraction = 0
    for _ in range(32):
        square = value * value >> 63
        fraction <<= 1
        if square >= BITS:
            fraction += 1
            square >>= 1
        value = square
    return ((zeros + 1) << 32) - fraction


def table(name):
    """The words of each line that is no comment."""
    lines = (TABLES / name).read_text(encoding="ascii").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("#")]


def read_areas():
    """By calling code, count of national digits and prefix: the digits before the area code, and those of it."""
    areas, calling_code, counts = {}, None, []
    for word, *words in table("areas.txt"):
        if word == "calling_code":
            calling_code = areas[words[0]] = {}
        elif word == "digits":
            counts = [int(count) for count in words]
        elif word == "area":
            token, _, length = words[0].rpartition("+")
            for count in counts:
                for prefix in words[1:]:
                    key = count, "" if prefix == "any" else prefix
                    calling_code[key] = int(token or 0), int(length)
    return areas


def read_area_codes():
    """The state of each area code, and the pairs that serve a common place."""
    states, pairs = {}, set()
    for word, *words in table("area_codes.txt"):
        if word == "place":
            codes = [code for code in words if code.isdigit()]
            pairs |= {frozenset((one, other)) for one in codes for other in codes}
        elif word.isdigit():
            states[word] = words[0]
            pairs |= {frozenset((word, other)) for other in words[1:]}
    return states, pairs


AREAS = read_areas()
STATES, PAIRS = read_area_codes()


def area(number):
    if not number.startswith("+"):
        return None
    digits = number[1:]
    code = next((digits[:n] for n in (1, 2, 3) if digits[:n] in AREAS), None)
    if code is None:
        return None
    national = digits[len(code) :]
    for n in range(len(national) + 1):
        found = AREAS[code].get((len(national), national[:n]))
        if found is not None:
            token, length = found
            area_code = national[token : token + length]
            return None if code == "1" and area_code not in STATES else (code, area_code)
    return None


def locality(sender, recipient):
    ours, theirs = area(sender), area(recipient)
    if ours is None or ours[0] != theirs[0]:
        return 0
    if ours == theirs or ours[0] == "1" and frozenset((ours[1], theirs[1])) in PAIRS:
        return 2
    return int(ours[0] == "1" and STATES[ours[1]] == STATES[theirs[1]] != "-")


def better(one, other):
    (sender, weight, drawn), (other_sender, other_weight, other_drawn) = one, other
    mine, theirs = cost(drawn) * other_weight, cost(other_drawn) * weight
    if mine != theirs:
        return mine < theirs
    if drawn != other_drawn:
        return drawn > other_drawn
    return sender < other_sender


def pick(members, recipient, prefer_local):
    if prefer_local and area(recipient) is not None:
        most = max(locality(sender, recipient) for sender, _ in members)
        members = [m for m in members if locality(m[0], recipient) == most]
    best = None
    for sender, weight in members:
        one = (sender, weight, draw(sender, recipient))
        if best is None or better(one, best):
            best = one
    return best[0]


# --- What is drawn and picked ---

EDGES = [0, 1, 2, 3, 2**31, 2**32 - 1, 2**32, 2**53 - 1, 2**53, 2**53 + 1]
EDGES += [2**62 - 1, 2**62, 3 * 2**62 - 1, 2**63 - 2, 2**63 - 1, 2**63, 2**63 + 1, BITS - 2, BITS - 1]

SENDERS = [
    "+12025550142",
    "+46701740605",
    "+447700900142",
    "+1",
    "+999999999999999",
    "123",
    "56767",
    "12345678",
    "A",
    "RETAIL",
    "Retail",
    "retail",
    "Ab 1+-_&.xy",
    "+46 Retail",
]

# The last is as long as a number can be.
RECIPIENTS = ["+1", "+12025550123", "+46701740699", "+447700900123", "+393123456789", "+999999999999999"]

NUMBERS = ["+12025550142", "+12065550142", "+13125550123", "+14165550142", "+16045550142", "+18005550199"]
ABROAD = ["+447700900142", "+46701740605", "+46701740606", "+61491570156"]
SHORT = ["56767", "38099", "123", "12345678"]
NAMES = ["RETAIL", "Retail", "A", "Ab 1+-_&.xy"]

EQUAL = [
    ("one member", ["+12025550142"]),
    ("two numbers that differ in their last digit", ["+46701740605", "+46701740606"]),
    ("six numbers", NUMBERS),
    ("short codes", SHORT),
    ("names, two of which differ in their case", NAMES),
    ("all kinds of sender", NUMBERS[:2] + ABROAD + SHORT[:2] + NAMES[:2]),
]

WEIGHTED = [
    ("one member, whose weight says nothing", [("RETAIL", 7)]),
    ("one to three", [("+12025550142", 1), ("+13125550123", 3)]),
    ("one to two to three to ten", [("+12025550142", 1), ("+12065550142", 2), ("+13125550123", 3), ("56767", 10)]),
    ("equal weights beside an unequal one", [("+46701740605", 2), ("+46701740606", 2), ("RETAIL", 5)]),
    ("weights that are all the same are as none", [("+46701740605", 9), ("+46701740606", 9), ("RETAIL", 9)]),
    ("the least beside the greatest", [("+12025550142", 1), ("+13125550123", 1_000_000)]),
    ("nearly equal", [("+12025550142", 999_999), ("+13125550123", 1_000_000), ("+14165550142", 999_998)]),
    ("short codes and names", [("56767", 4), ("38099", 1), ("RETAIL", 2), ("A", 3)]),
    ("ten members", [(s, w) for w, s in enumerate(NUMBERS + ABROAD, start=1)]),
]

# Numbers set aside for fiction in London, Manchester, Stockholm and Gothenburg.
CITIES = ["+442079460142", "+441614960142", "+46846500442", "+46313900642"]

LOCAL = [
    ("local: North America", [(s, 1) for s in NUMBERS + ["RETAIL", "56767"]]),
    ("local: weights in one area", [("+12025550142", 1), ("+12025550143", 5), ("+13125550123", 100), ("A", 9)]),
    ("local: Toronto, Vancouver", [("+14165550142", 1), ("+16045550142", 1)]),
    ("local: the shared digits of Atlanta and Dallas mean nothing", [("+14045550142", 1), ("+12145550142", 1)]),
    ("local: an overlay of two areas that have nothing else in common", [("+12125550142", 1), ("+17185550142", 1)]),
    ("local: a province rather than another that shares digits", [("+12505550142", 1), ("+12045550142", 1)]),
    ("local: a state rather than another", [("+15125550142", 1), ("+14055550142", 1), ("+17135550142", 3)]),
    ("local: a city on both sides of a boundary", [("+14045550142", 1), ("+14785550142", 1)]),
    ("local: toll-free numbers are of no area", [("+18005550199", 1), ("+12125550142", 1), ("+13055550142", 1)]),
    ("local: another calling code is another country", [(s, 1) for s in ["+13125550123", "56767", *ABROAD]]),
    ("local: cities in Europe", [(s, 1) for s in CITIES + ["+447700900142", "+46701740605", "RETAIL"]]),
    ("local: weights in a city", [("+442079460142", 1), ("+442079460143", 3), ("+441614960142", 9)]),
    ("local: no number at all, so all are as local", [("RETAIL", 1), ("56767", 3), ("A", 1)]),
    ("local: area codes of any length", [("+541123456780", 1), ("+542901234567", 1), ("+390669812340", 1), ("+390212345678", 1)]),
]

# Members with draws that no recipient is known to give, so that every tie is met.
DRAWN = [
    ("equal weights: the greater draw", ("A", 5, 2**63), ("B", 5, 2**63 + 1)),
    ("equal weights and draws: the first text", ("B", 5, 2**63), ("A", 5, 2**63)),
    ("equal weights: the greater draw, though both cost the same", ("A", 1, 2**63 + 1), ("B", 1, 2**63 + 2)),
    ("unequal weights, equal draws: the greater weight", ("A", 4, 2**63), ("B", 5, 2**63)),
    ("a half and 1, a quarter and 2 are equal: the greater draw", ("A", 2, 2**62 - 1), ("B", 1, 2**63 - 1)),
    ("an eighth and 3, a quarter and 2 are equal: the greater draw", ("A", 3, 2**61 - 1), ("B", 2, 2**62 - 1)),
    ("a little less than a quarter and 2 is worse than a half and 1", ("B", 1, 2**63 - 1), ("A", 2, 2**62 - 2**32)),
    ("a little more than a quarter and 2 is better than a half and 1", ("B", 1, 2**63 - 1), ("A", 2, 2**62 + 2**32)),
    ("the greatest draw costs nothing, so no weight helps against it", ("A", 1_000_000, BITS - 2), ("B", 1, BITS - 1)),
    ("both cost nothing, of any weights: the first text", ("B", 1_000_000, BITS - 1), ("A", 1, BITS - 1)),
    ("the least draw loses even with the greatest weight", ("A", 1_000_000, 0), ("B", 1, BITS - 2**48)),
    ("the least draw wins with the greatest weight", ("A", 1_000_000, 0), ("B", 1, BITS - 2**50)),
    ("close, and told apart by the exact logarithms", ("A", 999_999, mix(1)), ("B", 1_000_000, mix(1))),
    ("a number comes before a name", ("A", 1, BITS - 1), ("+12025550142", 2, BITS - 1)),
    ("digits come before a name, and a number before digits", ("123", 1, BITS - 1), ("+999999999999999", 2, BITS - 1)),
    ("a text comes before its continuation", ("AB", 7, 0), ("A", 7, 0)),
    ("capitals come first", ("retail", 7, 1), ("RETAIL", 7, 1)),
]

AREA_CODES = "647 437 942 778 236 250 469 945 212 646 917 718 347 770 943 912 786 645 514 876 242".split()

PEOPLE = (
    [f"+1202555{n:04}" for n in range(100, 116)]
    + [f"+1416555{n:04}" for n in range(100, 108)]
    + [f"+1206555{n:04}" for n in range(100, 104)]
    + [f"+4670174{n:04}" for n in range(610, 622)]
    + [f"+447700900{n:03}" for n in range(300, 308)]
    + ["+393123456789", "+61491570006", "+5491123456789", "+77012345679", "+919876543210", "+8613123456789"]
    + ["+353850123456", "+353871234567", "+358412345678", "+359481234567", "+881612345678", "+8835100012346"]
)

# In these pools it matters where people are: in Toronto, British Columbia, Dallas, New York, Georgia, Florida, Quebec,
# two countries of the Caribbean, and in other cities.
LOCALS = (
    [f"+1{code}5550{n}" for code in AREA_CODES for n in (120, 121, 122)]
    + [f"{city[:-2]}{n}" for city in CITIES for n in (20, 21, 22)]
    + ["+541123456789", "+5492901234567", "+390669812345", "+390212345670", "+18005550123"]
)


def draws():
    edges = EDGES + [mix(n) for n in range(1, 33)]
    return {
        "mix": [{"value": str(value), "mix": str(mix(value))} for value in edges],
        "draw": [
            {"sender": sender, "recipient": recipient, "draw": str(draw(sender, recipient))}
            for sender in SENDERS
            for recipient in RECIPIENTS
        ],
        "better": [
            {
                "what": what,
                "members": [{"sender": s, "weight": w, "draw": str(d)} for s, w, d in (one, other)],
                "better": one[0] if better(one, other) else other[0],
            }
            for what, one, other in DRAWN
        ],
        # Shifted, so that small draws are among them.
        "cost": [
            {"draw": str(drawn), "cost": str(cost(drawn))}
            for drawn in EDGES + [mix(n) >> shift for n, shift in enumerate(range(0, 64, 2))]
        ],
    }


def pools():
    for what, senders in EQUAL:
        yield what, [(sender, 1) for sender in senders], False
    for what, members in WEIGHTED:
        yield what, members, False
    for what, members in LOCAL:
        yield what, members, True


def picks():
    return {
        "pools": [
            {
                "what": what,
                "prefer_local": prefer_local,
                "members": [{"sender": sender, "weight": weight} for sender, weight in members],
                "picks": {person: pick(members, person, prefer_local) for person in PEOPLE + LOCALS * prefer_local},
            }
            for what, members, prefer_local in pools()
        ]
    }


def main():
    here = pathlib.Path(__file__).parent
    for name, made in [("draws.json", draws()), ("picks.json", picks())]:
        text = json.dumps(made, indent=1) + "\n"
        file = here / name
        if sys.argv[1:] != ["--check"]:
            file.write_text(text, encoding="ascii")
        elif file.read_text(encoding="ascii") != text:
            sys.exit(f"{file} is not what generate.py writes")


if __name__ == "__main__":
    main()
