#!/usr/bin/env python3
"""Writes the numbering plan that the installed `phonenumbers` carries as reviewable text.

    python3 crates/numbering-gen/dump_metadata.py DATE > data/numbering/plan.txt

DATE is the day on which libphonenumber published the release, as its release_notes.txt names it. The package does not
know it.
"""

import datetime
import sys

import phonenumbers
from phonenumbers import PhoneMetadata
from phonenumbers import phonenumberutil
from phonenumbers.data import _COUNTRY_CODE_TO_REGION_CODE as REGIONS_OF_CODE

LINE_TYPES = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)

HEADER = """\
# The numbering plan of libphonenumber (Apache License 2.0), made by crates/numbering-gen/dump_metadata.py.
# Do not edit. A pattern is written one alternative a line.
# `released` is the day that libphonenumber's release_notes.txt gives to the release.
"""

# Sets of calling codes that libphonenumber keeps in its program and not in its metadata.
GEOGRAPHIC_MOBILE = (
    phonenumberutil._GEO_MOBILE_COUNTRIES - phonenumberutil._GEO_MOBILE_COUNTRIES_WITHOUT_MOBILE_AREA_CODES
)
WITHOUT_TRUNK_PREFIX = phonenumberutil._COUNTRIES_WITHOUT_NATIONAL_PREFIX_WITH_AREA_CODES


def alternatives(pattern):
    """Splits a regular expression at the bars that stand in no group and no class."""
    depth, start, in_class, index = 0, 0, False, 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            yield pattern[start:index]
            start = index + 1
        index += 1
    yield pattern[start:]


def write_pattern(indent, name, pattern, out):
    for index, alternative in enumerate(alternatives(pattern)):
        out.write(f"{indent}{name if index == 0 else '|'} {alternative}\n")


def write_desc(name, desc, out):
    if desc is None or desc.national_number_pattern is None:
        return
    out.write(f"  {name}\n")
    for word, lengths in (
        ("lengths", desc.possible_length),
        ("local_lengths", desc.possible_length_local_only),
    ):
        if lengths:
            out.write(f"    {word} {' '.join(map(str, lengths))}\n")
    if desc.example_number:
        out.write(f"    example {desc.example_number}\n")
    write_pattern("    ", "pattern", desc.national_number_pattern, out)


def write_formats(metadata, out):
    """How a number is written internationally, which shows where its area code ends."""
    for number_format in metadata.intl_number_format or metadata.number_format:
        out.write(f"  format {number_format.format}\n")
        out.write(f"    format_groups {number_format.pattern}\n")
        if number_format.leading_digits_pattern:
            # The last is the most detailed, and the only one that libphonenumber formats by.
            write_pattern("    ", "format_leading_digits", number_format.leading_digits_pattern[-1], out)


def write_region(code, region, out):
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    out.write(f"\nregion {region}\n")
    if metadata.national_prefix is not None:
        out.write(f"  trunk_prefix {metadata.national_prefix}\n")
    if metadata.leading_digits:
        write_pattern("  ", "leading_digits", metadata.leading_digits, out)
    if metadata.national_prefix_for_parsing:
        write_pattern("  ", "national_prefix", metadata.national_prefix_for_parsing, out)
    if metadata.national_prefix_transform_rule:
        out.write(f"  national_prefix_becomes {metadata.national_prefix_transform_rule}\n")
    write_desc("general", metadata.general_desc, out)
    for line_type in LINE_TYPES:
        write_desc(line_type, getattr(metadata, line_type), out)


def main(released, out):
    out.write(HEADER)
    out.write(f"release {phonenumbers.__version__}\n")
    out.write(f"released {datetime.date.fromisoformat(released)}\n")
    for code, regions in sorted(REGIONS_OF_CODE.items()):
        out.write(f"\ncalling_code {code}\n")
        if code in GEOGRAPHIC_MOBILE:
            out.write("  geographic_mobile\n")
        if code in WITHOUT_TRUNK_PREFIX:
            out.write("  area_codes_without_trunk_prefix\n")
        if token := phonenumbers.country_mobile_token(code):
            out.write(f"  mobile_token {token}\n")
        write_formats(PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0]), out)
        for region in regions:
            write_region(code, region, out)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdout)
