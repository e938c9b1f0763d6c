"""Writes as_people_write.tsv.gz: numbers in the many ways people write them, and what is no number at all.

    python3 tests/corpus/as_people_write.py
"""

import random
import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

import oracle

TAILS = [3, 5, 6]  # of each example number: how many digits at its end are changed
WAYS_PER_NUMBER = 6
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)

FULLWIDTH = str.maketrans("0123456789+-() /.", "０１２３４５６７８９＋－（）\u3000／．")
NATIVE_DIGITS = {
    "arabic_indic": "٠١٢٣٤٥٦٧٨٩",
    "extended_arabic_indic": "۰۱۲۳۴۵۶۷۸۹",
    "devanagari": "०१२३४५६७८९",
    "bengali": "০১২৩৪৫৬৭৮৯",
}
SPACES = ["\xa0", "\xa0", "\u3000"]
FINE_SPACES = ["\u202f", "\u2009", "\u2007"]
DASHES = ["\u2010", "\u2011", "\u2012", "\u2013", "\u2013", "\u2014", "\u2212"]
EXTENSIONS = [
    "x12", " x12", " x 1234", " X12", " ext. 12", " ext 12", " Ext. 12", " EXT 12", ", ext. 7", " extn. 99",
    " extension 123", " #12", "#12", ";ext=12", ",,12", " доб. 12", " anexo 12", " int 12", " extensión 12", " x١٢",
]
SURROUNDINGS = [
    (" ", ""), ("", " "), ("  ", "  "), ("\t", "\t"), ("", "\n"), ("", "\r\n"), ("\n", "\n"), ("\xa0", "\xa0"),
    ("\u3000", ""), ("\u202f", "\u2009"), ("\u2028", "\u2029"), ("\x85", "\x85"), ("\v", "\f"),
]


class Number:
    """A number to be written, with the pieces the ways of writing need."""

    def __init__(self, parsed, rng):
        self.parsed = parsed
        region = phonenumbers.region_code_for_number(parsed)
        self.region = region if region and region != "001" else ""
        self.code = str(parsed.country_code)
        self.significant = phonenumbers.national_significant_number(parsed)
        self.digits = self.code + self.significant
        self.e164 = "+" + self.digits
        self.international = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
        self.national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
        self.grouped = self.international[1 + len(self.code):].lstrip(" -")
        self.uri = phonenumbers.format_number(parsed, PhoneNumberFormat.RFC3966)
        self.trunk = phonenumbers.ndd_prefix_for_region(self.region, True) if self.region else None
        self.rng = rng

    def pick(self, choices):
        return self.rng.choice(choices)

    def with_separators(self, text, separators):
        """Another separator, the same throughout, for each run of spaces and hyphens between digits."""
        separator = self.pick(separators)
        return re.sub(r"(?<=[\d)])[ \-/.]+(?=[\d(])", lambda _: separator, text)

    def either(self):
        """International without a default region, or national with it."""
        if self.region and self.rng.random() < 0.5:
            return self.region, self.national
        return "", self.international

    def other_region(self):
        return self.pick([region for region in REGIONS if region != self.region])

    def idd(self, region):
        """The digits dialled in a region before an international number, where they are one string of digits."""
        prefix = phonenumbers.PhoneMetadata.metadata_for_region(region).international_prefix or ""
        return prefix if re.fullmatch(r"\d+", prefix) else "00"


def on_either(change):
    def way(number):
        region, text = number.either()
        return region, change(number, text)

    return way


def in_digits(digits):
    table = str.maketrans("0123456789", digits)
    return on_either(lambda number, text: text.translate(table))


def at_home(change):
    """A way of writing for numbers of a region, which is the default region."""
    return lambda number: (number.region, change(number)) if number.region else None


def after_trunk(change):
    """A way of writing for numbers whose region has a national prefix."""
    return lambda number: ("", change(number)) if number.trunk else None


def idd_of(number, region):
    return region, number.idd(region) + number.pick(["", " "]) + number.pick([number.digits, number.international[1:]])


