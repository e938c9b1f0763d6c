#!/usr/bin/env python3
"""Writes the area codes of the North American Numbering Plan as reviewable text.

    python3 crates/numbering-gen/dump_area_codes.py data/numbering/area_codes.txt [npa_report.csv]

The report is the one that the North American Numbering Plan Administrator (NANPA) publishes at
https://reports.nanpa.com/public/npa_report.csv. It is the source of record for which area codes overlay each other.
libphonenumber's geocoding data cannot replace it: for a younger area code it knows the state at most (647 is
"Ontario" there), and not the city that the area code shares with an older one. Without a report, what the file has of
the last one stays.

The Python package `phonenumbers` has the geocoding data. It adds the cities that area codes share without being
overlays of each other, and it checks the report: where the two name different states for an area code, nothing is
written.
"""

import collections
import csv
import datetime
import itertools
import re
import sys

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA

HEADER = """\
# The geographic area codes of the North American Numbering Plan (calling code 1). Made by
# crates/numbering-gen/dump_area_codes.py, which says how it is checked. Do not edit.
# A line has an area code, its state or province (`-` outside the United States and Canada), and the area codes that
# overlay it or that it overlays. Such a pair may be in one line or in both: 942 names 416 before 416 names 942.
# These are facts that the plan's administrator (NANPA) publishes at
# https://reports.nanpa.com/public/npa_report.csv; `report` is the date in the file. An area code whose relief plan is
# suspended names nobody.
# `place` has a city and area codes that serve it without being overlays of each other, by libphonenumber's geocoding
# data (Apache License 2.0) of the release `geocoding`.
"""

# How many prefixes of an area code geocoding data must place in a city. One alone is often a number that moved.
PREFIXES = 2

# What the report writes out, by the codes of the postal services. Of two provinces or territories with one area code
# the name is that of both.
PROVINCES = {
    "ALBERTA": "AB",
    "BRITISH COLUMBIA": "BC",
    "MANITOBA": "MB",
    "NEW BRUNSWICK": "NB",
    "NEWFOUNDLAND AND LABRADOR": "NL",
    "NORTHWEST TERRITORIES -YUKON - NUNAVUT": "NT/NU/YT",
    "NOVA SCOTIA - PRINCE EDWARD ISLAND": "NS/PE",
    "ONTARIO": "ON",
    "QUEBEC": "QC",
    "SASKATCHEWAN": "SK",
    "CNMI": "MP",
}

# Names in libphonenumber's geocoding data.
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "Washington D.C.", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington State", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador", "NT": "Northwest Territories", "NS": "Nova Scotia", "NU": "Nunavut",
    "ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec", "SK": "Saskatchewan", "YT": "Yukon",
}  # fmt: skip


def read_report(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        word, date = file.readline().strip().split(",")
        if word != "File Date":
            raise SystemExit(f"{path} does not begin with its date")
        yield datetime.datetime.strptime(date, "%m/%d/%Y").date().isoformat()
        for row in csv.DictReader(file):
            if row["USE"] == "G" and row["ASSIGNED"] == "Yes":
                yield row


def state_of(row):
    if row["COUNTRY"] not in ("US", "CANADA"):
        return "-"
    state = PROVINCES.get(row["LOCATION"], row["LOCATION"])
    if not re.fullmatch("[A-Z]{2}(/[A-Z]{2})*", state):
        raise SystemExit(f"{row['NPA_ID']}: no code for {row['LOCATION']}")
    return state


def area_codes(path):
    """The date of the report, and each area code with its state and the area codes of its overlay complex."""
    date, *rows = read_report(path)
    codes = {}
    for row in sorted(rows, key=lambda row: row["NPA_ID"]):
        overlays = [] if row["STATUS"] == "Suspended" else re.findall(r"\d{3}", row["OVERLAY_COMPLEX"])
        codes[row["NPA_ID"]] = [state_of(row), *sorted(set(overlays) - {row["NPA_ID"]})]
    return date, codes


def written(path):
    """The same of what was written last."""
    words = [line.split() for line in open(path, encoding="ascii") if line.strip() and line[0] != "#"]
    (date,) = [date for word, date in (line for line in words if line[0] == "report")]
    return date, {code: rest for code, *rest in words if code.isdigit()}


def geocoded():
    """For each area code, how many of its prefixes geocoding data places in each state and in each city.

    The name that it gives to an area code as a whole counts for the state alone.
    """
    by_name = {name: code for code, name in STATES.items()}
    states = collections.defaultdict(collections.Counter)
    cities = collections.defaultdict(collections.Counter)
    for prefix, names in GEOCODE_DATA.items():
        if not prefix.startswith("1") or len(prefix) < 4 or "en" not in names:
            continue
        code, name = prefix[1:4], names["en"]
        city = re.search(", ([A-Z]{2})$", name)
        if city:
            states[code][city[1]] += 1
            if len(prefix) > 4:
                cities[name][code] += 1
        for part in name.split("/"):
            if part in by_name:
                states[code][by_name[part]] += 1
    return states, cities


def check(codes, states):
    wrong, compared = [], 0
    for code, (state, *_) in codes.items():
        if state == "-" or code not in states:
            continue
        compared += 1
        if states[code].most_common(1)[0][0] not in state.split("/"):
            wrong.append(f"{code} is of {state}, but geocoding data says {states[code]}")
    print(f"{len(codes)} area codes, the states of {compared} compared with geocoding data", file=sys.stderr)
    if wrong:
        raise SystemExit("\n".join(wrong))


def places(codes, cities):
    """The cities that area codes share without being overlays of each other, with these area codes."""
    for city, counts in sorted(cities.items()):
        shared = sorted(code for code, count in counts.items() if count >= PREFIXES and code in codes)
        pairs = itertools.combinations(shared, 2)
        if any(two not in codes[one] and one not in codes[two] for one, two in pairs):
            yield city, shared


def main(path, report=None):
    date, codes = area_codes(report) if report else written(path)
    states, cities = geocoded()
    check(codes, states)
    lines = [f"report {date}", f"geocoding {phonenumbers.__version__}", ""]
    lines += [" ".join([code, *rest]) for code, rest in codes.items()]
    lines += ["", *(f"place {' '.join(shared)} {city}" for city, shared in places(codes, cities))]
    with open(path, "w", encoding="ascii") as out:
        out.write(HEADER + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
