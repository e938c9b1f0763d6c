//! What somebody wrote where a sender belongs, made up.

use std::fmt::Write;

use originator::Sender;
use proptest::prelude::*;
use proptest::sample::Index;

use super::SENDERS;
use super::plan::Plan;

/// A sender before it is known which the plan has.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    ThePlans(Index),
    Anyones(Index),
}

pub(super) fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        4 => any::<Index>().prop_map(Whose::ThePlans),
        1 => any::<Index>().prop_map(Whose::Anyones),
    ]
}

impl Whose {
    pub(super) fn finish(&self, plan: &Plan) -> Sender {
        let all = || SENDERS.iter().map(|(text, _)| Sender::new(text).unwrap());
        let senders = plan.senders();
        match self {
            Whose::ThePlans(index) if !senders.is_empty() => *index.get(&senders),
            Whose::ThePlans(index) | Whose::Anyones(index) => {
                *index.get(&all().collect::<Vec<Sender>>())
            }
        }
    }
}

/// What somebody wrote where a sender belongs.
#[derive(Clone, Debug)]
pub(super) enum Written {
    Sender(Whose, usize),
    Bytes(Vec<u8>),
}

pub(super) fn written() -> impl Strategy<Value = Written> {
    let spelling = prop_oneof![3 => Just(0), 1 => 1_usize..SPELLINGS];
    prop_oneof![
        12 => (whose(), spelling).prop_map(|(whose, how)| Written::Sender(whose, how)),
        1 => any::<Vec<u8>>().prop_map(Written::Bytes),
    ]
}

const SPELLINGS: usize = 9;

impl Written {
    pub(super) fn finish(&self, plan: &Plan) -> Vec<u8> {
        match self {
            Written::Bytes(bytes) => bytes.clone(),
            Written::Sender(whose, how) => spelled(whose.finish(plan).as_str(), *how).into_bytes(),
        }
    }
}

/// A sender in one of a few spellings, not all of which must read as that sender.
fn spelled(text: &str, how: usize) -> String {
    let digits = text.strip_prefix('+').unwrap_or(text);
    match how {
        1 => {
            let mut spaced = String::new();
            for (place, character) in text.chars().enumerate() {
                let space = if place % 3 == 2 { " " } else { "" };
                write!(spaced, "{character}{space}").unwrap();
            }
            spaced
        }
        2 => format!("00{digits}"),
        3 => digits.to_owned(),
        4 => format!("tel:{text}"),
        5 => format!(" {text}\r\n"),
        6 => format!("{text} ext. 12"),
        7 => text.to_lowercase(),
        8 => format!("+{digits}"),
        _ => text.to_owned(),
    }
}