def wrong_length(number):
    """A digit too many, or one or two too few."""
    def change(text):
        return text + "5" if number.rng.random() < 0.5 else text[: -number.pick([1, 2])]

    if number.region and number.rng.random() < 0.5:
        return number.region, change(number.national)
    return "", change(number.e164)


WAYS = {
    "international": lambda n: ("", n.international),
    "international with another default region": lambda n: (n.other_region(), n.international),
    "national": at_home(lambda n: n.national),
    "national, digits only": at_home(lambda n: re.sub(r"\D", "", n.national)),
    "national without its prefix": at_home(lambda n: n.significant),
    "national, read in another region": lambda n: (n.other_region(), n.national) if n.region else None,
    "uri": lambda n: ("", n.pick(["tel:", "tel:", "TEL:", "tel: "]) + n.uri[4:]),
    "uri with an extension": lambda n: ("", n.uri + ";ext=" + n.pick(["12", "7", "4321"])),
    "uri of bare digits": lambda n: ("", "tel:" + n.digits),
    "uri, national": at_home(lambda n: "tel:" + n.national),
    "00": lambda n: ("", "00" + n.digits),
    "00, grouped": lambda n: ("", "00" + n.pick(["", " ", "-"]) + n.international[1:]),
    "bare digits": lambda n: ("", n.digits),
    "bare digits, grouped": lambda n: ("", n.international[1:]),
    "bare digits, code in parentheses": lambda n: ("", f"({n.code}) {n.grouped}"),
    "bare digits at home": at_home(lambda n: n.digits),
    "bare digits in another region": lambda n: (n.other_region(), n.digits),
    "national, without a default region": lambda n: ("", n.national),
    "other spaces": on_either(lambda n, text: n.with_separators(text, SPACES)),
    "fine spaces": on_either(lambda n, text: n.with_separators(text, FINE_SPACES)),
    "dots": on_either(lambda n, text: n.with_separators(text, ["."])),
    "slashes": on_either(lambda n, text: n.with_separators(text, ["/", " / "])),
    "dashes": on_either(lambda n, text: n.with_separators(text, DASHES + [" \u2013 "])),
    "double separators": on_either(lambda n, text: n.with_separators(text, ["  ", " - ", "--", ". "])),
    "code in parentheses": lambda n: ("", n.pick([f"(+{n.code}) {n.grouped}", f"+({n.code}) {n.grouped}"])),
    "area in parentheses": lambda n: ("", re.sub(r"^(\d+)[ -]", r"(\1) ", n.grouped).join([f"+{n.code} ", ""])),
    "fullwidth": on_either(lambda n, text: text.translate(FULLWIDTH)),
    "fullwidth digits, bare": lambda n: ("", n.digits.translate(FULLWIDTH)),
    **{name: in_digits(digits) for name, digits in NATIVE_DIGITS.items()},
    "native digits after 00": lambda n: (
        "",
        ("00" + n.digits).translate(str.maketrans("0123456789", n.pick(list(NATIVE_DIGITS.values())))),
    ),
    "(0)": after_trunk(lambda n: f"+{n.code} ({n.trunk}){n.pick(['', ' '])}{n.grouped}"),
    "(0) after 00": after_trunk(lambda n: f"00{n.code} ({n.trunk}) {n.grouped}"),
    "national prefix after the code": after_trunk(lambda n: f"+{n.code} {n.trunk}{n.grouped}"),
    "national prefix in E.164": after_trunk(lambda n: f"+{n.code}{n.trunk}{n.significant}"),
    "surrounded": on_either(lambda n, text: text.join(n.pick(SURROUNDINGS))),
    "surrounded E.164": lambda n: ("", n.e164.join(n.pick(SURROUNDINGS))),
    "extension": on_either(lambda n, text: text + n.pick(EXTENSIONS)),
    "extension on E.164": lambda n: ("", n.pick(["+", ""]) + n.digits + n.pick(EXTENSIONS)),
    "dialled from abroad": lambda n: idd_of(n, n.other_region()),
    "dialled from home": lambda n: idd_of(n, n.region) if n.region else None,
    "+00": lambda n: (n.other_region(), "+00" + n.digits),
    "two pluses": lambda n: ("", "+" + n.international),
    "wrong length": wrong_length,
}

