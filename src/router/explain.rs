//! Explains a decision in sentences, from the trace that the same function leaves when it decides.

use std::fmt;
use std::sync::Arc;

use super::candidate::Ineligibility;
use super::trace::{Source, Step};
use crate::Region;
use crate::decision::{Decision, Reason, RefuseReason, UseReason, Verdict, Warning};
use crate::message::Message;
use crate::numbering::{LineType, Location, Validity};
use crate::pool::Locality;
use crate::region::WithArticle;

/// A decision with the steps that led to it; `Display` writes them as sentences.
///
/// ```
/// use originator::{Message, Router};
///
/// let map = "originators: { US: \"+12025550142\", SE: \"+46701740605\" }";
/// let router = Router::from_yaml("map", map)?;
/// let plan = router.plan("default").ok_or("no such plan")?;
/// let message = Message::reply_to("+12025550123").written_to("+46701740605");
/// let explanation = router.explain(plan, &message);
/// assert_eq!(explanation.to_string(), "\
/// +12025550123 is a fixed-line or mobile number in the United States.
/// The customer wrote to +46701740605, a number of Sweden; a reply leaves from a sender of the United States if there is one.
/// The map names senders for the United States.
/// Use +12025550142, a long code of the United States (domestic).
/// ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Explanation {
    decision: Decision,
    steps: Vec<Step>,
    input: String,
    written_to: Option<String>,
    /// The name of the plan; `None` for a plan of another router.
    plan: Option<Arc<str>>,
    /// Whether the text is bare digits, which the plan refuses to read.
    lacks_plus: bool,
}

impl Explanation {
    pub(super) fn new(
        decision: Decision,
        steps: Vec<Step>,
        message: &Message<'_>,
        plan: Option<Arc<str>>,
        lacks_plus: bool,
    ) -> Explanation {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Explanation {
            decision,
            steps,
            input: text(message.to),
            written_to: message.written_to.map(text),
            plan,
            lacks_plus,
        }
    }

    /// The decision, the same as that of [`Router::decide`](crate::Router::decide).
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reading) = self.decision.reading() else {
            if self.decision.reason() != Reason::UnknownPlan {
                self.unread(f)?;
            }
            return self.conclusion(f, None);
        };
        let (number, location) = (reading.number, reading.location);
        writeln!(f, "{number} is {}.", NumberDescription(location))?;
        if reading.is_ambiguous {
            writeln!(
                f,
                "It was read from {:?} as a number of the default region, but with a `+` the same digits are \
                 another valid number.",
                self.input
            )?;
        }
        let mut is_listed = false;
        for &step in &self.steps {
            self.step(f, step, location.region, is_listed)?;
            is_listed |= matches!(step, Step::Searched(_));
        }
        self.conclusion(f, Some(location))
    }
}

impl Explanation {
    /// Writes why the recipient was not read.
    fn unread(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lacks_plus {
            return writeln!(
                f,
                "{:?} has digits without a `+`, which the plan does not read: write the `+`, or set \
                 `bare_digits: international` or a `default_region` in the plan.",
                self.input
            );
        }
        writeln!(
            f,
            "{:?} cannot be read as exactly one telephone number.",
            self.input
        )
    }

    /// Writes a step. `is_listed` is whether an earlier step found senders for the region.
    fn step(
        &self,
        f: &mut fmt::Formatter<'_>,
        step: Step,
        region: Region,
        is_listed: bool,
    ) -> fmt::Result {
        match step {
            // The conclusion states it.
            Step::AmbiguousRefused => Ok(()),
            Step::Searched(Source::Own) => {
                writeln!(f, "The map names senders for {}.", WithArticle(region))
            }
            Step::Searched(Source::Lender(lender)) => {
                if !is_listed {
                    writeln!(f, "The map has no entry for {}.", WithArticle(region))?;
                }
                let also = if is_listed { " also" } else { "" };
                writeln!(
                    f,
                    "{} may{also} use {} senders.",
                    Capitalized(WithArticle(region)),
                    Possessive(lender)
                )
            }
            Step::Searched(Source::Elsewhere) => {
                writeln!(
                    f,
                    "The map has no entry for {}, so its `elsewhere` applies.",
                    WithArticle(region)
                )
            }
            Step::Skipped(candidate, why) => {
                writeln!(f, "{} was skipped: {why}.", candidate.sender)
            }
            Step::Pool { shares, local } => writeln!(f, "{}", Pool { shares, local }),
            Step::WrittenToUnknown => match &self.written_to {
                Some(text) => {
                    writeln!(
                        f,
                        "The customer wrote to {text:?}, which is not a sender of the plan."
                    )
                }
                None => writeln!(
                    f,
                    "The number that the customer wrote to is no longer in the map."
                ),
            },
            Step::WrittenToAbroad(candidate, Some(why)) => {
                writeln!(
                    f,
                    "The customer wrote to {}, but the reply cannot leave from it: {why}.",
                    candidate.sender
                )
            }
            Step::WrittenToAbroad(candidate, None) => {
                write!(f, "The customer wrote to {}", candidate.sender)?;
                if let Some(home) = candidate.home {
                    write!(f, ", a number of {}", WithArticle(home))?;
                }
                writeln!(
                    f,
                    "; a reply leaves from a sender of {} if there is one.",
                    WithArticle(region)
                )
            }
            Step::Blocked(candidate) => writeln!(
                f,
                "The reply cannot leave from {}: {} blocks numbers of other countries.",
                candidate.sender,
                WithArticle(region)
            ),
            Step::NoLocalSender => writeln!(
                f,
                "The plan has no sender of {} that can be answered, and borrows none.",
                WithArticle(region)
            ),
            Step::NamedIneligible(candidate, why) => {
                writeln!(f, "The caller named {}, but {why}.", candidate.sender)
            }
            Step::OtherDomestic => {
                writeln!(
                    f,
                    "The plan has a sender of {} that is listed elsewhere in the map.",
                    WithArticle(region)
                )
            }
        }
    }

