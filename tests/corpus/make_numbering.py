#!/usr/bin/env python3
"""Writes numbers of every kind with what libphonenumber says of them, the same every time.

    python3 tests/corpus/make_numbering.py tests/corpus/numbering.tsv.gz

Needs `phonenumbers` of the release that data/numbering/plan.txt names. Each line is a number without `+` and,
separated by tabs:

    what reading it gives: `=` the same digits, `!` nothing, else the other digits
    its region: libphonenumber's; where that names none, the one to which all valid numbers with the longest
        live prefix belong, else the main one of the calling code; `-` where the calling code is not assigned
    its line type and its validity, the digits taken as they stand

The longest live prefix is found here from the patterns themselves, by other means than the automaton's.
"""

import gzip
import random
import re._constants as op
import re._parser as sre
import sys
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType, ValidationResult
from phonenumbers.data import _COUNTRY_CODE_TO_REGION_CODE as REGIONS_OF_CODE

MOST_DIGITS = 15
VALID_OF_EACH = 45
RANDOM_OF_EACH_CODE = 130
RANDOM = 8000

TYPES = {value: name.lower() for name, value in vars(PhoneNumberType).items() if isinstance(value, int)}
DESCS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number", "pager",
    "uan", "voicemail",
)
NAMED = """
447911123456 447911234567 447700900123 447624123456 447797712345 447781123456 12025550123 14165550123
17875550123 18765550123 16585550123 18095550123 16005550123 12425550123 14415550123 16845550123 77012345678
79161234567 393123456789 390669812345 262692123456 262639012345 590690001234 59995181234 5993181234
881612345678 5491123456789 525512345678 12361112222 4407911123456 112025550123
""".split()


def sample(pattern, rng):
    """Digits that match a pattern, any end of it left out of account."""
    return "".join(_sample(sre.parse(pattern), rng))


def _sample(items, rng):
    for code, value in items:
        if code is op.LITERAL:
            yield chr(value)
        elif code is op.IN:
            yield rng.choice(sorted(class_of(value)))
        elif code is op.BRANCH:
            yield from _sample(rng.choice(value[1]), rng)
        elif code is op.SUBPATTERN:
            yield from _sample(value[3], rng)
        elif code is op.MAX_REPEAT:
            for _ in range(rng.randint(value[0], min(value[1], value[0] + 12))):
                yield from _sample(value[2], rng)
        elif code is not op.AT:
            raise ValueError(code)


def class_of(items):
    chars = set()
    for code, value in items:
        if code is op.LITERAL:
            chars.add(chr(value))
        elif code is op.RANGE:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        elif code is op.CATEGORY:
            assert value is op.CATEGORY_DIGIT
            chars.update("0123456789")
        else:
            raise ValueError(code)
    return chars


class Steps:
    """The places a walk over digits can be in, in any of several patterns."""

    def __init__(self, patterns):
        self.free, self.on = [], []
        self.start = self.close({self.add(sre.parse(pattern), self.node()) for pattern in patterns})

    def node(self, free=(), on=None):
        self.free.append(tuple(free))
        self.on.append(on)
        return len(self.free) - 1

    def add(self, items, after):
        for code, value in reversed(list(items)):
            if code is op.LITERAL:
                after = self.node(on=({chr(value)}, after))
            elif code is op.IN:
                after = self.node(on=(class_of(value), after))
            elif code is op.BRANCH:
                after = self.node(free=[self.add(branch, after) for branch in value[1]])
            elif code is op.SUBPATTERN:
                after = self.add(value[3], after)
            elif code is op.MAX_REPEAT:
                least, most, repeated = value
                end = after
                for _ in range(most - least):
                    after = self.node(free=[self.add(repeated, after), end])
                for _ in range(least):
                    after = self.add(repeated, after)
            else:
                raise ValueError(code)
        return after

    def close(self, nodes):
        todo, seen = list(nodes), set(nodes)
        while todo:
            for node in self.free[todo.pop()]:
                if node not in seen:
                    seen.add(node)
                    todo.append(node)
        return frozenset(node for node in seen if not self.free[node])

    @lru_cache(maxsize=None)
    def step(self, places, digit):
        return self.close({self.on[n][1] for n in places if self.on[n] and digit in self.on[n][0]})