# What is no number, or not one: (default region or empty, text).
BLANK = ["", " ", "\n", "\t\t", "\xa0", "\u3000", " \r\n", "\x00", "\u200b", "\ufeff"]
NO_DIGITS = [
    "+", "++", "-", "+-+", "()", "tel:", "tel:+", "00", "000", "0", "x12", "ext. 12", "#", "*", "…", "/", "+ ", "＋",
    "☎",
]
WORDS = [
    "hello", "unknown", "n/a", "none", "null", "NaN", "undefined", "anonymous", "withheld", "private number", "okänd",
    "скрыт", "号码", "رقم", "নম্বর", "true", "phone", "number", "test", "admin@example.com",
    "https://example.com/46701740605", "sip:+46701740605@example.com", "mailto:46701740605@example.com",
    "sms:+46701740605", "callto:+46701740605", "tel+46701740605", "Tel. +46701740605",
    "tel.: +46701740605", "tel:tel:+46701740605", "telephone:+46701740605",
]
ALPHANUMERIC_SENDERS = [
    "ACME", "Google", "AMAZON", "INFO", "Bank24", "24Seven", "3Mobile", "Taxi123456", "1800FLOWERS", "7ELEVEN", "O2",
]
SHORT_CODES = [
    "1", "12", "112", "911", "999", "1234", "12345", "40404", "71717", "72345", "0046", "+1", "+46", "+112", "+12345",
]
AROUND = [
    "{} call me", "{} (home)", "{} mobile", "call {}", "Ring {}", "No. {}", "{}a", "{}x", "{} x", "{} ext", "{} ext.",
    "{} ext. abc", "{} ext 12 please", "{} x12 x", "{} x12a", "{} x302/x2303", "{}\x00", "\x00{}", "{}\x07",
    "\x1b[31m{}", "{}\u200b", "\u200b{}", "\u200d{}", "{}\u2060", "\ufeff{}", "{}\ufeff", "\u200e{}", "\u202a{}\u202c",
    "\u202d{}\u202c", "\u202e{}", "\u2066{}\u2069", "{}\u200f", "\u061c{}", "{} poste 12", "{} Durchwahl 12", "{}l",
    "{}O", "{};phone-context=example.com", "{};isub=12345", "{} или позже", "{} 电话", "{}номер",
    "ａ{}", "{}\nBcc: 1", "{}\r\n{}", "{}\t{}", "{} or {}", "{} / {}", "{}/{}", "{}+{}", "{} + {}", "{} {}", "{} & {}",
    "{}|{}", "{}\\{}", "{}\x1c", "\x1f{}", "{}\x7f", "{}\u180e", "{}\U000e0031",
]
INSIDE = [
    "\x00", "\t", "\n", "\r\n", "\x0b", "\x7f", "\x85", "\x9f", "\xad", "\u200b", "\u200c", "\u200d", "\u200e",
    "\u200f", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\u061c", "a", "x", "O", "l", "é", "ж", "電",
    "ａ", "ª", "\u1160", "\u2028", "\\", "'", '"', ";", ":", "_", "=", "@", "%20", "&nbsp;", "\u0301", "\ufe0f\u20e3",
    "²", "½", "Ⅷ", "①", "💥",
]
WRITTEN = [
    "+46701740605", "+46 70-174 06 05", "+1 202-555-0123", "0046701740605", "+৪৬৭০১৭৪০৬০৫", "tel:+46-70-174-06-05",
]
WRITTEN_AT_HOME = [("SE", "070-174 06 05"), ("US", "(202) 555-0123"), ("GB", "07700 900123")]
WITHOUT_REGION = [
    "467017", "670174", "123456", "0701740605", "070-174 06 05", "(0)701740605", "(0)70 174 06 05", "999123456789",
    "210 123 4567", "192.168.0.1", "0" * 12, "46 70 17 x12", "46701 ext. 740605", "4670174",
]
OTHERS = [
    "46", "+0701740605", "+0", "+00", "+999123456789", "+2101234567", "+8881234567", "+" + "0" * 12, "000046701740605",
    "1" * 16, "+" + "1" * 16, "1" * 40, "+" + "1" * 40, "9" * 250, "9" * 251, "+46" + "7" * 300, "+" * 300,
    " " * 300 + "1", "+46" + " " * 300 + "701740605", "1e10", "1.5e9", "0x46701740605", "4,6701740605E+10",
    "4.67017E+10", "-1", "-46", "#REF!", "=46+70", "'; DROP TABLE numbers; --", "{{number}}", "<46701740605>a",
    "%2B46701740605", "&#43;46701740605", "U+002B 46701740605", "2001:db8::1", "2024-01-01T00:00:00Z", "12:30:45pm",
    "FR76 3000 6000 0112 3456 7890 189", "+46ⅷ701740605", "٠", "১২৩", "１２３４５", "+４６", "᠊", "\U0001d7d2", "+1202555012x",
    "+1 202 555 O123", "2025550l23",
]


