//! A decision that explains itself: the same function, with a trace of what it looked at.

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

/// A decision and how it came about, as sentences for a person.
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
/// The customer wrote to +46701740605, a number of Sweden; a reply leaves from a sender of the United States where there is one.
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
    /// The plan's name; `None` for a plan of another router.
    plan: Option<Arc<str>>,
    /// Whether the text is digits without a `+`, of which nobody says what they are.
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

    /// The decision, the same that [`Router::decide`](crate::Router::decide) comes to.
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
        writeln!(f, "{number} is {}.", Numbered(location))?;
        if reading.is_ambiguous {
            writeln!(
                f,
                "It was read from {:?} as a number of the default region, but the same digits are a valid number \
                 after a `+`.",
                self.input
            )?;
        }
        let mut named = false;
        for &step in &self.steps {
            self.step(f, step, location.region, named)?;
            named |= matches!(step, Step::Looks(_));
        }
        self.conclusion(f, Some(location))
    }
}

impl Explanation {
    /// Says why a text was not read.
    fn unread(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lacks_plus {
            return writeln!(
                f,
                "{:?} is digits without a `+`, which the plan does not read: write the `+`, or say in the plan what \
                 such digits are, with `bare_digits: international` or a `default_region`.",
                self.input
            );
        }
        writeln!(
            f,
            "{:?} cannot be read as exactly one telephone number.",
            self.input
        )
    }

    /// Writes a step; `named` tells whether the map had senders for the region before it.
    fn step(
        &self,
        f: &mut fmt::Formatter<'_>,
        step: Step,
        region: Region,
        named: bool,
    ) -> fmt::Result {
        match step {
            // Said with the reason.
            Step::AmbiguousRefused => Ok(()),
            Step::Looks(Source::Own) => {
                writeln!(f, "The map names senders for {}.", WithArticle(region))
            }
            Step::Looks(Source::Lender(lender)) => {
                if !named {
                    writeln!(f, "The map has no entry for {}.", WithArticle(region))?;
                }
                let also = if named { " also" } else { "" };
                writeln!(
                    f,
                    "{} may{also} use {} senders.",
                    Capital(WithArticle(region)),
                    Whose(lender)
                )
            }
            Step::Looks(Source::Elsewhere) => {
                writeln!(
                    f,
                    "The map has no entry for {}, so its `elsewhere` counts.",
                    WithArticle(region)
                )
            }
            Step::PassedOver(found, why) => writeln!(f, "{} was passed over: {why}.", found.sender),
            Step::Pool { shares, local } => writeln!(f, "{}", Pool { shares, local }),
            Step::NotOurs => match &self.written_to {
                Some(text) => {
                    writeln!(
                        f,
                        "The customer wrote to {text:?}, which is none of the plan's senders."
                    )
                }
                None => writeln!(f, "The number that the customer wrote to left the map."),
            },
            Step::NotOver(found, Some(why)) => {
                writeln!(
                    f,
                    "The customer wrote to {}, which the reply cannot leave from: {why}.",
                    found.sender
                )
            }
            Step::NotOver(found, None) => {
                write!(f, "The customer wrote to {}", found.sender)?;
                if let Some(home) = found.home {
                    write!(f, ", a number of {}", WithArticle(home))?;
                }
                writeln!(
                    f,
                    "; a reply leaves from a sender of {} where there is one.",
                    WithArticle(region)
                )
            }
            Step::Blocked(found) => writeln!(
                f,
                "The reply cannot leave from {}: {} blocks such senders of other countries.",
                found.sender,
                WithArticle(region)
            ),
            Step::NoneThere => writeln!(
                f,
                "The plan has no sender of {} that can be answered, and none is lent to it.",
                WithArticle(region)
            ),
            Step::NotAsAsked(found, why) => {
                writeln!(f, "{} was asked for, but {why}.", found.sender)
            }
            Step::AnyOtherDomestic => {
                writeln!(
                    f,
                    "The plan has a sender of {} that is listed elsewhere in the map.",
                    WithArticle(region)
                )
            }
        }
    }

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
                writeln!(f, " ({reason}){}.", meaning(why))?;
                Ok(())
            }
            Verdict::Omit => writeln!(
                f,
                "Send without naming a sender: the plan leaves the sender for {} to the provider ({reason}).",
                WithArticle(region)
            ),
            Verdict::Refuse(why) => {
                let because = self.because(why, location);
                writeln!(f, "Do not send: {because} ({reason}).")
            }
        }?;
        // What the question itself says was told above.
        let warnings =
            self.decision.warnings().iter().filter(|warning| {
                !matches!(warning, Warning::AmbiguousNumber | Warning::NotOurNumber)
            });
        for warning in warnings {
            writeln!(f, "Note: {}.", Caution(warning, region))?;
        }
        Ok(())
    }

    fn because(&self, reason: RefuseReason, location: Option<Location>) -> String {
        let region = WithArticle(location.map_or(Region::WORLD, |location| location.region));
        let asked = |step: &Step| matches!(step, Step::NotAsAsked(..));
        let because = match reason {
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
                "the plan asks for valid numbers, and this one is only possible"
            }
            RefuseReason::InvalidNumber => "there is no number to send to",
            RefuseReason::NoCountry => {
                "the number belongs to no country, and the plan names no sender for `001`"
            }
            RefuseReason::LineTypeRefused => "the plan does not send to this type of line",
            RefuseReason::CountryRefused => return format!("the plan never sends to {region}"),
            RefuseReason::UnknownPlan => {
                return match &self.plan {
                    Some(plan) => format!("the map has no plan {plan:?} any more"),
                    None => "the plan is not one of this map".to_owned(),
                };
            }
            RefuseReason::NotListed => {
                return format!("the plan names no sender for {region}, and none for elsewhere");
            }
            RefuseReason::NotOurSender => "the sender that was asked for is not the plan's",
            RefuseReason::NoTwoWaySender | RefuseReason::NoUsableSender
                if self.steps.iter().any(asked) =>
            {
                "the sender that was asked for cannot carry this message"
            }
            RefuseReason::NoTwoWaySender => {
                "an answer is wanted, and none of the senders can be answered"
            }
            RefuseReason::NoUsableSender => "none of the senders can carry this message",
            RefuseReason::NoDomesticSender => {
                return format!("the plan has no sender that a reply to {region} could leave from");
            }
        };
        because.to_owned()
    }
}

