"""What python-phonenumbers says of a text, under the reading rules of this library.

The scripts beside this file ask here for every row's expected answer, so that the rules stand in one place. This
is written from the rules, not from the library's code: a test that compares the two compares two readings of them.
"""

import gzip
import os
import re
import unicodedata

import phonenumbers
from phonenumbers import CountryCodeSource, PhoneMetadata, PhoneNumberType, ValidationResult
# The oracle's own idea of an extension: a word or a sign, then digits, at the end of the text.
from phonenumbers.phonenumberutil import _maybe_strip_extension

PHONENUMBERS = "9.0.43"
COLUMNS = "region\ttext\te164\te164_region\tline_type\tvalidity\tread_as\tambiguous"
REFUSED = ("", "", "", "", "", "")

# The characters of the Unicode property White_Space. Not str.strip()'s: that would drop U+001C to U+001F as well.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
LINE_ENDS = "\n\v\f\r\x85\u2028\u2029"
OTHER_PLUSES = "\u207a\u208a\u2795\ufb29\ufe62\U0001f7a4\U0001f7a5"
# Format characters (Cf) and others without a glyph: fillers, variation selectors, the combining grapheme joiner, the
# anchors of interlinear annotation and unassigned format characters.
FILLERS = "\u115f\u1160\u3164\uffa0\u034f\u180b\u180c\u180d\u180e\u180f" + "".join(map(chr, range(0xFE00, 0xFE10)))
TILDES = "~\uff5e\u223c\u2053"
HYPHENS = "\u30fc\uff70\u207b\u208b\u2212\u2043"  # beside those of the category Pd
# Dashes of the category Pd that are drawn as waves are no hyphens.
WAVES = "\u301c\u3030"
MASKS = set("*_?·•․‥…⁎∗∙⋅█■□▪○●◦★☆✱・＊？＿･\ufffd")
PUNCTUATION = set(" -./()+x")

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


class Refused(Exception):
    """The text is not exactly one number. Its argument names the rule."""


def is_invisible(char):
    return unicodedata.category(char) in ("Cc", "Cf") or char in FILLERS or 0xE0000 <= ord(char) <= 0xE0FFF


def is_mark(char):
    """An invisible mark, which may stand at the ends: bidirectional, zero-width, the soft hyphen, the byte order mark."""
    return is_invisible(char) and unicodedata.category(char) != "Cc"


def is_digit(char):
    """A decimal digit of any script."""
    return unicodedata.category(char) == "Nd"


def plain(char):
    """The character by which another one counts: one of ASCII for digits and the punctuation of numbers."""
    if is_digit(char):
        return str(unicodedata.digit(char))
    if char in LINE_ENDS:
        return ","
    if char in WHITE_SPACE:
        return " "
    if char in HYPHENS or unicodedata.category(char) == "Pd" and char not in WAVES:
        return "-"
    if char in TILDES:
        return "~"
    wide = {"＋": "+", "（": "(", "［": "(", "[": "(", "）": ")", "］": ")", "]": ")", "．": ".", "／": "/", "＃": "#"}
    return wide.get(char, char)


def strip_ends(text):
    """Drops white space and invisible marks at both ends."""
    while text and (text[0] in WHITE_SPACE or is_mark(text[0])):
        text = text[1:]
    while text and (text[-1] in WHITE_SPACE or is_mark(text[-1])):
        text = text[:-1]
    return text


def strip_uri(text):
    """The text without a scheme and the parameters of RFC 3966, and the `phone-context`."""
    text = re.sub(r"^(tel|whatsapp):", "", text, count=1, flags=re.I)
    context = ""
    while found := re.fullmatch(r"(.*);(ext|phone-context)=([^;]*)", text, re.S | re.I):
        text, name, value = found.groups()
        if name.lower() == "ext":
            if not 1 <= len(value) <= 20 or not all(map(is_digit, value)):
                raise Refused("a parameter `ext` without digits")
        elif context or not phonenumbers.phonenumberutil._is_phone_context_valid(value):
            raise Refused("no `phone-context` of RFC 3966")
        else:
            context = value
    return text, context if context.startswith("+") else ""


def strip_extension(text):
    """The text without an extension that has a label; one without a label is refused."""
    extension, number = _maybe_strip_extension(text)
    dropped = text[len(number):]
    if extension and not any(char.isalpha() for char in dropped):
        raise Refused("an extension without a label")
    return number


