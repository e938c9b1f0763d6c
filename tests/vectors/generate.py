#!/usr/bin/env python3
"""Makes draws.json and picks.json, the test vectors of docs/pools.md.

It is written from that page and shares nothing with the library. Needs nothing but Python 3.

    python3 tests/vectors/generate.py           writes both files
    python3 tests/vectors/generate.py --check   fails if a file is not what would be written
"""

import json
import pathlib
import sys

BITS = 2**64


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


TWO_DIGIT_CODES = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 "
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
).split()


def shared_digits(sender, recipient):
    theirs = recipient[1:]
    code = 1 if theirs[0] in "17" else 2 if theirs[:2] in TWO_DIGIT_CODES else 3
    if not sender.startswith("+") or sender[1 : 1 + code] != theirs[:code]:
        return 0
    shared = 0
    for ours, other in zip(sender[1:], theirs):
        if ours != other:
            break
        shared += 1
    return min(shared, code + 3)


def better(one, other):
    (sender, weight, drawn), (other_sender, other_weight, other_drawn) = one, other
    mine, theirs = cost(drawn) * other_weight, cost(other_drawn) * weight
    if mine != theirs:
        return mine < theirs
    if drawn != other_drawn:
        return drawn > other_drawn
    return sender < other_sender


def pick(members, recipient, prefer_local):
    if prefer_local:
        most = max(shared_digits(sender, recipient) for sender, _ in members)
        members = [m for m in members if shared_digits(m[0], recipient) == most]
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

LOCAL = [
    ("near: North America", [(s, 1) for s in NUMBERS + ["RETAIL", "56767"]]),
    ("near: weights among the nearest", [("+12025550142", 1), ("+12025550143", 5), ("+13125550123", 100), ("A", 9)]),
    ("near: +4, +44, +46, +467", [(s, 1) for s in ABROAD + ["+447911123456", "+46101740605"]]),
    ("near: nothing but the calling code", [(s, 1) for s in ["+13125550123", "+46101740605", "+35312345678", "56767"]]),
    (
        "near: at most three digits after the code",
        [(s, 1) for s in ["+12025550142", "+12029990142", "+46701740605", "+46701990605", "+353850999999", "+353850123999"]],
    ),
    ("near: no number at all, so all are as near", [("RETAIL", 1), ("56767", 3), ("A", 1)]),
    ("near: three digits of code", [("+35312345678", 1), ("+353861234567", 1), ("+358401234567", 1), ("+35924123456", 1)]),
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

PEOPLE = (
    [f"+1202555{n:04}" for n in range(100, 116)]
    + [f"+1416555{n:04}" for n in range(100, 108)]
    + [f"+1206555{n:04}" for n in range(100, 104)]
    + [f"+4670174{n:04}" for n in range(610, 622)]
    + [f"+447700900{n:03}" for n in range(300, 308)]
    + ["+393123456789", "+61491570006", "+5491123456789", "+77012345679", "+919876543210", "+8613123456789"]
    + ["+353850123456", "+353871234567", "+358412345678", "+359481234567", "+881612345678", "+8835100012346"]
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
                "picks": {person: pick(members, person, prefer_local) for person in PEOPLE},
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
