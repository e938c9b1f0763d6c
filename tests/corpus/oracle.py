"""What python-phonenumbers says of a text, under the reading rules of this library.

The two scripts beside this file ask here for every row's expected answer, so that the rules stand in one place. This
is written from the rules, not from the library's code: a test that compares the two compares two readings of them.
"""

import gzip
import os
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType, ValidationResult
# The oracle's own idea of an extension: a word or a sign, then digits, at the end of the text.
from phonenumbers.phonenumberutil import _maybe_strip_extension

PHONENUMBERS = "9.0.43"
COLUMNS = "region\ttext\te164\te164_region\tline_type\tvalidity"
REFUSED = ("", "", "", "")

# The characters of the Unicode property White_Space. Not str.strip()'s: that would drop U+001C to U+001F as well.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
PLUS = "+\uff0b"

LINE_TYPES = {
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal_number",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
    PhoneNumberType.UNKNOWN: "unknown",
}


def is_invisible(char):
    """A control character, or one of Unicode's format characters: the bidirectional marks, embeddings and isolates,
    the zero-width spaces and joiners, the word joiner, the byte order mark, the soft hyphen, the tags."""
    return unicodedata.category(char) in ("Cc", "Cf")


def is_letter(char):
    return unicodedata.category(char).startswith("L")


def is_digit(char):
    """A decimal digit of any script."""
    return unicodedata.category(char) == "Nd"


def pass_guard(text):
    """The text that may be read, as (number, number and extension), or None where nothing may be.

    Surrounding white space is dropped, and a leading `tel:`. After that, no character may be invisible, and no letter
    may stand before the extension, if there is one: a sign or a word that libphonenumber knows, with digits, at the
    very end.
    """
    text = text.strip(WHITE_SPACE)
    if text[:4].lower() == "tel:":
        text = text[4:]
    if any(map(is_invisible, text)):
        return None
    _, number = _maybe_strip_extension(text)
    if any(map(is_letter, number)):
        return None
    return number, text


def make_international(number):
    """A text without a default region, with its `+` in front, and whether its length must be a possible one for it to
    be read at all; or None where it is not international.

    A leading 00 is the `+`; other text without a `+` must be seven digits or more, the first not 0.
    """
    if any(plus in number for plus in PLUS):
        return number, False
    digits = [str(unicodedata.digit(char)) for char in number if is_digit(char)]
    if len(number) > 2 and all(is_digit(c) and unicodedata.digit(c) == 0 for c in number[:2]):
        return "+" + number[2:], False
    if len(digits) < 7 or digits[0] == "0":
        return None
    first = next(at for at, char in enumerate(number) if is_digit(char))
    return "+" + number[first:], True


def parse(text, region):
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def read(text, region):
    """The expected (E.164, its region, line type, validity) of a text, all four empty where it must be refused.

    `region` is the default region, or empty. A length that the numbering plan does not have keeps the E.164 that was
    read, and is `invalid`; more than 15 digits are a refusal.
    """
    passed = pass_guard(text)
    if passed is None:
        return REFUSED
    number, with_extension = passed
    must_be_possible = False
    if region:
        parsed = parse(with_extension, region)
        bare = parse(number, region)
    else:
        international = make_international(number)
        if international is None:
            return REFUSED
        bare_text, must_be_possible = international
        bare = parse(bare_text, None)
        parsed = parse(bare_text + with_extension[len(number):], None)
    if e164(parsed) != e164(bare):
        raise AssertionError(f"the extension changes the number: {text!r} in {region!r}")
    if parsed is None or len(e164(parsed)) > 1 + 15:
        return REFUSED
    validity = validity_of(parsed)
    if must_be_possible and validity == "invalid":
        return REFUSED
    owner = phonenumbers.region_code_for_number(parsed) or ""
    return e164(parsed), owner, LINE_TYPES[phonenumbers.number_type(parsed)], validity


def e164(parsed):
    return parsed and phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def validity_of(parsed):
    if phonenumbers.is_valid_number(parsed):
        return "valid"
    if phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE:
        return "possible"
    return "invalid"


def escape(text):
    """Backslash, tab, line feed and carriage return as in Rust; every other control, format or separator character
    but the plain space as \\u{hex}."""
    named = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return "".join(
        named.get(c) or (f"\\u{{{ord(c):x}}}" if c != " " and unicodedata.category(c)[0] in "CZ" else c)
        for c in text
    )


def write(name, comments, rows):
    """Writes the rows beside this script, compressed so that equal rows give equal bytes."""
    if phonenumbers.__version__ != PHONENUMBERS:
        raise SystemExit(f"phonenumbers {PHONENUMBERS} makes this corpus, not {phonenumbers.__version__}")
    lines = ["# " + comment for comment in comments + [COLUMNS.replace("\t", " | ")]]
    lines += ["\t".join((region, escape(text)) + read(text, region)) for region, text in rows]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as compressed:
        compressed.write(("\n".join(lines) + "\n").encode())
    print(f"{name}: {len(rows)} rows, {os.path.getsize(path)} bytes")
