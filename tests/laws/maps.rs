//! Plans and messages of a small world, in which senders, regions and spellings meet often.
//!
//! A plan here is data that writes itself down as a map, and always a valid one.

mod asked;
mod messages;
mod plan;
mod plans;
mod written;
mod yaml;

use originator::{Region, Sender};
use proptest::prelude::*;

pub(crate) use asked::Asked;
pub(crate) use messages::recipients;
pub(crate) use plan::{Choice, Entry, Member, Plan, ReplyRule, State, Terms};
pub(crate) use plans::{plans, pools};

/// The regions that plans speak of. Three share +1, three +44, two +7; what becomes of foreign numbers is
/// `blocked` in US, CA and GB, `overwritten` in KZ and FR, `kept` in NO and unknown in the others.
pub(crate) const REGIONS: [&str; 13] = [
    "US", "CA", "PR", "GB", "GG", "JE", "SE", "KZ", "RU", "DE", "FR", "NO", "001",
];

/// The senders that plans name, each with the region it is most at home in; `""` for those at home anywhere.
pub(crate) const SENDERS: [(&str, &str); 36] = [
    ("+12025550142", "US"),
    ("+12025550143", "US"),
    ("+12065550142", "US"),
    ("+13125550123", "US"),
    ("+18005550199", "US"), // toll-free
    ("+18335550142", "US"), // toll-free
    ("+14165550142", "CA"),
    ("+14165550143", "CA"),
    ("+16045550142", "CA"),
    ("+16135550142", "CA"), // another area of the province of 416
    ("+14705550142", "US"), // shares a place with 404 and with 770
    ("+17875550142", "PR"),
    ("+442079460142", "GB"),
    ("+441614960142", "GB"),
    ("+447700900142", "GB"),
    ("+447700900143", "GB"),
    ("+448081570142", "GB"), // toll-free
    ("+447781123456", "GG"),
    ("+447911123456", "GG"),
    ("+447797712345", "JE"),
    ("+46701740605", "SE"),
    ("+46701740606", "SE"),
    ("+46701740699", "SE"),
    ("+46701740", "SE"),
    ("+77012345678", "KZ"),
    ("+79161234567", "RU"),
    ("+4915228817386", "DE"),
    ("+4915254599371", "DE"),
    ("+8835100012345", "001"),
    ("+80012345678", "001"), // toll-free
    ("56767", ""),
    ("38099", ""),
    ("46701740", ""), // a short code that also reads as a number
    ("RETAIL", ""),
    ("RTLOTP", ""),
    ("+46 Retail", ""),
];

/// What there is in a crowded plan, in which the same senders stand in most entries.
const CROWDED_REGIONS: [&str; 4] = ["US", "CA", "PR", "GB"];
const CROWDED_SENDERS: [&str; 5] = ["56767", "38099", "RETAIL", "+12025550142", "+18005550199"];

/// Recipients that are nobody's sender.
const RECIPIENTS: [&str; 51] = [
    "+12025550123",
    "+12025550199",
    "+12065550123",
    "+13125550199",
    "+1 (312) 555-0123",
    "+14165550123",
    "+14165550199",
    "+16045550123",
    "+16475550123", // an overlay of 416
    "+17055550123", // the province of 416, and no more
    "+14045550123", // shares a place with 470
    "+17705550123", // so does this
    "+14785550123", // the state of 470, and no more
    "+12361112222",
    "+17875550123",
    "+17875550199",
    "+12425550123",
    "+442079460123",
    "+441214960123",
    "+447700900123",
    "+447700900199",
    "+447911234567",
    "+44 07911 123456",
    "+447781123457",
    "+447797712346",
    "+447624123456",
    "+46701740600",
    "+46 70-174 06 01",
    "0046701740602",
    "46701740603",
    "070-174 06 05",
    "+77012345679",
    "+79161234568",
    "8 (916) 123-45-67",
    "+4915228895456",
    "+33612345678",
    "+33612345679",
    "+4740612345",
    "+4740612346",
    "+5491123456789",
    "+881612345678",
    "+8835100012346",
    "+80012345679",
    "+18005550123",  // toll-free
    "+19002345678",  // premium rate
    "+449012345678", // premium rate
    "2025550123",
    "+1202555",     // too short
    "+4612",        // too short
    "+21012345678", // a code that is not assigned
    "+1202555012x",
];

/// A plan, and messages to be decided by it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) asked: Vec<Asked>,
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    let asked = prop::collection::vec(messages::sketches(), 1..=4);
    (plans(), asked).prop_map(|(plan, sketches)| {
        let asked = sketches.iter().map(|sketch| sketch.finish(&plan)).collect();
        Case { plan, asked }
    })
}

pub(crate) fn is_name(sender: Sender) -> bool {
    sender
        .as_str()
        .bytes()
        .any(|byte| byte.is_ascii_alphabetic())
}

fn region(code: &str) -> Region {
    code.parse().unwrap()
}

fn regions() -> impl Strategy<Value = Region> {
    prop::sample::select(&REGIONS[..]).prop_map(region)
}
