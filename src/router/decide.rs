//! Where a decision is made: read, locate, stop list, and then [`route`](super::route) or
//! [`reply`](super::reply).

use super::candidate::{Candidate, Why};
use super::trace::{Step, Trace};
use crate::country::{Alphanumeric, Fate};
use crate::decision::{RefuseReason, UseReason, Verdict, Warning, Warnings};
use crate::map::{Entry, Member, Owned, Plan, SenderState, Terms};
use crate::message::Message;
use crate::numbering::{Numbering, Validity};
use crate::pool::{self, Local};
use crate::reading::{Reading, plain_digits, read_with, trim};
use crate::{BareDigits, Number, Region, Sender, SenderKind, UseCase};

/// A message that was read and located, before a plan that may send to it.
pub(super) struct Case<'c> {
    numbering: &'c Numbering,
    pub(super) plan: &'c Plan,
    pub(super) recipient: Number,
    pub(super) region: Region,
    use_case: UseCase,
    /// An answer is wanted, so the recipient must be able to give it.
    two_way: bool,
    /// The sender the customer wrote to, of those the plan owns.
    pub(super) written_to: Option<&'c Owned>,
    /// The sender the recipient had before, where that counts.
    pub(super) held: Option<Sender>,
}

/// Reads the number of a message, as the message or else its plan says.
#[inline]
pub(super) fn read(numbering: &Numbering, plan: &Plan, message: &Message<'_>) -> Option<Reading> {
    read_with(numbering, message.to, bare_digits(plan, message))
}

/// What digits without a `+` mean in a message of a plan.
#[inline]
fn bare_digits(plan: &Plan, message: &Message<'_>) -> BareDigits {
    message.bare_digits.unwrap_or(plan.settings().bare_digits)
}

/// Decides a message whose number was read.
#[inline]
pub(super) fn decide<T: Trace>(
    numbering: &Numbering,
    plan: &Plan,
    reading: Option<Reading>,
    message: &Message<'_>,
    trace: &mut T,
) -> (Verdict, Warnings) {
    let mut warnings = Warnings::default();
    let Some(reading) = reading else {
        return (Verdict::Refuse(RefuseReason::InvalidNumber), warnings);
    };
    if reading.is_ambiguous {
        warnings.insert(Warning::AmbiguousNumber);
    }
    let verdict = match stop(plan, &reading, trace) {
        Some(reason) => Verdict::Refuse(reason),
        None => choose(numbering, plan, &reading, message, &mut warnings, trace),
    };
    (verdict, warnings)
}

/// The stop list, which no caller's sender and no customer's message gets past.
fn stop<T: Trace>(plan: &Plan, reading: &Reading, trace: &mut T) -> Option<RefuseReason> {
    let settings = plan.settings();
    let location = &reading.location;
    let is_valid = match location.validity {
        Validity::Valid => true,
        Validity::Possible => !settings.require_valid,
        Validity::Invalid => false,
    };
    if location.validity != Validity::Invalid && reading.is_ambiguous && settings.refuse_ambiguous {
        trace.note(|| Step::AmbiguousRefused);
        return Some(RefuseReason::InvalidNumber);
    }
    if !is_valid {
        return Some(RefuseReason::InvalidNumber);
    }
    if settings.refuse_line_types.contains(location.line_type) {
        return Some(RefuseReason::LineTypeRefused);
    }
    matches!(plan.entry(location.region), Some(Entry::Refuse))
        .then_some(RefuseReason::CountryRefused)
}

fn choose<T: Trace>(
    numbering: &Numbering,
    plan: &Plan,
    reading: &Reading,
    message: &Message<'_>,
    warnings: &mut Warnings,
    trace: &mut T,
) -> Verdict {
    let remember = plan.settings().remember;
    let received = message.memory.fresh_received(remember);
    let is_reply = message.is_reply || received.is_some();
    let held = message.memory.fresh_sent(remember);
    // An empty cell or field says nothing.
    let said = message
        .written_to
        .filter(|text| !text.trim_ascii().is_empty());
    let written_to = match (said, received) {
        _ if !is_reply => None,
        (Some(text), _) => owned(numbering, plan, text, bare_digits(plan, message)),
        (None, Some(Some(sender))) => plan.owned(&sender),
        (None, _) => None,
    };
    let mut case = Case {
        numbering,
        plan,
        recipient: reading.number,
        region: reading.location.region,
        use_case: message.use_case,
        two_way: message.needs_reply,
        written_to,
        held: held.filter(|_| is_reply || plan.settings().sticky),
    };
    if is_reply && written_to.is_none() {
        // Only what the question itself says is told to whoever asks.
        if said.is_some() {
            warnings.insert(Warning::NotOurNumber);
        }
        if said.is_some() || matches!(received, Some(Some(_))) {
            trace.note(|| Step::NotOurs);
        }
    }
    let verdict = if let Some(text) = message.sender.filter(|text| names_a_sender(text)) {
        let named = owned(numbering, plan, text, bare_digits(plan, message));
        case.explicit(named, trace)
    } else if is_reply {
        case.two_way = true;
        case.reply(trace)
    } else {
        case.route(trace)
    };
    case.warn(&verdict, warnings);
    verdict
}