def hostile():
    """Every row is refused, has a length that no numbering plan knows, or is the number that it was made from."""
    rows = []
    for text in BLANK + NO_DIGITS + WORDS + ALPHANUMERIC_SENDERS + SHORT_CODES + OTHERS:
        rows += [("", text), ("SE", text)]
    rows += [("", text) for text in WITHOUT_REGION]
    for sender in ALPHANUMERIC_SENDERS + SHORT_CODES[:12]:
        rows += [("US", sender), ("GB", sender)]
    made_from = dict.fromkeys(rows)
    written = [("", text) for text in WRITTEN] + WRITTEN_AT_HOME
    for number, (region, text) in enumerate(written):
        middle = text.index("7") + 1 if "7" in text else len(text) // 2 + 1
        made = [around.format(text, text) for around in AROUND[number % 3 :: 3]]
        made += [text[:middle] + inside + text[middle:] for inside in INSIDE[number % 3 :: 3]]
        made_from.update(dict.fromkeys([(region, text) for text in made], oracle.read(text, region)[0]))
    for (region, text), number in made_from.items():
        e164, _, _, validity, _, _ = oracle.read(text, region)
        if validity not in ("", "invalid") and e164 != number:
            raise AssertionError(f"this is another number: {text!r} in {region!r}")
    return list(made_from)


