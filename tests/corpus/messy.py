"""Writes messy.tsv.gz: numbers with slips in them, and what libphonenumber itself makes of each.

    python3 tests/corpus/messy.py

Unlike the other corpora this one has no rules of this library in its answers: a test compares every reading with
libphonenumber's, and asks for a reason where the two differ.
"""

import gzip
import os
import random
import re

import phonenumbers

import as_people_write
import oracle

ROWS = 100_000
COLUMNS = "region\ttext\te164\tvalidity"

# What is put somewhere into a text.
SIGNS = list(" -./()+*#,;:~_=?!'\"&@%$|\\<>[]{}") + [
    "\t", "\n", "\r\n", "\xa0", "\u2009", "\u202f", "\u3000", "\u2028", "\u00ad", "\u200b", "\u200e", "\u202a", "\u202c",
    "\u2060", "\ufeff", "\x00", "\x1f", "\u2010", "\u2013", "\u2014", "\u2212", "\u30fc", "\uff70", "\uff0d", "\u05be",
    "\u301c", "\uff5e", "\u2053", "\uff0b", "\uff08", "\uff09", "\uff0e", "\uff0f", "\u2022", "\u2026", "\u30fb", "\uff0a",
    "x", "X", "a", "o", "O", "l", "ext", "e", "\u0436", "\u00e9", "\uff58", "\u00b2", "\u2164", "\u0301", "\u260e",
]
ENDS = [
    " (2)", "(2)", " [12]", " - 2", "-2", " 2", ".5", ".0", ".00", ".000", ",0", ",12", ", 12", ";12", " #12", "#", "~12",
    ",,12", " x12", "x123", " ext. 12", ";ext=12", ";isub=3", ";phone-context=+44", ";phone-context=example.com", "...",
    "\u2026", "**", "??", ".", ",", ";", "-", " /", " & co", " 123#", "/12", "-0", " 1234", "\u200e", "\ufeff", "\n", "x",
]
BEGINNINGS = [
    "'", "\"", "=", "-", "+", "0", "00", "(", "#", "*", "*31#", "tel:", "tel: ", "whatsapp:", "sms:", "\ufeff", "\u202d",
    "\u200b", "\u00ad", "No. ", "\u260e ", "...", "\u2022", "\u2022 ", "1", "+00", " ", "\t", "0xx", "0xx11",
]


def slip(text, other, rng):
    """The text with one slip."""
    place = rng.randrange(len(text) + 1)
    kind = rng.randrange(9)
    if kind == 0:
        return text[:place] + rng.choice(SIGNS) + text[place:]
    if kind == 1:
        return text + rng.choice(ENDS)
    if kind == 2:
        return rng.choice(BEGINNINGS) + text
    if kind == 3:
        return text[:place] + text[place + 1:]
    if kind == 4:
        return text[:place] + rng.choice("0123456789") + text[place:]
    if kind == 5:
        return text + rng.choice([" ", ";", ",", "/", " / ", "\n", " or ", "|", "-", " - "]) + other
    if kind == 6:
        return text.replace(rng.choice(" -.()"), rng.choice(SIGNS[:8] + SIGNS[31:60]))
    if kind == 7:
        return re.sub(r"\d$", lambda _: rng.choice(["x", "*", "?", "", "0"]), text)
    return re.sub(r"\D", "", text) + rng.choice(["", ".0", "", " ", ".5"])


def written(number, rng):
    """A number in one of the usual ways, and the region in which it is written so, or none."""
    ways = [("", number.e164), ("", number.international), ("+", number.digits), ("+", "00" + number.digits)]
    if number.region:
        ways += [(number.region, number.national), (number.region, number.significant), (number.region, number.digits)]
        ways += [(number.other_region(), number.digits), (number.other_region(), "00" + number.digits)]
    return rng.choice(ways)


def libphonenumbers(mode, text):
    """What libphonenumber reads, with a `+` in place of a leading 00, or before digits that are international."""
    region = None if mode in ("", "+") else mode
    parsed = oracle.parse(text, region)
    if not region and not set(text.rstrip("+\uff0b" + oracle.WHITE_SPACE)) & set("+\uff0b"):
        digits = re.search(r"\d.*", text, re.S)
        if digits and digits[0].startswith("00"):
            parsed = oracle.parse("+" + digits[0][2:], None)
        elif digits and mode == "+":
            parsed = oracle.parse("+" + digits[0], None)
    if parsed is None:
        return "", ""
    return oracle.e164(parsed), oracle.validity_of(parsed)


def rows(rng):
    numbers = as_people_write.numbers(rng)
    numbers = [as_people_write.Number(number.parsed, rng) for number in numbers]
    found = {}
    while len(found) < ROWS:
        mode, text = written(rng.choice(numbers), rng)
        for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
            text = slip(text, written(rng.choice(numbers), rng)[1], rng)
        found.setdefault((mode, text))
    return list(found)


def main():
    if phonenumbers.__version__ != oracle.PHONENUMBERS:
        raise SystemExit(f"phonenumbers {oracle.PHONENUMBERS} makes this corpus, not {phonenumbers.__version__}")
    lines = [
        f"# phonenumbers {oracle.PHONENUMBERS}; made by messy.py, explained in README.md",
        "# " + COLUMNS.replace("\t", " | "),
    ]
    for mode, text in rows(random.Random(42)):
        lines.append("\t".join((mode, oracle.escape(text)) + libphonenumbers(mode, text)))
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "messy.tsv.gz")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as compressed:
        compressed.write(("\n".join(lines) + "\n").encode())
    print(f"messy.tsv.gz: {len(lines) - 2} rows, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
