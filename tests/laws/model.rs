//! The decision once more, rule by rule, sharing with the library the reading of numbers, the numbering plan and
//! the country rules, and nothing of how a sender is chosen. It searches, it allocates, and it is in no hurry.
//!
//! *Can carry*: active (or `replies_only` for one who wrote to it or has it; in a route, has it under
//! `sticky: true`), serves the use case, two-way if an answer is wanted, and is not the recipient itself.
//!
//! Both begin: 1. read; 2. locate; 3. the stop list: validity, line type, the region's entry is `refuse`.
//! 4. A sender given by the caller: not owned, cannot carry, or `explicit`.
//!
//! Route:
//!
//! 5. The region's entry, then each lender's in order. The first with a sender that can carry decides: the
//!    remembered one if it is among them, else the first choice, in a pool by 7. `omit` ends the search.
//! 6. Neither entry nor lender: `elsewhere` in the same way, never for `001`. There were senders but none could
//!    carry: `no_two_way_sender` if two-way would have, else `no_usable_sender`.
//! 7. Pool: with `prefer_local`, the long codes of the recipient's area, else those of its state or province, else all
//!    members; then weighted rendezvous on the recipient.
//!
//! Reply, over two-way senders only:
//!
//! 4. In the customer's region: `written_to`, if the plan owns it and it is listed there or domestic; `omit`; the
//!    remembered sender likewise; the entry's order and pools, then any other domestic sender of the plan, as one
//!    pool of equal weights.
//! 5. Then the same in each lender's region in order: `written_to`, remembered, entry.
//! 6. `written_to`, if the plan owns it and the country's rules do not block senders of its region.
//! 7. No entry, no lender, not `001`: `elsewhere`: `omit`, else its senders as in 5 of Route.
//! 8. `no_domestic_sender` (`no_country` for an unnamed `001`).
//!
//! `reply: same_number` tries 6 before 4; `reply: domestic_only` leaves out 6 and 7.

mod areas;

use std::time::Duration;

use areas::TABLES;
use originator::country::{self, ForeignSenderPolicy};
use originator::numbering::{self, LineType, Validity};
use originator::{BareDigits, Number, Outcome, Reason, Region, Sender, Warning, read};

use crate::maps::{Asked, Choice, Entry, Member, Plan, ReplyRule, State, Terms};

/// What the model decides.
type Decided = (Outcome, Reason);

/// The warnings that the model gives; those of country rules have tables of their own.
pub(crate) const WARNINGS: [Warning; 3] = [
    Warning::ShortCodeAbroad,
    Warning::AmbiguousNumber,
    Warning::NotOurNumber,
];

/// Decides a message, and says which of [`WARNINGS`] the decision has.
pub(crate) fn decide(plan: &Plan, asked: &Asked) -> (Outcome, Reason, Vec<Warning>) {
    let mut warnings = Vec::new();
    let (outcome, reason) = decide_and_warn(plan, asked, &mut warnings);
    warnings.sort_by_key(|warning| WARNINGS.iter().position(|it| it == warning));
    (outcome, reason, warnings)
}