# Texts whose reading surprises: each is read as the oracle reads it, under the same rules as the rest.
SURPRISING = [
    ("RU", "8 (852) 479-3739"), ("", "+44 07911 123456"), ("", "+4407911123456"), ("", "+44 (0)20 7946 0018"),
    ("", "2025550123"), ("", "12345"), ("", "+1202555012x"), ("US", "+1202555012x"), ("", "0046701740605"),
    ("US", "0046701740605"), ("US", "01146701740605"), ("SE", "+0046701740605"), ("", "+0046701740605"),
    ("US", "+01146701740605"), ("", "++46701740605"), ("US", "1-202-555-0123"), ("US", "12025550123"),
    ("", "+112025550123"), ("", "+1 1 202 555 0123"), ("US", "555-0123"), ("US", "(202) 555-0123#"),
    ("US", "202 555 0123 456#"), ("US", "202-555-0123 #12"), ("", "+46701740605,701740606"),
    ("", "+46701740605, 701740606"), ("", "+46701740605;0701740606"), ("", "+46701740605;+46701740606"),
    ("", "+46701740605#701740606"), ("", "+46701740605~12"), ("", "+46701740605,,,12"), ("SE", "46701740605"),
    ("US", "46701740605"), ("DE", "4930123456"), ("IT", "0669812345"), ("", "+390669812345"), ("IT", "669812345"),
    ("", "+39669812345"), ("IT", "393123456789"), ("IT", "3123456789"), ("AR", "011 15-2345-6789"),
    ("AR", "15-2345-6789"), ("AR", "9 11 2345-6789"), ("", "+54 11 15 2345 6789"), ("", "+541123456789"),
    ("", "+54 9 11 2345 6789"), ("", "+54 0 11 2345 6789"), ("MX", "044 55 1234 5678"), ("MX", "01 55 1234 5678"),
    ("", "+52 1 55 1234 5678"), ("", "+5215512345678"), ("", "+525512345678"), ("MX", "1 55 1234 5678"),
    ("BR", "0 15 11 91234-5678"), ("BR", "015 11 91234 5678"), ("", "+55 0 11 91234-5678"), ("BR", "11 91234-5678"),
    ("HU", "06 20 123 4567"), ("", "+36 06 20 123 4567"), ("", "+36 (06) 20 123 4567"), ("RU", "8 10 46 70 174 06 05"),
    ("KZ", "8 701 234 56 78"), ("", "+7 8 916 123 45 67"), ("", "+789161234567"), ("", "8 916 123 45 67"),
    ("RU", "916 123-45-67"), ("RU", "7 916 123 45 67"), ("", "7 916 123-45-67"), ("BY", "8 017 123 45 67"),
    ("BY", "80 29 123 45 67"), ("AU", "0011 46 70 174 06 05"), ("AU", "0491 570 156"), ("AU", "491 570 156"),
    ("JP", "010 46 70 174 06 05"), ("JP", "090-1234-5678"), ("JP", "81 90-1234-5678"), ("CN", "86 138 0013 8000"),
    ("CN", "17951 138 0013 8000"), ("SM", "0549 886377"), ("SM", "886377"), ("", "+378 886377"),
    ("", "+378 0549 886377"), ("VA", "06 69812345"), ("CI", "01 23 45 67 89"), ("GG", "07781 123456"),
    ("GB", "07911 123456"), ("JE", "07911 123456"), ("US", "416-555-0123"), ("GU", "555-0123"), ("GU", "3001234"),
    ("BM", "555-0123"), ("", "+1 670 234 5678"), ("GF", "0694 20 12 34"), ("RE", "0692 12 34 56"),
    ("FR", "0692 12 34 56"), ("YT", "0639 01 23 45"), ("", "+881612345678"), ("", "+80012345678"),
    ("US", "+80012345678"), ("", "80012345678"), ("", "008001234567"), ("", "+88213123456"), ("", "+979123456789"),
    ("", "+6 1491570156"), ("", "+ 46 70 174 06 05"), ("", "+(46)(0)70/174.06-05"), ("SE", "0 7 0 1 7 4 0 6 0 5"),
    ("", "(46) 70-174 06 05"), ("", "[46] 70 174 06 05"), ("SE", "*21*0701740605#"), ("SE", "#31#0701740605"),
    ("US", "*67 202 555 0123"), ("SE", "112"), ("US", "911"), ("US", "40404"), ("SE", "71717"), ("", "+4670174"),
    ("", "tel:0046701740605"), ("SE", "tel:0701740605"), ("", " tel:+46701740605"), ("", "Tel:+46-70-174-06-05"),
    ("", "tel:+46701740605;ext="), ("", "+" + "4670" + "1" * 11), ("", "+4670" + "1" * 12), ("DE", "030" + "1" * 11),
    ("DE", "030" + "1" * 12), ("", "+4930" + "1" * 12), ("", "+4930" + "1" * 11), ("", "+431" + "1" * 12),
    ("AT", "01" + "1" * 12), ("", " " * 600 + "+46701740605" + " " * 600), ("", "+46" + "\xa0" * 150 + "701740605"),
    ("", "+46" + " " * 230 + "701740605"), ("", "+46" + "\u3000" * 230 + "701740605"), ("", "+٤٦٧٠-١٧٤ ٠٦ ٠٥"),
    ("", "٠٠٤٦٧٠١٧٤٠٦٠٥"), ("", "০০৪৬৭০১৭৪০৬০৫"), ("", "৪৬৭০১৭৪০৬০৫"), ("", "+46 ৭০ ١٧٤ 06 05"),
    ("", "＋46 70 174 06 05"), ("", "๐๐๔๖๗๐๑๗๔๐๖๐๕"), ("", "+๔๖๗๐๑๗๔๐๖๐๕"), ("", "+៤៦៧០១៧៤០៦០៥"), ("IN", "०९८१२३४५६७८"),
    ("BD", "০১৮১২-৩৪৫৬৭৮"), ("IR", "۰۹۱۲ ۳۴۵ ۶۷۸۹"), ("", "+46‑70‑174‑06‑05"), ("", "+46−70−174−06−05"),
    ("", "+46ー70ー174"), ("", "+46・70・174・06・05"), ("", "+46 70 174 06 05."), ("", "+46 70 174 06 05,"),
    ("", "+46 70 174 06 05;"), ("", "<+46701740605>"), ("", "\"+46701740605\""), ("", "'+46701740605"),
    ("", "☎ +46701740605"), ("", "+46701740605 ☎"), ("SE", "☎ 070-174 06 05"), ("", "+46 70 174 (06) 05"),
    ("", "+46 701 740 605)"), ("", "(+46701740605)"), ("US", "(202) 555-0123 / 0124"), ("SE", "123456"),
    ("SE", "0" * 12), ("SE", "192.168.0.1"), ("DE", "030/123456-0"), ("DE", "030 123456 - 12"),
    # Numbers that a spreadsheet or a data frame wrote as floats.
    ("", "46701740699.0"), ("", "+46701740699.0"), ("", "0046701740699.0"), ("SE", "701740699.0"),
    ("SE", "0701740699.0"), ("", "46701740699.00"), ("", "46701740699.000"), ("", "46701740699.5"),
    ("", "46701740699,0"), ("", "46,701,740,699"), ("", "4.6701740699E+10"), ("", "-46701740699.0"),
    ("", "'46701740699"), ("SE", "'0701740699"), ("US", "2025550123.0"), ("US", "1.202.555.0123"),
    # Something added at the end, or a second number.
    ("", "+46701740605 (2)"), ("", "+46701740605(2)"), ("", "+46701740605 - 2"), ("", "+46701740605-2"),
    ("", "+46701740605 2"), ("", "+46701740605/2"), ("", "+46701740605.5"), ("", "+46701740605 ,12"),
    ("", "+46701740605 #12"), ("", "46701740699;46701740698"), ("", "46701740699,46701740698"),
    ("", "46701740699 46701740698"), ("", "+46701740605-123"), ("", "+46 70 174 06 05 - 12"),
    ("", "+49 89 12345-0"), ("DE", "089 12345-0"), ("DE", "089/12345-67"), ("FR", "06.12.34.56.78"),
    ("FR", "06 - 12 - 34 - 56 - 78"), ("AT", "01/234 56 78/12"), ("DE", "030 123456/654321"),
    # Digits that are hidden, or cut off.
    ("SE", "070-174 ** **"), ("SE", "***1740605"), ("SE", "...1740605"), ("DE", "089 1234..."), ("DE", "089 1234…"),
    ("DE", "089 1234??"), ("DE", "089 1234__"), ("", "• +46701740605"), ("SE", "• 070-174 06 05"),
    # As keyboards and systems of several countries write.
    ("JP", "090ー1234ー5678"), ("JP", "090ｰ1234ｰ5678"), ("JP", "０９０－1234－5678"),
    ("FR", "06 12 34 56 78"), ("", "+46־70־174"), ("", "+46 70〜174〜06〜05"),
    ("BR", "0xx11 91234-5678"), ("BR", "(0xx11) 3456-7890"), ("BR", "0 XX 21 2345-6789"), ("BR", "0x11 91234-5678"),
    ("BR", "0xxx11 91234-5678"), ("BR", "xx11 91234-5678"), ("", "+55 0xx11 91234-5678"), ("", "0055 0xx11 91234-5678"),
    ("PT", "0xx11 91234-5678"), ("BR", "11 9xxxx-5678"), ("", "+55 (0xx11) 3456-7890"),
    ("", "whatsapp:+46701740605"), ("", "WhatsApp:+46701740605"), ("", "whatsapp:46701740605"),
    ("SE", "whatsapp:0701740605"), ("", "whatsapp: +46701740605"),
    ("", "tel:0791234567;phone-context=+41"), ("", "tel:791234567;phone-context=+41"),
    ("", "tel:0791234567;phone-context=example.com"), ("CH", "tel:0791234567;phone-context=example.com"),
    ("", "tel:+41791234567;phone-context=+41"), ("", "tel:0791234567;ext=5;phone-context=+41"),
    ("", "tel:0791234567;phone-context=+41;ext=5"), ("", "tel:0791234567;phone-context="),
    ("", "tel:0791234567;phone-context=41"), ("", "0791234567;phone-context=+41"), ("", "tel:7042;phone-context=+1-555"),
    ("SE", "070-174 06 05;phone-context=+1"), ("", "+46701740605;ext=12;ext=13"), ("", "﻿46701740605"),
    ("", "46701740605‎"), ("", "4670​1740605"), ("", "46701­740605"), ("", "­46701740605"),
    # A leading 00 where it is not dialled.
    *[(region, "0046701740605") for region in ("SG", "TH", "JP", "AU", "BR", "RU", "CA", "FI", "DE", "IN", "KR", "HK")],
    ("SG", "001 46 70 174 06 05"), ("AU", "0011447700900123"), ("HK", "00146701740605"), ("FI", "99046701740605"),
    # Digits that are a valid number after a `+` and are read as another one.
    ("DE", "4915112345678"), ("DE", "14155550123"), ("DE", "46701740605"), ("DE", "447911123456"), ("DE", "33612345678"),
    ("SE", "14155550123"), ("SE", "0701740605"), ("SE", "701740605"), ("US", "4520123456"), ("US", "46701740605"),
    ("DK", "20123456"), ("DK", "4520123456"), ("IN", "9198765432"), ("AT", "436641234567"), ("ID", "6281234567890"),
    ("FR", "33612345678"), ("FR", "612345678"), ("DE", "+49 151 12345678"), ("DE", "4915112345678.0"),
    ("DE", "49 151 12345678"), ("GG", "7911123456"), ("IM", "7624123456"), ("CA", "4520123456"), ("NZ", "6465550123"),
]