/// Whether a caller's text names a sender. Some clients cannot leave the field out, and write nothing or `AUTO`.
fn names_a_sender(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    !text.is_empty() && !text.eq_ignore_ascii_case(b"AUTO")
}

/// The sender of the plan that a text names: by its exact text first, then by that without the white space and the
/// marks around it, then as a short code that is written as numbers are, then as a recipient's number is read, and last
/// as an international number with or without its `+`.
pub(super) fn owned<'p>(
    numbering: &Numbering,
    plan: &'p Plan,
    text: &[u8],
    bare_digits: BareDigits,
) -> Option<&'p Owned> {
    let exact = |text: &str| plan.owned(&Sender::new(text).ok()?);
    let text = std::str::from_utf8(text).ok()?;
    let trimmed = || Some(trim(text)).filter(|trimmed| trimmed.len() < text.len());
    let read_by = |bare_digits| {
        let reading = read_with(numbering, text.as_bytes(), bare_digits)?;
        plan.owned(&Sender::from_number(reading.number))
    };
    exact(text)
        .or_else(|| exact(trimmed()?))
        .or_else(|| plan.owned(&plain_digits(text)?))
        .or_else(|| read_by(bare_digits))
        .or_else(|| read_by(BareDigits::International))
}

impl<'c> Case<'c> {
    /// Why a sender cannot carry this message under these terms, if it cannot.
    #[inline]
    pub(super) fn obstacle(&self, sender: &Sender, terms: &Terms) -> Option<Why> {
        let has_it = || {
            self.held.as_ref() == Some(sender)
                || self.written_to.is_some_and(|owned| owned.sender == *sender)
        };
        match terms.state {
            SenderState::Active => {}
            SenderState::RepliesOnly if has_it() => {}
            SenderState::RepliesOnly => return Some(Why::RepliesOnly),
            SenderState::Off => return Some(Why::Off),
        }
        if !terms.uses.contains(self.use_case) {
            return Some(Why::UseCase(self.use_case));
        }
        if *sender == Sender::from_number(self.recipient) {
            return Some(Why::IsTheRecipient);
        }
        // Last, so that it is named only where two-way would have been enough.
        (self.two_way && !terms.two_way).then_some(Why::OneWay)
    }

    /// The same of a sender in its place in the entry of a region. Short codes and names may differ by region,
    /// and the recipient's counts: what a lender says of one that the recipient's region lists is passed over.
    #[inline]
    fn obstacle_in(&self, region: Region, member: &Member) -> Option<Why> {
        if region != self.region
            && !member.kind.is_number()
            && let Some(own) = self.plan.entry(self.region)
            && let Some(least) =
                self.least_obstacle(self.plan.choices(own).flatten(), &member.sender)
        {
            return least;
        }
        self.obstacle(&member.sender, &member.terms)
    }

    /// The first choice in the entry of a region, in a pool by rendezvous, of the members that can carry the
    /// message.
    #[inline]
    pub(super) fn first_choice<T: Trace>(
        &self,
        region: Region,
        entry: &Entry,
        trace: &mut T,
    ) -> Option<Candidate> {
        for members in self.plan.choices(entry) {
            let able = members
                .iter()
                .filter(|member| self.obstacle_in(region, member).is_none());
            if T::ON {
                for member in members {
                    if let Some(why) = self.obstacle_in(region, member) {
                        trace.note(|| Step::PassedOver(member.into(), why));
                    }
                }
                let shares = able.clone().count();
                if shares > 1 {
                    let local = self.local().and_then(|local| {
                        let locality = |it: &Member| local.locality(&it.sender, it.kind);
                        let most = able.clone().map(locality).max()?;
                        Some((most, able.clone().filter(|it| locality(it) == most).count()))
                    });
                    trace.note(|| Step::Pool { shares, local });
                }
            }
            if let Some(member) = pool::pick(able, self.recipient, || self.local()) {
                return Some(Candidate::from(member));
            }
        }
        None
    }