fn decide_and_warn(plan: &Plan, asked: &Asked, warnings: &mut Vec<Warning>) -> Decided {
    // 1. Read; 2. Locate. A question's own value beats the plan's, and a default region beats `bare_digits`.
    let of_plan = match plan.default_region {
        Some(region) => BareDigits::National(region),
        None if plan.bare_international => BareDigits::International,
        None => BareDigits::Refuse,
    };
    let bare_digits = asked.bare_digits.unwrap_or(of_plan);
    let Some(reading) = read(&asked.to, bare_digits) else {
        return refuse(Reason::InvalidNumber);
    };
    let (recipient, location) = (reading.number, reading.location);
    if reading.is_ambiguous {
        warnings.push(Warning::AmbiguousNumber);
        if plan.refuse_ambiguous {
            return refuse(Reason::InvalidNumber);
        }
    }

    // 3. Stop list.
    if location.validity == Validity::Invalid
        || plan.require_valid && location.validity != Validity::Valid
    {
        return refuse(Reason::InvalidNumber);
    }
    if plan.refuse_line_types.contains(&location.line_type) {
        return refuse(Reason::LineTypeRefused);
    }
    if plan.entry(location.region) == Some(&Entry::Refuse) {
        return refuse(Reason::CountryRefused);
    }

    // What is remembered: younger than `remember`.
    let is_fresh = |age: Duration| age.as_nanos() < u128::from(plan.remember) * 1_000_000_000;
    let received = asked.received.filter(|&(_, age)| is_fresh(age));
    let sent = asked.sent.filter(|&(_, age)| is_fresh(age));
    // An inbound message makes this a reply; what the caller says of it outright goes before memory.
    let is_reply = asked.is_reply || received.is_some();
    let written_to = match &asked.written_to {
        Some(text) if !text.trim_ascii().is_empty() => {
            let ours = our_sender(plan, text, bare_digits);
            if is_reply && ours.is_none() {
                warnings.push(Warning::NotOurNumber);
            }
            ours
        }
        // A memory holds a sender, not a text: there is nothing to read.
        _ => received
            .and_then(|(written_to, _)| written_to)
            .filter(|&sender| plan.owns(sender)),
    };
    let remembered = sent
        .map(|(sender, _)| sender)
        .filter(|&sender| plan.owns(sender) && (is_reply || plan.sticky));

    let case = Case {
        plan,
        recipient,
        region: location.region,
        use_case: asked.use_case as usize,
        written_to: written_to.filter(|_| is_reply),
        remembered,
    };
    // "Empty or AUTO, in any case, is none."
    let names_none = |text: &[u8]| {
        let text = text.trim_ascii();
        text.is_empty() || text.eq_ignore_ascii_case(b"auto")
    };
    let decided = if let Some(text) = asked.sender.as_ref().filter(|text| !names_none(text)) {
        case.explicit(our_sender(plan, text, bare_digits), asked.needs_reply)
    } else if is_reply {
        case.reply()
    } else {
        case.route(asked.needs_reply)
    };
    // A short code outside its own regions.
    if let Outcome::Use(sender) = decided.0
        && sender.as_bytes().iter().all(u8::is_ascii_digit)
        && !case.is_of(sender, case.region)
    {
        warnings.push(Warning::ShortCodeAbroad);
    }
    decided
}

fn refuse(reason: Reason) -> Decided {
    (Outcome::Refuse, reason)
}

fn send(sender: Sender, reason: Reason) -> Decided {
    (Outcome::Use(sender), reason)
}

/// The digits of a text that has nothing else but what may stand around a number.
fn read_code(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let around = |c: char| c.is_whitespace() || "'\"()<>[]{}=:,.;/!|\\`^$%@&-".contains(c);
    let text = text.trim_matches(around);
    let text = text.strip_suffix(".0").unwrap_or(text);
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned())
}

/// "Looked up until one is owned: the exact text, as the recipient is read, as international, bare or not."
fn our_sender(plan: &Plan, text: &[u8], bare_digits: BareDigits) -> Option<Sender> {
    let exact = |text: &[u8]| plan.senders().into_iter().find(|s| s.as_bytes() == text);
    let trimmed = std::str::from_utf8(text).map_or(text, |text| text.trim().as_bytes());
    let readings = [bare_digits, BareDigits::International].map(|bare_digits| {
        let number = read(text, bare_digits)?.number;
        Some(Sender::from_number(number)).filter(|&sender| plan.owns(sender))
    });
    // A short code may be written as numbers are: with a `.0`, in other digits, as an address.
    let code = read_code(text);
    let code = code.as_deref().and_then(|code| exact(code.as_bytes()));
    exact(text)
        .or_else(|| exact(trimmed))
        .or(code)
        .or_else(|| readings.into_iter().flatten().next())
}

/// A message past the stop list.
struct Case<'a> {
    plan: &'a Plan,
    recipient: Number,
    region: Region,
    use_case: usize,
    /// What the customer wrote to, if the plan owns it.
    written_to: Option<Sender>,
    /// What the recipient has, if it counts and the plan owns it.
    remembered: Option<Sender>,
}

/// What an entry comes to.
struct First {
    sender: Sender,
    is_remembered: bool,
}

impl First {
    fn send(&self, reason: Reason) -> Decided {
        let reason = if self.is_remembered {
            Reason::Sticky
        } else {
            reason
        };
        send(self.sender, reason)
    }
}