    /// Writes the outcome with its reason, and the warnings.
    fn conclusion(&self, f: &mut fmt::Formatter<'_>, location: Option<Location>) -> fmt::Result {
        let reason = self.decision.reason();
        let region = location.map_or(Region::WORLD, |location| location.region);
        match self.decision.verdict {
            Verdict::Use {
                sender,
                kind,
                home,
                reason: why,
            } => {
                write!(f, "Use {sender}, {} {}", article(kind.name()), kind.name())?;
                if let Some(home) = home {
                    write!(f, " of {}", WithArticle(home))?;
                }
                writeln!(f, " ({reason}){}.", clarification(why))?;
                Ok(())
            }
            Verdict::Omit => writeln!(
                f,
                "Send without naming a sender: the plan lets the provider choose the sender for {} ({reason}).",
                WithArticle(region)
            ),
            Verdict::Refuse(why) => {
                let sentence = self.refusal(why, location);
                writeln!(f, "Do not send: {sentence} ({reason}).")
            }
        }?;
        // The steps above have stated the warnings about the question itself.
        let warnings =
            self.decision.warnings().iter().filter(|warning| {
                !matches!(warning, Warning::AmbiguousNumber | Warning::NotOurNumber)
            });
        for warning in warnings {
            writeln!(f, "Note: {}.", WarningSentence(warning, region))?;
        }
        Ok(())
    }

    /// The sentence of a reason to refuse.
    fn refusal(&self, reason: RefuseReason, location: Option<Location>) -> String {
        let region = WithArticle(location.map_or(Region::WORLD, |location| location.region));
        let is_about_named = |step: &Step| matches!(step, Step::NamedIneligible(..));
        let sentence = match reason {
            RefuseReason::InvalidNumber
                if self
                    .steps
                    .iter()
                    .any(|step| matches!(step, Step::AmbiguousRefused)) =>
            {
                "the plan refuses ambiguous numbers"
            }
            RefuseReason::InvalidNumber
                if location.is_some_and(|l| l.validity == Validity::Possible) =>
            {
                "the plan requires valid numbers, and this one is only possible"
            }
            RefuseReason::InvalidNumber => {
                "the recipient is not a number that a message can be sent to"
            }
            RefuseReason::NoCountry => {
                "the number belongs to no country, and the plan lists no sender for `001`"
            }
            RefuseReason::LineTypeRefused => "the plan does not send to this type of line",
            RefuseReason::CountryRefused => return format!("the plan never sends to {region}"),
            RefuseReason::UnknownPlan => {
                return match &self.plan {
                    Some(plan) => format!("the map no longer has the plan {plan:?}"),
                    None => "the plan does not belong to this map".to_owned(),
                };
            }
            RefuseReason::NotListed => {
                return format!("the plan lists no sender for {region}, and none in `elsewhere`");
            }
            RefuseReason::NotOurSender => {
                "the sender that the caller named is not a sender of the plan"
            }
            RefuseReason::NoTwoWaySender | RefuseReason::NoUsableSender
                if self.steps.iter().any(is_about_named) =>
            {
                "the sender that the caller named cannot carry this message"
            }
            RefuseReason::NoTwoWaySender => {
                "the recipient must be able to answer, and none of the senders can be answered"
            }
            RefuseReason::NoUsableSender => "none of the senders can carry this message",
            RefuseReason::NoDomesticSender => {
                return format!("the plan has no sender that a reply to {region} could leave from");
            }
        };
        sentence.to_owned()
    }
}

impl fmt::Display for Ineligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ineligibility::Off => f.write_str("it is off"),
            Ineligibility::RepliesOnly => {
                f.write_str("it is only for replies to those who wrote to it")
            }
            Ineligibility::UseCase(use_case) => {
                write!(f, "it is not for {} messages", use_case.as_str())
            }
            Ineligibility::OneWay => {
                f.write_str("it cannot be answered, and the recipient must be able to answer")
            }
            Ineligibility::IsTheRecipient => f.write_str("it is the recipient itself"),
        }
    }
}

