//! Bytes to a number: total, the same again from its E.164, and never another number than libphonenumber reads.
//!
//! The first byte says what bare digits are, the rest is what somebody wrote.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a target that goes wrong should stop there"
)]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use originator::numbering::{LineType, Location, Numbering, Validity, locate};
use originator::{BareDigits, Number, ReadAs, Reading, Region, read};
use regex::Regex;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat};

fuzz_target!(|input: &[u8]| {
    let Some((&first, text)) = input.split_first() else {
        return;
    };
    let bare_digits = match first {
        0 => BareDigits::Refuse,
        1 => BareDigits::International,
        place => {
            let region = Region::from_index((usize::from(place) - 2) % Region::COUNT);
            BareDigits::National(region.unwrap())
        }
    };
    let Some(reading) = read(text, bare_digits) else {
        return;
    };
    reads_again(&reading);
    lies_where_libphonenumber_says(&reading);
    let text = std::str::from_utf8(text).expect("what is read is UTF-8");
    let text = strip_ends(text);
    assert!(text.chars().count() <= 250, "{text:?}");
    assert!(!UNSEEN.is_match(text), "an invisible character: {text:?}");
    let text = SCHEME.replace(text, "");
    let without_parameters = PARAMETERS.replace(&text, "");
    let number = EXTENSION.replace(&without_parameters, "");
    let is_brazilian = PLACE_OF_CARRIER.is_match(&number);
    assert!(
        is_brazilian || !LETTER.is_match(&number),
        "letters of no extension: {text:?}"
    );
    // What a `phone-context` says is put before the number; the library's own tests compare that.
    if !text.contains(';') && !is_brazilian {
        let plain = WHITE_SPACE.replace_all(&number, " ");
        let plain = HYPHEN.replace_all(&plain, "-");
        let plain = FLOAT.replace(&plain, "$1");
        let parsed = by_the_parser(&plain, bare_digits);
        let number = reading.number.to_string();
        // The parser does not drop some characters at the ends that the library drops, as unassigned ones.
        if text.is_ascii() || parsed.is_some() {
            assert_eq!(Some(number), parsed, "{text:?} in {bare_digits:?}");
        }
    }
});

/// Drops the white space and the marks at both ends.
fn strip_ends(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || !c.is_control() && UNSEEN.is_match(c.encode_utf8(&mut [0; 4]))
    })
}

/// The number's own text is read as that number, wherever.
fn reads_again(reading: &Reading) {
    assert_eq!(Some(reading.location), locate(reading.number));
    let text = reading.number.to_string();
    if Numbering::builtin().is_canonical(reading.number) {
        let regions = Region::all().map(BareDigits::National);
        for bare_digits in regions.chain([BareDigits::Refuse, BareDigits::International]) {
            let again = read(&text, bare_digits).expect("canonical E.164 is read");
            assert_eq!(
                (again.number, again.read_as),
                (reading.number, ReadAs::E164),
                "{text} in {bare_digits:?}"
            );
        }
        let bare = read(&text[1..], BareDigits::International);
        let may = text.len() > 7 && reading.location.validity != Validity::Invalid;
        assert_eq!(
            bare.map(|bare| (bare.number, bare.read_as)),
            may.then_some((reading.number, ReadAs::Bare)),
            "{text} without its `+`"
        );
        assert_eq!(read(&text[1..], BareDigits::Refuse), None);
    }
}

/// The regions whose numbers changed in releases that the parser does not have: by the release notes of 9.0.43.
const CHANGED_SINCE: [&str; 9] = ["BJ", "CN", "DE", "EC", "ET", "GE", "LA", "RO", "ZW"];

fn lies_where_libphonenumber_says(reading: &Reading) {
    if CHANGED_SINCE.contains(&reading.location.region.code()) {
        return;
    }
    let text = reading.number.to_string();
    let theirs = PHONE_NUMBER_UTIL.parse(&text, None).ok();
    let theirs = theirs.filter(|theirs| e164(theirs) == Some(text.clone()));
    let canonical = Numbering::builtin().is_canonical(reading.number);
    assert_eq!(canonical, theirs.is_some(), "{text}");
    let Some(theirs) = theirs.filter(|theirs| !is_cut(theirs)) else {
        return;
    };
    let location = Location {
        region: match theirs.get_region_code() {
            Some(region) => region.as_region_str().parse().unwrap(),
            // Not named there: ours goes on to the longest live prefix.
            None => reading.location.region,
        },
        line_type: *LineType::ALL
            .iter()
            .find(|ours| {
                format!("{ours:?}").eq_ignore_ascii_case(&format!("{:?}", theirs.get_type()))
            })
            .unwrap(),
        validity: if theirs.is_valid() {
            Validity::Valid
        } else if theirs.is_possible_with_reason() == Ok(NumberLengthType::IsPossible) {
            Validity::Possible
        } else {
            Validity::Invalid
        },
    };
    assert_eq!(reading.location, location, "{text}");
}