impl fmt::Display for Ineligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ineligibility::Off => f.write_str("it is off"),
            Ineligibility::RepliesOnly => f.write_str("it only answers those who wrote to it"),
            Ineligibility::UseCase(use_case) => {
                write!(f, "it is not for {} messages", use_case.as_str())
            }
            Ineligibility::OneWay => f.write_str("it cannot be answered, and an answer is wanted"),
            Ineligibility::IsTheRecipient => f.write_str("it is the recipient itself"),
        }
    }
}

/// What a reason to use a sender means, where the words before do not say it.
fn meaning(reason: UseReason) -> &'static str {
    match reason {
        UseReason::Explicit => ": the caller named it",
        UseReason::SameNumber => ": the number the customer wrote to",
        UseReason::Sticky => ": the sender this recipient had before",
        UseReason::Domestic
        | UseReason::CountryDefault
        | UseReason::Borrowed
        | UseReason::Elsewhere => "",
    }
}

struct Caution(Warning, Region);

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = WithArticle(self.1);
        match self.0 {
            Warning::ForeignBlocked => write!(f, "{region} blocks such senders of other countries"),
            Warning::ForeignOverwritten => {
                write!(
                    f,
                    "{region} replaces such senders of other countries with another one"
                )
            }
            Warning::ForeignUnknown => {
                write!(
                    f,
                    "no source says whether {} keeps such senders of other countries",
                    WithArticle(self.1)
                )
            }
            Warning::ShortCodeAbroad => write!(
                f,
                "a short code works in its own country, and the map does not list this one for {region}"
            ),
            Warning::AmbiguousNumber => f.write_str("the number was written without its `+`"),
            Warning::NotOurNumber => {
                f.write_str("the customer wrote to a number that is none of the plan's")
            }
            Warning::AlphanumericNotSupported => {
                write!(f, "{region} carries no alphanumeric senders")
            }
            Warning::AlphanumericNeedsRegistration => {
                write!(
                    f,
                    "{region} carries only alphanumeric senders that are registered there"
                )
            }
        }
    }
}

/// The same at the beginning of a sentence.
struct Capital(WithArticle);

impl fmt::Display for Capital {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let mut characters = text.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first
            .chain(characters)
            .try_for_each(|character| write!(f, "{character}"))
    }
}

/// A region's name as an owner.
struct Whose(Region);

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let possessive = if self.0.name().ends_with('s') {
            "'"
        } else {
            "'s"
        };
        write!(f, "{}{possessive}", WithArticle(self.0))
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// What a number is and where.
struct Numbered(Location);

impl fmt::Display for Numbered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location {
            region,
            line_type,
            validity,
        } = self.0;
        let place = |f: &mut fmt::Formatter<'_>| match region {
            Region::WORLD => f.write_str(", of no country"),
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
                f.write_str(", in no range that is assigned")
            }
            Validity::Invalid => {
                f.write_str("no number")?;
                place(f)?;
                f.write_str(": none there has this many digits")
            }
        }
    }
}

/// The members of a pool that can carry the message, and how many of them are how local to the recipient.
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