/// The meaning of a reason to use a sender, if the sentence needs it.
fn clarification(reason: UseReason) -> &'static str {
    match reason {
        UseReason::Explicit => ": the caller named it",
        UseReason::SameNumber => ": the customer wrote to this number",
        UseReason::Sticky => ": this recipient had the sender before",
        UseReason::Domestic
        | UseReason::CountryDefault
        | UseReason::Borrowed
        | UseReason::Elsewhere => "",
    }
}

/// The sentence of a warning about a message to a region.
struct WarningSentence(Warning, Region);

impl fmt::Display for WarningSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = WithArticle(self.1);
        match self.0 {
            Warning::ForeignBlocked => write!(f, "{region} blocks numbers of other countries"),
            Warning::ForeignOverwritten => {
                write!(
                    f,
                    "{region} replaces numbers of other countries with another sender"
                )
            }
            Warning::ForeignUnknown => {
                write!(
                    f,
                    "no source says whether {region} accepts numbers of other countries"
                )
            }
            Warning::ShortCodeAbroad => write!(
                f,
                "a short code works only in its own country, and the map does not list this one for {region}"
            ),
            Warning::AmbiguousNumber => f.write_str("the number was written without its `+`"),
            Warning::NotOurNumber => {
                f.write_str("the customer wrote to a number that is not a sender of the plan")
            }
            Warning::AlphanumericNotSupported => {
                write!(f, "{region} does not support alphanumeric senders")
            }
            Warning::AlphanumericNeedsRegistration => {
                write!(
                    f,
                    "{region} accepts only alphanumeric senders that are registered there"
                )
            }
        }
    }
}

/// A region's name with its article, at the beginning of a sentence.
struct Capitalized(WithArticle);

impl fmt::Display for Capitalized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let mut characters = text.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first
            .chain(characters)
            .try_for_each(|character| write!(f, "{character}"))
    }
}

/// A region's name in the possessive: `Sweden's`.
struct Possessive(Region);

impl fmt::Display for Possessive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ending = if self.0.name().ends_with('s') {
            "'"
        } else {
            "'s"
        };
        write!(f, "{}{ending}", WithArticle(self.0))
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// A description of a number by its location.
struct NumberDescription(Location);

impl fmt::Display for NumberDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location {
            region,
            line_type,
            validity,
        } = self.0;
        let place = |f: &mut fmt::Formatter<'_>| match region {
            Region::WORLD => f.write_str(" that belongs to no country"),
            _ => write!(f, " in {}", WithArticle(region)),
        };
        match validity {
            Validity::Valid => {
                let name = match line_type {
                    LineType::FixedLine => "a fixed-line number",
                    LineType::Mobile => "a mobile number",
                    LineType::FixedLineOrMobile => "a fixed-line or mobile number",
                    LineType::TollFree => "a toll-free number",
                    LineType::PremiumRate => "a premium-rate number",
                    LineType::SharedCost => "a shared-cost number",
                    LineType::Voip => "an internet telephony number",
                    LineType::PersonalNumber => "a personal number",
                    LineType::Pager => "a pager",
                    LineType::Uan => "a universal access number",
                    LineType::Voicemail => "a voice mailbox",
                    LineType::Unknown => "a valid number",
                };
                f.write_str(name)?;
                place(f)
            }
            Validity::Possible => {
                f.write_str("a number")?;
                place(f)?;
                f.write_str(", in a range that is not assigned")
            }
            Validity::Invalid => {
                f.write_str("not a possible number")?;
                place(f)?;
                f.write_str(": no number there has this many digits")
            }
        }
    }
}

/// The sentence about a pool: how many members share the traffic and, if local ones are preferred, how many of them are
/// how local to the recipient.
struct Pool {
    shares: usize,
    local: Option<(Locality, usize)>,
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shares = self.shares;
        match self.local {
            Some((Locality::SameArea, 1)) => {
                return write!(
                    f,
                    "Of {shares} senders one serves the recipient's area, and comes first."
                );
            }
            Some((Locality::SameState, 1)) => {
                return write!(
                    f,
                    "None of {shares} senders serves the recipient's area. One is of its state or province, and comes \
                     first."
                );
            }
            Some((Locality::SameArea, count)) => {
                write!(
                    f,
                    "Of {shares} senders {count} serve the recipient's area. They"
                )?;
            }
            Some((Locality::SameState, count)) => write!(
                f,
                "None of {shares} senders serves the recipient's area. {count} are of its state or province. They"
            )?,
            Some((Locality::Elsewhere, _)) => write!(
                f,
                "None of {shares} senders is known to be of the recipient's area, state or province. They"
            )?,
            None => write!(f, "{shares} senders")?,
        }
        f.write_str(" share the traffic, and a recipient always gets the same one.")
    }
}