    /// The recipient's area, where members of pools are preferred by it.
    pub(super) fn local(&self) -> Option<Local<'c>> {
        if self.plan.settings().prefer_local {
            Local::to(self.recipient, self.numbering)
        } else {
            None
        }
    }

    /// A place of a sender in the entry of a region where it can carry the message.
    pub(super) fn able_in(
        &self,
        region: Region,
        entry: &Entry,
        sender: &Sender,
    ) -> Option<Candidate> {
        let mut places = self
            .plan
            .choices(entry)
            .flatten()
            .filter(|member| member.sender == *sender);
        places
            .find(|member| self.obstacle_in(region, member).is_none())
            .map(Candidate::from)
    }

    /// Whether an entry's senders could carry the message but for the answer that is wanted.
    pub(super) fn lacks_two_way(&self, region: Region, entry: &Entry) -> bool {
        let mut members = self.plan.choices(entry).flatten();
        members.any(|member| self.obstacle_in(region, member) == Some(Why::OneWay))
    }

    /// Whether a sender of the plan is domestic in a region.
    #[inline]
    pub(super) fn is_domestic(&self, found: &Candidate, region: Region) -> bool {
        match found.kind {
            SenderKind::LongCode => found.home == Some(region),
            SenderKind::TollFree | SenderKind::ShortCode => self
                .plan
                .own_regions(&found.sender)
                .any(|own| own == region),
            SenderKind::Alphanumeric => false,
        }
    }

    /// The sender that the caller named, if it is the plan's and can carry the message.
    fn explicit<T: Trace>(&self, owned: Option<&Owned>, trace: &mut T) -> Verdict {
        let Some(owned) = owned else {
            return Verdict::Refuse(RefuseReason::NotOurSender);
        };
        match self.obstacle_anywhere(owned) {
            None => self.verdict(owned.into(), UseReason::Explicit),
            Some(why) => {
                trace.note(|| Step::NotAsAsked(owned.into(), why));
                Verdict::Refuse(match why {
                    Why::OneWay => RefuseReason::NoTwoWaySender,
                    _ => RefuseReason::NoUsableSender,
                })
            }
        }
    }

    /// The same of a sender that is looked for in no one region. A number's terms are the same everywhere; a
    /// short code or a name goes by those of the recipient's region if it lists it, else of any place.
    pub(super) fn obstacle_anywhere(&self, owned: &Owned) -> Option<Why> {
        if owned.kind.is_number() {
            return self.obstacle(&owned.sender, &owned.terms);
        }
        let own = self.plan.entry(self.region).into_iter();
        let own = own.flat_map(|entry| self.plan.choices(entry).flatten());
        self.least_obstacle(own, &owned.sender)
            .or_else(|| self.least_obstacle(self.plan.members(), &owned.sender))
            .flatten()
    }

    /// Of the places that hold the sender, the least obstacle; `None` where none holds it.
    fn least_obstacle<'m>(
        &self,
        places: impl Iterator<Item = &'m Member>,
        sender: &Sender,
    ) -> Option<Option<Why>> {
        places
            .filter(|member| member.sender == *sender)
            .map(|member| self.obstacle(&member.sender, &member.terms))
            .min_by_key(|obstacle| match obstacle {
                None => 0,
                Some(Why::OneWay) => 1,
                Some(_) => 2,
            })
    }

    /// Uses a sender.
    pub(super) fn verdict(&self, found: Candidate, reason: UseReason) -> Verdict {
        let Candidate { sender, kind, home } = found;
        Verdict::Use {
            sender,
            kind,
            home,
            reason,
        }
    }

    /// Warns of what the recipient's country is known to do with the sender that is used.
    fn warn(&self, verdict: &Verdict, warnings: &mut Warnings) {
        let &Verdict::Use {
            sender, kind, home, ..
        } = verdict
        else {
            return;
        };
        let found = Candidate { sender, kind, home };
        match kind {
            SenderKind::Alphanumeric => match self.plan.rules(self.region).alphanumeric() {
                Alphanumeric::NotSupported => warnings.insert(Warning::AlphanumericNotSupported),
                Alphanumeric::Registered => warnings.insert(Warning::AlphanumericNeedsRegistration),
                Alphanumeric::Free | Alphanumeric::Unknown => {}
            },
            _ if self.is_domestic(&found, self.region) => {}
            SenderKind::ShortCode => warnings.insert(Warning::ShortCodeAbroad),
            SenderKind::LongCode | SenderKind::TollFree => match self.fate(&found) {
                Fate::Kept => {}
                Fate::Overwritten => warnings.insert(Warning::ForeignOverwritten),
                Fate::Blocked => warnings.insert(Warning::ForeignBlocked),
                Fate::Unknown => warnings.insert(Warning::ForeignUnknown),
            },
        }
    }

    /// What the recipient's country does with a number of other regions: the best of its own regions counts.
    pub(super) fn fate(&self, found: &Candidate) -> Fate {
        let rules = self.plan.rules(self.region);
        if found.kind == SenderKind::LongCode {
            return found
                .home
                .map_or(Fate::Unknown, |home| rules.foreign_number(home));
        }
        let fates = self
            .plan
            .own_regions(&found.sender)
            .map(|own| rules.foreign_number(own));
        let harm = |fate: &Fate| match fate {
            Fate::Kept => 0,
            Fate::Unknown => 1,
            Fate::Overwritten => 2,
            Fate::Blocked => 3,
        };
        fates.min_by_key(harm).unwrap_or(Fate::Unknown)
    }
}