impl Case<'_> {
    // --- Can carry ---

    fn can_carry(&self, sender: Sender, terms: Terms, answer_wanted: bool) -> bool {
        let in_use = match terms.state {
            State::Active => true,
            State::RepliesOnly => [self.written_to, self.remembered].contains(&Some(sender)),
            State::Off => false,
        };
        in_use
            && terms.uses[self.use_case]
            && (terms.two_way || !answer_wanted)
            && sender.number() != Some(self.recipient)
    }

    /// Whether a sender can carry under the terms that count. A number's are the same everywhere; a short code's
    /// or a name's are those of the first of these regions whose entry lists it, else of any place in the map.
    fn carries(&self, sender: Sender, regions: &[Region], answer_wanted: bool) -> bool {
        let mut entries = regions.iter().filter_map(|&region| self.plan.entry(region));
        let places: Vec<Terms> = match entries.find(|entry| entry.lists(sender)) {
            Some(entry) => places(entry.members(), sender).collect(),
            None => places(self.plan.members(), sender).collect(),
        };
        let mut places = places.into_iter();
        places.any(|terms| self.can_carry(sender, terms, answer_wanted))
    }

    /// The same where the sender is not looked for in any one region: the recipient's counts first.
    fn carries_anywhere(&self, sender: Sender, answer_wanted: bool) -> bool {
        self.carries(sender, &[self.region], answer_wanted)
    }

    /// Those of a choice that can carry. What is lent counts by the terms of the recipient's region where that
    /// lists it too; all else by the terms of its place.
    fn carrying(&self, choice: &Choice, lent: bool, answer_wanted: bool) -> Vec<(Sender, u32)> {
        let own = self.plan.entry(self.region);
        let members = choice.members.iter().filter(|member| {
            if lent && own.is_some_and(|own| own.lists(member.sender)) {
                self.carries(member.sender, &[self.region], answer_wanted)
            } else {
                self.can_carry(member.sender, member.terms, answer_wanted)
            }
        });
        let members = members.map(|member| (member.sender, member.weight));
        members.collect()
    }

    // --- A sender's own region ---

    /// The sender's own regions: of a long code its number's; of a toll-free number its number's and any of the
    /// same calling code that lists it; of a short code those that list it; of a name none.
    fn own_regions(&self, sender: Sender) -> Vec<Region> {
        let listing = self.plan.originators.iter();
        let listing = listing.filter(|(_, entry)| entry.lists(sender));
        let mut listing: Vec<Region> = listing.map(|&(region, _)| region).collect();
        match sender.number() {
            Some(number) => {
                let location = numbering::locate(number).unwrap();
                let toll_free = location.line_type == LineType::TollFree;
                listing.retain(|&region| toll_free && has_code_of(number, region));
                listing.push(location.region);
                listing
            }
            None if crate::maps::is_name(sender) => Vec::new(),
            None => listing,
        }
    }

    fn is_of(&self, sender: Sender, region: Region) -> bool {
        self.own_regions(sender).contains(&region)
    }

    // --- The caller's sender ---

    /// Rule 4: it is checked, never replaced; an answer is wanted if the message says so.
    fn explicit(&self, sender: Option<Sender>, answer_wanted: bool) -> Decided {
        let Some(sender) = sender else {
            return refuse(Reason::NotOurSender);
        };
        if self.carries_anywhere(sender, answer_wanted) {
            send(sender, Reason::Explicit)
        } else if self.carries_anywhere(sender, false) {
            refuse(Reason::NoTwoWaySender)
        } else {
            refuse(Reason::NoUsableSender)
        }
    }

    // --- Route ---

    fn route(&self, answer_wanted: bool) -> Decided {
        // 5. The region's entry, then each lender's.
        let own = self.plan.entry(self.region);
        let lenders = self.plan.lenders(self.region).iter();
        let lent: Vec<&Entry> = lenders
            .map(|&lender| self.plan.entry(lender).unwrap())
            .collect();
        if own == Some(&Entry::Omit) {
            return (Outcome::Omit, Reason::MapOmits);
        }
        if let Some(own) = own
            && let Some(first) = self.first(own, false, answer_wanted)
        {
            return first.send(self.home_or_not(first.sender));
        }
        for entry in &lent {
            if let Some(first) = self.first(entry, true, answer_wanted) {
                return first.send(Reason::Borrowed);
            }
        }
        // 6. Neither entry nor lender.
        let mut entries: Vec<(&Entry, bool)> = own.into_iter().map(|own| (own, false)).collect();
        entries.extend(lent.iter().map(|&entry| (entry, true)));
        if entries.is_empty() {
            if self.region == Region::WORLD {
                return refuse(Reason::NoCountry);
            }
            match &self.plan.elsewhere {
                None | Some(Entry::Refuse) => return refuse(Reason::NotListed),
                Some(Entry::Omit) => return (Outcome::Omit, Reason::MapOmits),
                Some(entry) => {
                    if let Some(first) = self.first(entry, false, answer_wanted) {
                        return first.send(Reason::Elsewhere);
                    }
                    entries.push((entry, false));
                }
            }
        }
        // There were senders but none could carry.
        let mut entries = entries.into_iter();
        if entries.any(|(entry, lent)| self.first(entry, lent, false).is_some()) {
            refuse(Reason::NoTwoWaySender)
        } else {
            refuse(Reason::NoUsableSender)
        }
    }

    fn home_or_not(&self, sender: Sender) -> Reason {
        if self.is_of(sender, self.region) {
            Reason::Domestic
        } else {
            Reason::CountryDefault
        }
    }

    /// The sender of an entry that can carry: the remembered one if it is among them, else the first choice, in
    /// a pool by 7.
    fn first(&self, entry: &Entry, lent: bool, answer_wanted: bool) -> Option<First> {
        let Entry::Order(order) = entry else {
            return None;
        };
        let choices = order.iter();
        let choices = choices.map(|choice| self.carrying(choice, lent, answer_wanted));
        let choices: Vec<Vec<(Sender, u32)>> =
            choices.filter(|choice| !choice.is_empty()).collect();
        let mut all = choices.iter().flatten();
        if let Some(&(sender, _)) = all.find(|&&(sender, _)| Some(sender) == self.remembered) {
            return Some(First {
                sender,
                is_remembered: true,
            });
        }
        Some(First {
            sender: self.share(choices.first()?),
            is_remembered: false,
        })
    }

    // --- Reply: two-way senders only ---

    fn reply(&self) -> Decided {
        let rule = self.plan.reply;
        let same_number = || self.same_number();
        let first = match rule {
            ReplyRule::SameNumber => same_number(),
            ReplyRule::Domestic | ReplyRule::DomesticOnly => None,
        };
        let last = || match rule {
            ReplyRule::Domestic => same_number().or_else(|| self.reply_elsewhere()),
            ReplyRule::SameNumber => self.reply_elsewhere(),
            ReplyRule::DomesticOnly => None,
        };
        let is_named =
            self.plan.entry(self.region).is_some() || !self.plan.lenders(self.region).is_empty();
        let none = if self.region == Region::WORLD && !is_named {
            Reason::NoCountry
        } else {
            Reason::NoDomesticSender
        };
        first
            .or_else(|| self.reply_at_home())
            .or_else(|| self.reply_from_lenders())
            .or_else(last)
            .unwrap_or(refuse(none))
    }

    /// `written_to` or the remembered sender, if it is listed in the region's entry or of that region.
    fn if_of_region(&self, sender: Option<Sender>, region: Region) -> Option<Sender> {
        let entry = self.plan.entry(region);
        sender.filter(|&sender| {
            let listed = entry.is_some_and(|entry| entry.lists(sender));
            (listed || self.is_of(sender, region))
                && self.carries(sender, &[self.region, region], true)
        })
    }

    /// Rule 4: in the customer's region.
    fn reply_at_home(&self) -> Option<Decided> {
        let entry = self.plan.entry(self.region);
        if let Some(sender) = self.if_of_region(self.written_to, self.region) {
            return Some(send(sender, Reason::SameNumber));
        }
        if entry == Some(&Entry::Omit) {
            return Some((Outcome::Omit, Reason::MapOmits));
        }
        if let Some(sender) = self.if_of_region(self.remembered, self.region) {
            return Some(send(sender, Reason::Sticky));
        }
        if let Some(first) = entry.and_then(|entry| self.first(entry, false, true)) {
            return Some(first.send(self.home_or_not(first.sender)));
        }
        let domestic = self.plan.senders().into_iter().filter(|&sender| {
            self.is_of(sender, self.region) && self.carries_anywhere(sender, true)
        });
        let domestic: Vec<(Sender, u32)> = domestic.map(|sender| (sender, 1)).collect();
        (!domestic.is_empty()).then(|| send(self.share(&domestic), Reason::Domestic))
    }

    /// Rule 5: then the same in each lender's region in order.
    fn reply_from_lenders(&self) -> Option<Decided> {
        self.plan.lenders(self.region).iter().find_map(|&lender| {
            let entry = self.plan.entry(lender).unwrap();
            if let Some(sender) = self.if_of_region(self.written_to, lender) {
                Some(send(sender, Reason::SameNumber))
            } else if let Some(sender) = self.if_of_region(self.remembered, lender) {
                Some(send(sender, Reason::Sticky))
            } else {
                let first = self.first(entry, true, true)?;
                Some(first.send(Reason::Borrowed))
            }
        })
    }

    /// Rule 6: `written_to`, if the country's rules do not block senders of its region. Of several own regions one
    /// that is not blocked is enough; of none, nobody says that it is.
    fn same_number(&self) -> Option<Decided> {
        let sender = self.written_to?;
        let rules = country::rules(self.region);
        let own = self.own_regions(sender);
        let blocked =
            |region: &Region| rules.foreign_number(*region) == ForeignSenderPolicy::Blocked;
        // That the customer could write to a short code proves that it works there.
        let is_blocked = sender.number().is_some() && own.iter().all(blocked);
        let may = !is_blocked && self.carries_anywhere(sender, true);
        may.then(|| send(sender, Reason::SameNumber))
    }

    /// Rule 7: no entry, no lender, not 001: `elsewhere`.
    fn reply_elsewhere(&self) -> Option<Decided> {
        if self.plan.entry(self.region).is_some()
            || !self.plan.lenders(self.region).is_empty()
            || self.region == Region::WORLD
        {
            return None;
        }
        match self.plan.elsewhere.as_ref()? {
            Entry::Omit => Some((Outcome::Omit, Reason::MapOmits)),
            entry => {
                let first = self.first(entry, false, true)?;
                Some(first.send(Reason::Elsewhere))
            }
        }
    }

    // --- Pools ---

    /// Rule 7 of Route: with `prefer_local` the most local, then weighted rendezvous.
    fn share(&self, members: &[(Sender, u32)]) -> Sender {
        let local = |sender: &Sender| locality(*sender, self.recipient);
        let most = members.iter().map(|(sender, _)| local(sender)).max();
        let near = members
            .iter()
            .filter(|(sender, _)| !self.plan.prefer_local || Some(local(sender)) == most);
        let mut best: Option<(u128, u128, u64, Sender)> = None;
        for &(sender, weight) in near {
            let draw = draw(sender, self.recipient);
            let (cost, weight) = (minus_log2(draw), u128::from(weight));
            // The least of cost / weight wins; of equal ones the greater draw, then the lesser text.
            let wins = best.is_none_or(|(best_cost, best_weight, best_draw, best_sender)| {
                let (ours, theirs) = (cost * best_weight, best_cost * weight);
                (theirs, draw, best_sender) > (ours, best_draw, sender)
            });
            if wins {
                best = Some((cost, weight, draw, sender));
            }
        }
        best.unwrap().3
    }
}