def numbers(rng):
    """The example numbers of every region and line type, and of the calling codes that belong to no region, each with
    variations that are valid too."""
    types = [kind for kind in PhoneNumberType.values() if kind != PhoneNumberType.UNKNOWN]
    examples = [phonenumbers.example_number_for_type(region, kind) for region in REGIONS for kind in types]
    codes = sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS)
    examples += [phonenumbers.example_number_for_non_geo_entity(code) for code in codes]
    found = {}
    for example in filter(None, examples):
        text = oracle.e164(example)
        found[text] = example
        for changed in TAILS:
            tail = "".join(rng.choices("0123456789", k=changed))
            varied = oracle.parse(text[: -changed] + tail, None)
            if varied and phonenumbers.is_valid_number(varied):
                found.setdefault(oracle.e164(varied), varied)
    return [Number(found[text], rng) for text in sorted(found)]


def write_numbers(rng):
    rows = {}
    names = list(WAYS)
    for number in numbers(rng):
        rows[("", number.e164)] = "canonical"
        for name in rng.sample(names, WAYS_PER_NUMBER):
            row = WAYS[name](number)
            if row:
                rows.setdefault(row, name)
    return rows


def all_rows():
    """Every row, with the way it is written."""
    rows = dict.fromkeys(SURPRISING, "surprising")
    for row in hostile():
        rows.setdefault(row, "hostile")
    for row, name in write_numbers(random.Random(20250)).items():
        rows.setdefault(row, name)
    return rows


def main():
    oracle.write(
        "as_people_write.tsv.gz",
        [f"phonenumbers {oracle.PHONENUMBERS}; made by as_people_write.py, explained in README.md"],
        list(all_rows()),
    )


if __name__ == "__main__":
    main()
