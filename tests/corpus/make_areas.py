#!/usr/bin/env python3
"""Writes valid numbers of all regions with the length of their area codes by libphonenumber, the same every time.

    python3 tests/corpus/make_areas.py tests/corpus/areas.tsv.gz

Needs `phonenumbers` of the release that data/numbering/plan.txt names. Each line is a number without `+`, a tab, and
what getLengthOfGeographicalAreaCode says of it: how many digits of the national number its area code has, the token
of a mobile number included, or 0. For calling code 1 the line type follows.
"""

import gzip
import random
import sys

import phonenumbers
from make_numbering import DESCS, MOST_DIGITS, REGIONS_OF_CODE, TYPES, number_of, sample
from phonenumbers import PhoneMetadata

# Area codes are those of fixed lines, and of mobiles in a few countries.
SAMPLES = {"fixed_line": 640, "mobile": 180}
SAMPLES_OF_OTHERS = 35


def numbers(rng):
    for code, regions in sorted(REGIONS_OF_CODE.items()):
        for region in regions:
            metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            for name in DESCS:
                desc = getattr(metadata, name)
                if desc is None or not desc.national_number_pattern:
                    continue
                for _ in range(SAMPLES.get(name, SAMPLES_OF_OTHERS)):
                    yield code, sample(desc.national_number_pattern, rng)


def main(path):
    rng = random.Random(phonenumbers.__version__)
    answers = {}
    for code, national in numbers(rng):
        digits = f"{code}{national}"
        if len(digits) > MOST_DIGITS or digits in answers:
            continue
        number = number_of(code, national)
        if phonenumbers.is_valid_number(number):
            answers[digits] = str(phonenumbers.length_of_geographical_area_code(number))
            if code == 1:
                answers[digits] += "\t" + TYPES[phonenumbers.number_type(number)]
    lines = [f"# libphonenumber {phonenumbers.__version__}\n"]
    lines += [f"{digits}\t{answers[digits]}\n" for digits in sorted(answers)]
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        out.write("".join(lines).encode())
    with_area = sum(not answer.startswith("0") for answer in answers.values())
    print(f"{len(answers)} numbers, {with_area} with an area code", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
