//! A plan as it is written down.

use std::fmt;

use originator::UseCase;

use super::is_name;
use super::plan::{Choice, Entry, Member, Plan, ReplyRule, State};

impl Plan {
    pub(crate) fn yaml(&self) -> String {
        self.write(&mut Shuffle(None))
    }

    /// The same plan with its keys, pool members and sets in another order.
    pub(crate) fn yaml_in_another_order(&self, seed: u64) -> String {
        self.write(&mut Shuffle(Some(seed)))
    }

    fn write(&self, shuffle: &mut Shuffle) -> String {
        let mut fields = Vec::new();
        if !self.originators.is_empty() {
            let entries = self.originators.iter();
            let lines =
                entries.map(|(region, entry)| format!("\n  {region}: {}", entry.write(shuffle)));
            let mut lines: Vec<String> = lines.collect();
            shuffle.shuffle(&mut lines);
            fields.push(format!("originators:{}", lines.concat()));
        }
        if !self.borrow.is_empty() {
            let pairs = self.borrow.iter();
            let pairs = pairs.map(|(borrower, lenders)| format!("{borrower}: {lenders:?}"));
            let mut pairs: Vec<String> = pairs.collect();
            shuffle.shuffle(&mut pairs);
            fields.push(format!("borrow: {{ {} }}", pairs.join(", ")));
        }
        match &self.elsewhere {
            Some(entry) => fields.push(format!("elsewhere: {}", entry.write(shuffle))),
            // A plan must say something.
            None if self.originators.is_empty() => fields.push("elsewhere: refuse".to_owned()),
            None => {}
        }
        match self.reply {
            ReplyRule::Domestic => {}
            ReplyRule::SameNumber => fields.push("reply: same_number".to_owned()),
            ReplyRule::DomesticOnly => fields.push("reply: domestic_only".to_owned()),
        }
        fields.push(format!("remember: {}s", self.remember));
        for (name, value) in [
            ("sticky", self.sticky),
            ("prefer_local", self.prefer_local),
            ("require_valid", self.require_valid),
            ("refuse_ambiguous", self.refuse_ambiguous),
        ] {
            if value {
                fields.push(format!("{name}: true"));
            }
        }
        if !self.refuse_line_types.is_empty() {
            let types = self.refuse_line_types.iter();
            let mut types: Vec<&str> = types.map(|line_type| line_type.as_str()).collect();
            shuffle.shuffle(&mut types);
            fields.push(format!("refuse_line_types: [{}]", types.join(", ")));
        }
        if let Some(region) = self.default_region {
            fields.push(format!("default_region: {region}"));
        }
        if self.bare_international {
            fields.push("bare_digits: international".to_owned());
        }
        shuffle.shuffle(&mut fields);
        fields.join("\n") + "\n"
    }
}

impl Entry {
    fn write(&self, shuffle: &mut Shuffle) -> String {
        let order = match self {
            Entry::Omit => return "omit".to_owned(),
            Entry::Refuse => return "refuse".to_owned(),
            Entry::Order(order) => order,
        };
        let choices = order.iter().map(|choice| choice.write(shuffle));
        let choices: Vec<String> = choices.collect();
        match &choices[..] {
            [choice] => choice.clone(),
            choices => format!("[{}]", choices.join(", ")),
        }
    }
}

impl Choice {
    pub(super) fn is_pool(&self) -> bool {
        self.as_pool || self.members.len() > 1
    }

    fn write(&self, shuffle: &mut Shuffle) -> String {
        let is_pool = self.is_pool();
        let members = self.members.iter();
        let members = members.map(|member| member.write(is_pool, shuffle));
        let mut members: Vec<String> = members.collect();
        if !is_pool {
            return members.concat();
        }
        shuffle.shuffle(&mut members);
        format!("{{ pool: [{}] }}", members.join(", "))
    }
}

impl Member {
    fn write(&self, in_pool: bool, shuffle: &mut Shuffle) -> String {
        let mut fields = vec![format!("sender: {}", self.sender)];
        if in_pool && self.weight != 1 {
            fields.push(format!("weight: {}", self.weight));
        }
        match self.terms.state {
            State::Active => {}
            State::RepliesOnly => fields.push("state: replies_only".to_owned()),
            State::Off => fields.push("state: off".to_owned()),
        }
        if !self.terms.two_way && !is_name(self.sender) {
            fields.push("two_way: false".to_owned());
        }
        if self.terms.uses != [true; 3] {
            let uses = UseCase::ALL.into_iter();
            let uses = uses.filter(|&use_case| self.terms.uses[use_case as usize]);
            let mut uses: Vec<&str> = uses.map(UseCase::as_str).collect();
            shuffle.shuffle(&mut uses);
            fields.push(format!("for: [{}]", uses.join(", ")));
        }
        if fields.len() == 1 {
            return format!("\"{}\"", self.sender);
        }
        shuffle.shuffle(&mut fields);
        format!("{{ {} }}", fields.join(", "))
    }
}

/// A case that fails is printed; a map is best read as one.
impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.yaml())
    }
}

/// Puts things into another order, or leaves them as they are.
struct Shuffle(Option<u64>);

impl Shuffle {
    fn shuffle<T>(&mut self, things: &mut [T]) {
        let Some(state) = &mut self.0 else { return };
        for last in (1..things.len()).rev() {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            things.swap(last, (*state >> 33) as usize % (last + 1));
        }
    }
}
