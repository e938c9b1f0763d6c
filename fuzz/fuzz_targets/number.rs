//! Bytes to a number: total, the same again from its E.164, and what libphonenumber says without the fast path.
//!
//! The first byte is the default region, the rest what somebody wrote.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a target that goes wrong should stop there"
)]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use originator::numbering::{LineType, Location, Numbering, Validity, locate};
use originator::{Number, Reading, Region, read};
use regex::Regex;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat};

fuzz_target!(|input: &[u8]| {
    let Some((&first, text)) = input.split_first() else {
        return;
    };
    let region = match first {
        0 => None,
        place => Region::from_index((usize::from(place) - 1) % Region::COUNT),
    };
    let reading = read(text, region);
    if let Some(reading) = &reading {
        reads_again(reading);
        lies_where_libphonenumber_says(reading);
    }
    let Ok(text) = std::str::from_utf8(text) else {
        assert_eq!(reading, None, "not UTF-8");
        return;
    };
    let text = text.trim();
    let is_short = text.chars().count() <= 250;
    let text = without_scheme(text);
    if !is_short || UNSEEN.is_match(text) || BLANK.is_match(text) {
        assert_eq!(reading, None, "{text:?} in {region:?}");
    } else if !LETTER.is_match(text) && !text.chars().any(is_newer_letter) {
        let number = reading.map(|reading| reading.number.to_string());
        let parsed = by_the_parser(text, region);
        assert_eq!(number, parsed, "{text:?} in {region:?}");
    } else if reading.is_some() {
        let number = EXTENSION.replace(text, "");
        assert!(
            !LETTER.is_match(&number),
            "letters of no extension: {text:?}"
        );
    }
});

/// The number's own text is read as that number, wherever.
fn reads_again(reading: &Reading) {
    assert_eq!(Some(reading.location), locate(reading.number));
    let text = reading.number.to_string();
    if Numbering::builtin().is_canonical(reading.number) {
        for region in Region::all().map(Some).chain([None]) {
            assert_eq!(read(&text, region), Some(*reading), "{text} in {region:?}");
        }
        let bare = read(&text[1..], None);
        let may = text.len() > 7 && reading.location.validity != Validity::Invalid;
        assert_eq!(bare, may.then_some(*reading), "{text} without its `+`");
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
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{Cc}\p{Cf}]").unwrap());
static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Alphabetic}").unwrap());
/// What the library does not let through although it neither is a letter nor has the category of the unseen.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Default_Ignorable_Code_Point}\u{2028}\u{2029}\u{fff0}-\u{fffb}]").unwrap()
});
static DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Nd}").unwrap());
static EXTENSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ \u{a0},;]*[\p{L}\u{301}]+[:.\u{ff0e}=]?[ \u{a0},-]*\p{Nd}{1,20}#?$").unwrap()
});

/// Whether the standard library knows a letter that these tables do not know yet: its Unicode is the newer one.
fn is_newer_letter(character: char) -> bool {
    static UNASSIGNED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Cn}").unwrap());
    character.is_alphabetic() && UNASSIGNED.is_match(character.encode_utf8(&mut [0; 4]))
}

fn without_scheme(text: &str) -> &str {
    match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest,
        _ => text,
    }
}

/// What the rules say of a text without letters, each number by libphonenumber's parser.
fn by_the_parser(text: &str, region: Option<Region>) -> Option<String> {
    let digits: Vec<regex::Match<'_>> = DIGIT.find_iter(text).collect();
    let first = digits.first()?.start();
    if let Some(region) = region.filter(|region| region.calling_code().is_some()) {
        return parse(text, Some(region));
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
    // What follows one of these signs is an extension.
    let number = text.split([',', ';', '#', '＃', '~', '～']).next()?;
    if DIGIT.find_iter(number).count() < 7 || zero(digits.first()?) {
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
    // libphonenumber takes the fullwidth tilde for the plain one, which this parser does not.
    let text = text.replace('～', "~");
    e164(&PHONE_NUMBER_UTIL.parse(&text, region).ok()?)
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