// Unicode's own tables; the library has smaller or larger ones of its own.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    // White space among the control characters parts digits, as other white space does.
    Regex::new(r"[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u{fff0}-\u{fffb}]--\s]").unwrap()
});
static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Alphabetic}").unwrap());
static DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Nd}").unwrap());
static WHITE_SPACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s").unwrap());
static HYPHEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Dash}\u{30fc}\u{ff70}]").unwrap());
static SCHEME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?i-u:tel|whatsapp):\s*").unwrap());
static PARAMETERS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(;(?i-u:ext|phone-context)=[^;]*)+$").unwrap());
static EXTENSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\s,;]*[\p{L}\u{301}]+[:.\u{ff0e}]?[\s,-]*\p{Nd}{1,20}#?$").unwrap()
});
static PLACE_OF_CARRIER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{Nd}]*(\+?\W*(00)?\W*5\W*5\W*)?0\W*[xXｘＸ]{2}[^\p{L}]*$").unwrap()
});
/// The whole number that a spreadsheet wrote as a float, with what stands around it.
static FLOAT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([^\p{Nd}+＋]*[+＋]*\p{Nd}+)[.．]\p{Nd}[^\p{Nd}]*$").unwrap());

/// What the rules say of a text without letters, each number by libphonenumber's parser.
fn by_the_parser(text: &str, bare_digits: BareDigits) -> Option<String> {
    let digits: Vec<regex::Match<'_>> = DIGIT.find_iter(text).collect();
    let first = digits.first()?.start();
    let region = bare_digits.region();
    if region.is_some_and(|region| region.calling_code().is_some()) {
        return parse(text, region);
    }
    if text[..first].contains(['+', '＋']) {
        return parse(text, None);
    }
    let zero = |digit: &regex::Match<'_>| is_zero(digit.as_str());
    if let [one, two, ..] = &digits[..]
        && zero(one)
        && zero(two)
        && one.end() == two.start()
    {
        return parse(&format!("+{}", &text[two.end()..]), None);
    }
    if bare_digits != BareDigits::International || digits.len() < 7 || zero(digits.first()?) {
        return None;
    }
    let number = parse(&format!("+{}", &text[first..]), None)?;
    let possible = locate(Number::from_e164(&number)?)?.validity != Validity::Invalid;
    possible.then_some(number)
}

/// Whether a decimal digit is its script's zero. Unicode lays the digits of a script out in a row from it.
fn is_zero(digit: &str) -> bool {
    let digit = digit.chars().next().map_or(0, u32::from);
    let is_digit = |code: &u32| {
        let character = char::from_u32(*code);
        character.is_some_and(|it| DIGIT.is_match(it.encode_utf8(&mut [0; 4])))
    };
    let before = (0..digit).rev().take_while(is_digit).count();
    before % 10 == 0
}

fn parse(text: &str, region: Option<Region>) -> Option<String> {
    let region = region.and_then(|region| region.code().parse().ok());
    e164(&PHONE_NUMBER_UTIL.parse(text, region).ok()?)
}

/// Whether it begins with more zeros than this parser formats and looks at. libphonenumber has no such limit.
fn is_cut(parsed: &PhoneNumber) -> bool {
    parsed.number_of_leading_zeros() > 10
}

fn e164(parsed: &PhoneNumber) -> Option<String> {
    let mut text = parsed.format_as(PhoneNumberFormat::E164).into_owned();
    if is_cut(parsed) {
        let zeros = usize::try_from(parsed.number_of_leading_zeros()).ok()?;
        let (code, national) = (parsed.country_code, parsed.national_number);
        text = format!("+{code}{:0<zeros$}{national}", "");
    }
    (text.len() <= 1 + 15).then_some(text)
}