class LivePrefixes:
    """Which regions the valid numbers of a calling code that begin with given digits belong to."""

    def __init__(self, code):
        self.code = code
        patterns = []
        for region in REGIONS_OF_CODE[code]:
            metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            for name in ("general_desc",) + DESCS:
                desc = getattr(metadata, name)
                if desc is not None and desc.national_number_pattern:
                    patterns.append(desc.national_number_pattern)
            if metadata.leading_digits:
                patterns.append(metadata.leading_digits)
        self.steps = Steps(patterns)
        self.known = {}

    def regions(self, places, digits):
        if not places or len(digits) > MOST_DIGITS:
            return frozenset()
        # Leading digits that were passed are no place any more, so they are part of what tells places apart.
        key = (places, len(digits), self.passed(digits))
        if key not in self.known:
            found = set()
            number = number_of(self.code, digits)
            if digits and phonenumbers.is_valid_number(number):
                found.add(phonenumbers.region_code_for_number(number))
            for digit in "0123456789":
                found |= self.regions(self.steps.step(places, digit), digits + digit)
            self.known[key] = frozenset(found)
        return self.known[key]

    def passed(self, digits):
        for region in REGIONS_OF_CODE[self.code]:
            leading = PhoneMetadata.metadata_for_region(region).leading_digits
            if leading and phonenumbers.re_util.re.compile(leading).match(digits):
                return region
        return None

    def region(self, digits):
        places, read, last = self.steps.start, "", frozenset()
        for digit in [None, *digits]:
            if digit is not None:
                places, read = self.steps.step(places, digit), read + digit
            regions = self.regions(places, read)
            if not regions:
                break
            last = regions
        return next(iter(last)) if len(last) == 1 else REGIONS_OF_CODE[self.code][0]


@lru_cache(maxsize=None)
def live_prefixes(code):
    return LivePrefixes(code)


def number_of(code, digits):
    zeros = len(digits) - len(digits.lstrip("0"))
    zeros = min(zeros, max(len(digits) - 1, 0))
    return PhoneNumber(
        country_code=code,
        national_number=int(digits or "0"),
        italian_leading_zero=True if zeros else None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )


def code_of(digits):
    for length in (1, 2, 3):
        if len(digits) >= length and int(digits[:length]) in REGIONS_OF_CODE:
            return int(digits[:length])
    return None


def read_as(digits):
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "!"
    read = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    return "=" if read == digits else read


def answer(digits):
    read = read_as(digits)
    code = code_of(digits)
    if code is None:
        return read, "-", "-", "-"
    national = digits[len(str(code)):]
    if not national:
        return read, REGIONS_OF_CODE[code][0], "unknown", "invalid"
    number = number_of(code, national)
    assert phonenumbers.national_significant_number(number) == national
    region = phonenumbers.region_code_for_number(number)
    if phonenumbers.is_valid_number(number):
        validity = "valid"
    elif phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE:
        validity = "possible"
    else:
        validity = "invalid"
    return read, region or live_prefixes(code).region(national), TYPES[phonenumbers.number_type(number)], validity


def numbers(rng):
    yield from NAMED
    for code, regions in sorted(REGIONS_OF_CODE.items()):
        digits = lambda count: "".join(rng.choice("0123456789") for _ in range(count))
        main = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
        prefix = main.national_prefix_for_parsing
        valid = []
        for region in regions:
            metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            for name in DESCS:
                desc = getattr(metadata, name)
                if desc is None or not desc.national_number_pattern:
                    continue
                if desc.example_number:
                    yield f"{code}{desc.example_number}"
                valid += [sample(desc.national_number_pattern, rng) for _ in range(VALID_OF_EACH)]
        general = [sample(main.general_desc.national_number_pattern, rng) for _ in range(VALID_OF_EACH)]
        for national in valid + general:
            yield f"{code}{national}"
            place = rng.randrange(len(national))
            yield f"{code}{national[:place]}{digits(1)}{national[place + 1:]}"
            yield f"{code}{national[:place]}{digits(1)}{national[place:]}"
            yield f"{code}{national[:place]}{national[place + 1:]}"
            if prefix and rng.random() < 0.7:
                yield f"{code}{sample(prefix, rng)}{national}"
            elif prefix:
                yield f"{code}{sample(prefix, rng)}{digits(rng.randint(2, 9))}"
        for _ in range(RANDOM_OF_EACH_CODE):
            yield f"{code}{digits(rng.randint(0, MOST_DIGITS - len(str(code))))}"
    for _ in range(RANDOM):
        yield rng.choice("123456789") + "".join(rng.choice("0123456789") for _ in range(rng.randint(0, 14)))


def main(path):
    rng = random.Random(phonenumbers.__version__)
    chosen = {digits for digits in numbers(rng) if len(digits) <= MOST_DIGITS}
    answers = {digits: answer(digits) for digits in chosen}
    # What a number is read as is a number, too.
    for read, *_ in list(answers.values()):
        if read not in ("=", "!") and len(read) <= MOST_DIGITS and read not in answers:
            answers[read] = answer(read)
    lines = [f"# libphonenumber {phonenumbers.__version__}\n"]
    lines += ["\t".join((digits, *answers[digits])) + "\n" for digits in sorted(answers)]
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        out.write("".join(lines).encode())
    print(f"{len(answers)} numbers", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