def one_number(text, region):
    """The digits and the punctuation of the only number in a text, or an exception."""
    if any(is_invisible(char) and char not in WHITE_SPACE for char in text):
        raise Refused("an invisible character")
    # Labels are looked for in the text as it is, but for white space and hyphens.
    spaced = "".join(plain(char) if plain(char) in "-~ " else char for char in text)
    number = "".join(plain(char) for char in strip_extension(spaced))
    start, end = re.search(r"[+\d]", number, re.A), re.search(r"\d(?=\D*$)", number, re.A)
    if not start or not end:
        raise Refused("no digits")
    before, number, after = number[: start.start()], number[start.start(): end.end()], number[end.end():]
    if set(number) & set(OTHER_PLUSES) or any(char in OTHER_PLUSES for char in before + after):
        raise Refused("a sign that looks like a +")
    if any(char.isalnum() for char in before + after):
        raise Refused("letters")
    number = re.sub(r"^\++", "+", number)
    if set(after) & (MASKS | {"#"}) or ".." in after:
        raise Refused("digits that are hidden or cut off")
    if not number.startswith("+") and (set(before) & MASKS or ".." in before):
        raise Refused("digits that are hidden or cut off")
    if carrier := re.match(r"(\+\W*5\W*5\W*0|0\W*0\W*5\W*5\W*0|0)([ ()./-]*)[xXｘＸ]{2}(?=[^xXｘＸ]*$)", number):
        if carrier[1] != "0" or region == "BR":
            number = carrier[1] + carrier[2] + number[carrier.end():]
    if any(char.isalpha() for char in number):
        raise Refused("letters")
    if not set(number[1:]) <= set("0123456789 -./()") or set(number) & MASKS:
        raise Refused("what cannot stand between digits")
    if whole := re.fullmatch(r"(\+?\d+)\.(0+)", number, re.A):
        if len(whole[2]) > 1:
            raise Refused("zeros that may be a fraction")
        number = whole[1]
    if re.search(r"\d.*(\( *| -+ +)\d{1,2}$", number, re.A):
        raise Refused("a last group that was added")
    if number.count(".") == 1 and re.search(r"\d.*\. *\d{1,2}$", number, re.A):
        raise Refused("a last group that was added")
    return number


def parse(text, region):
    try:
        return phonenumbers.parse(text, region or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None


def digits_of(text):
    return re.sub(r"\D", "", text, flags=re.A)


def interpret(number, region):
    """The parsed number, and how it was read."""
    if number.startswith("+"):
        return parse(number, region), "international"
    if region:
        parsed = parse(number, region)
        if parsed is None:
            return None, ""
        read_as = "international" if parsed.country_code_source == CountryCodeSource.FROM_NUMBER_WITH_IDD else "national"
        digits = digits_of(number)
        other = parse("+" + digits[2:], None) if digits.startswith("00") else parsed
        if e164(other) != e164(parsed):
            if not phonenumbers.is_valid_number(parsed) or other and phonenumbers.is_valid_number(other):
                raise Refused("a leading 00 that the region does not dial")
        return parsed, read_as
    if number.startswith("00"):
        return parse("+" + number[2:], None), "international"
    digits = digits_of(number)
    if len(digits) < 7 or digits.startswith("0"):
        raise Refused("too few digits without a +, or a leading 0")
    parsed = parse("+" + number, None)
    if parsed and validity_of(parsed) == "invalid":
        raise Refused("a length that is not possible")
    return parsed, "bare"


def is_ambiguous(number, parsed, region):
    """Whether digits alone, read in a region, are a valid number of other digits after a `+`."""
    if not region or not re.fullmatch(r"[1-9]\d*", number, re.A):
        return False
    other = parse("+" + number, None)
    if other is None or not phonenumbers.is_valid_number(other) or e164(other) == e164(parsed):
        return False
    main = phonenumbers.region_code_for_country_code(phonenumbers.country_code_for_region(region))
    return PhoneMetadata.metadata_for_region(main).general_desc.possible_length != (len(number),)


def read(text, region):
    """The expected (E.164, its region, line type, validity, read_as, ambiguous) of a text, all empty where it must be
    refused.

    `region` is the default region; if it is empty, bare digits are international. A length that the numbering plan
    does not have keeps the E.164 that was read, and is `invalid`; more than 15 digits are a refusal.
    """
    try:
        return read_or_raise(text, region)
    except Refused:
        return REFUSED


def read_or_raise(text, region):
    if re.fullmatch(r"\+\d{1,15}", text, re.A) and e164(parse(text, None)) == text:
        return answer(parse(text, None), "e164", False)
    text = strip_ends(text)
    if len(text) > 250:
        raise Refused("too many characters")
    text, context = strip_uri(text)
    number = one_number(text, region)
    if context:
        if number.startswith("+"):
            raise Refused("a + after a phone-context")
        number = f"{context} {number}"
    parsed, read_as = interpret(number, region)
    if parsed is None or len(e164(parsed)) > 1 + 15:
        raise Refused("no number to libphonenumber, or more than 15 digits")
    is_short_end = validity_of(parsed) == "possible" and re.search(r"[^\d+]\d{1,2}$", number, re.A)
    if is_short_end or re.search(r"\( *\d+$", number, re.A):
        group = re.fullmatch(r"(.*\d)[^\d+]+\d+", number, re.A)
        try:
            shorter = group and interpret(group[1], region)[0]
        except Refused:
            shorter = None
        if shorter and phonenumbers.is_valid_number(shorter):
            raise Refused("a valid number to which digits were added")
    return answer(parsed, read_as, is_ambiguous(number, parsed, region))


def answer(parsed, read_as, ambiguous):
    owner = phonenumbers.region_code_for_number(parsed) or ""
    line_type = LINE_TYPES[phonenumbers.number_type(parsed)]
    return e164(parsed), owner, line_type, validity_of(parsed), read_as, "ambiguous" if ambiguous else ""


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
