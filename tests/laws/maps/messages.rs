//! Messages, made up.

use std::sync::LazyLock;
use std::time::Duration;

use originator::{BareDigits, Region, UseCase};
use proptest::prelude::*;
use proptest::sample::Index;

use super::asked::Asked;
use super::plan::Plan;
use super::written::{Whose, Written, whose, written};
use super::{RECIPIENTS, regions};

/// A recipient of the small world.
pub(crate) fn recipients() -> impl Strategy<Value = String> {
    let text = prop::sample::select(&RECIPIENTS[..]);
    (text, 0_u8..100).prop_map(|(text, last)| String::from_utf8(near(text, last)).unwrap())
}

/// How long ago, as against what the plan remembers.
#[derive(Clone, Copy, Debug)]
enum Age {
    Nothing,
    Half,
    JustFresh,
    JustTooOld,
    Older,
    Forever,
}

impl Age {
    const ALL: [Age; 6] = [
        Age::Nothing,
        Age::Half,
        Age::JustFresh,
        Age::JustTooOld,
        Age::Older,
        Age::Forever,
    ];

    fn finish(self, plan: &Plan) -> Duration {
        let remember = Duration::from_secs(plan.remember.into());
        match self {
            Age::Nothing => Duration::ZERO,
            Age::Half => remember / 2,
            Age::JustFresh => remember.saturating_sub(Duration::from_nanos(1)),
            Age::JustTooOld => remember,
            Age::Older => remember + Duration::from_secs(1),
            Age::Forever => Duration::MAX,
        }
    }
}

fn ages() -> impl Strategy<Value = Age> {
    prop_oneof![2 => Just(Age::Half), 1 => prop::sample::select(&Age::ALL[..])]
}

/// The recipients with their regions.
static LOCATED: LazyLock<Vec<(&str, Option<Region>)>> = LazyLock::new(|| {
    let located = |text| {
        originator::read(text, BareDigits::International).map(|reading| reading.location.region)
    };
    RECIPIENTS.map(|text| (text, located(text))).to_vec()
});

#[derive(Clone, Debug)]
enum ToSketch {
    Listed(&'static str),
    /// Of a region that the plan speaks of.
    Spoken(Index, u8),
    Near(&'static str, u8),
    Ours(Whose),
    Bytes(Vec<u8>),
}

impl ToSketch {
    fn finish(&self, plan: &Plan) -> Vec<u8> {
        match self {
            ToSketch::Listed(text) => text.as_bytes().to_vec(),
            ToSketch::Near(text, last) => near(text, *last),
            ToSketch::Spoken(index, last) => {
                let spoken =
                    |region| plan.entry(region).is_some() || !plan.lenders(region).is_empty();
                let spoken = LOCATED
                    .iter()
                    .filter(|(_, region)| region.is_some_and(spoken));
                let spoken: Vec<&str> = spoken.map(|(text, _)| *text).collect();
                let among = if spoken.is_empty() {
                    &RECIPIENTS[..]
                } else {
                    &spoken
                };
                let text: &&str = index.get(among);
                near(text, *last)
            }
            ToSketch::Ours(whose) => whose.finish(plan).as_bytes().to_vec(),
            ToSketch::Bytes(bytes) => bytes.clone(),
        }
    }
}

/// Somebody else of the same area, so that pools have people to share.
fn near(text: &str, last: u8) -> Vec<u8> {
    let kept = text.len().saturating_sub(2);
    format!("{}{last:02}", &text[..kept]).into_bytes()
}

/// A message before it is known which senders the plan has.
#[derive(Clone, Debug)]
pub(super) struct AskedSketch {
    to: ToSketch,
    is_reply: bool,
    written_to: Option<Written>,
    sender: Option<Written>,
    needs_reply: bool,
    use_case: UseCase,
    bare_digits: Option<BareDigits>,
    received: Option<(Option<Whose>, Age)>,
    sent: Option<(Whose, Age)>,
}

pub(super) fn sketches() -> impl Strategy<Value = AskedSketch> {
    let listed = prop::sample::select(&RECIPIENTS[..]);
    let to = prop_oneof![
        5 => listed.clone().prop_map(ToSketch::Listed),
        9 => (any::<Index>(), 0_u8..100).prop_map(|(index, last)| ToSketch::Spoken(index, last)),
        3 => (listed, 0_u8..100).prop_map(|(text, last)| ToSketch::Near(text, last)),
        3 => whose().prop_map(ToSketch::Ours),
        1 => any::<Vec<u8>>().prop_map(ToSketch::Bytes),
    ];
    let received = (prop::option::weighted(0.8, whose()), ages());
    let texts = (
        prop::option::weighted(0.7, written()),
        prop::option::weighted(0.2, written()),
    );
    let use_case = prop_oneof![
        2 => Just(UseCase::Transactional),
        1 => Just(UseCase::Otp),
        1 => Just(UseCase::Marketing),
    ];
    let bare_digits = prop_oneof![
        1 => Just(BareDigits::Refuse),
        1 => Just(BareDigits::International),
        2 => regions().prop_map(BareDigits::National),
    ];
    let bare_digits = prop::option::weighted(0.3, bare_digits);
    let memory = (
        prop::option::weighted(0.2, received),
        prop::option::weighted(0.5, (whose(), ages())),
    );
    let flags = (any::<bool>(), any::<bool>());
    (to, flags, texts, use_case, bare_digits, memory).prop_map(
        |(
            to,
            (is_reply, needs_reply),
            (written_to, sender),
            use_case,
            bare_digits,
            (received, sent),
        )| AskedSketch {
            to,
            is_reply,
            written_to,
            sender,
            needs_reply,
            use_case,
            bare_digits,
            received,
            sent,
        },
    )
}

impl AskedSketch {
    pub(super) fn finish(&self, plan: &Plan) -> Asked {
        let text = |written: &Written| written.finish(plan);
        let received = self.received.as_ref().map(|(whose, age)| {
            let written_to = whose.as_ref().map(|whose| whose.finish(plan));
            (written_to, age.finish(plan))
        });
        let sent = self.sent.as_ref();
        Asked {
            to: self.to.finish(plan),
            is_reply: self.is_reply,
            written_to: self.written_to.as_ref().map(text),
            sender: self.sender.as_ref().map(text),
            needs_reply: self.needs_reply,
            use_case: self.use_case,
            bare_digits: self.bare_digits,
            received,
            sent: sent.map(|(whose, age)| (whose.finish(plan), age.finish(plan))),
        }
    }
}