/// The terms under which a sender stands among these.
fn places<'m>(
    members: impl Iterator<Item = &'m Member>,
    sender: Sender,
) -> impl Iterator<Item = Terms> {
    members
        .filter(move |member| member.sender == sender)
        .map(|member| member.terms)
}

fn has_code_of(number: Number, region: Region) -> bool {
    let code = region.calling_code().map(|code| format!("+{code}"));
    code.is_some_and(|code| number.to_string().starts_with(&code))
}

/// How local a sender is to the recipient; long codes alone can be.
fn locality(sender: Sender, recipient: Number) -> u8 {
    let area = |number: Number| TABLES.area(&number.to_string()[1..]);
    match (sender.number().and_then(area), area(recipient)) {
        (Some(ours), Some(theirs)) => TABLES.locality(&ours, &theirs),
        _ => 0,
    }
}

fn draw(sender: Sender, recipient: Number) -> u64 {
    let mut text = sender.as_bytes().to_vec();
    text.resize(16, 0);
    let low = u64::from_le_bytes(text[..8].try_into().unwrap());
    let high = u64::from_le_bytes(text[8..].try_into().unwrap());
    let digits: u64 = recipient.to_string()[1..].parse().unwrap();
    mix(mix(low ^ mix(high)) ^ mix(digits))
}

/// The finaliser of SplitMix64, with its increment.
fn mix(value: u64) -> u64 {
    let times = |value: u64, factor: u128| (u128::from(value) * factor % (1 << 64)) as u64;
    let value = ((u128::from(value) + 0x9e37_79b9_7f4a_7c15) % (1 << 64)) as u64;
    let value = times(value ^ (value >> 30), 0xbf58_476d_1ce4_e5b9);
    let value = times(value ^ (value >> 27), 0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// `-log2((draw + 1) / 2^64)` in units of 2^-32, digit by digit.
fn minus_log2(draw: u64) -> u128 {
    let mut value = u128::from(draw) + 1;
    let mut whole: u128 = 0;
    // Up to where 1 is 2^63: each doubling is a half more of cost.
    while value < 1 << 63 {
        value *= 2;
        whole += 1;
    }
    if value == 1 << 64 {
        return 0;
    }
    let mut fraction: u128 = 0;
    for _ in 0..32 {
        value = value * value / (1 << 63);
        fraction *= 2;
        if value >= 1 << 64 {
            value /= 2;
            fraction += 1;
        }
    }
    ((whole + 1) << 32) - fraction
}
