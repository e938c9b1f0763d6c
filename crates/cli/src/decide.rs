//! `route` and `reply`: a decision for each number.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::slice;

use originator::{Decision, Knowledge, Message, Outcome, Record, Warning};

use crate::Findings;
use crate::args::{self, Decide, MessageTerms};
use crate::hints::Hints;
use crate::input::{bytes, numbers};
use crate::map_file::{Loaded, load};
use crate::output::{Output, Row};
use crate::problem::Problem;
use crate::record::{self, Value};

/// Decides the sender of a message to each number.
pub(crate) fn route(args: &args::Route, knowledge: Knowledge) -> Result<Findings, Problem> {
    decide(&args.decide, &args.numbers, Asked::Route, &knowledge)
}

/// Decides the sender of the answer to a customer.
pub(crate) fn reply(args: &args::Reply, knowledge: Knowledge) -> Result<Findings, Problem> {
    let written_to = args.to.as_deref().map(bytes);
    decide(
        &args.decide,
        slice::from_ref(&args.from),
        Asked::Reply { written_to },
        &knowledge,
    )
}

#[derive(Clone, Copy)]
enum Asked<'a> {
    Route,
    Reply { written_to: Option<&'a [u8]> },
}

impl<'a> Asked<'a> {
    fn of(self, number: &'a [u8]) -> Message<'a> {
        match self {
            Asked::Route => Message::to(number),
            Asked::Reply { written_to: None } => Message::reply_to(number),
            Asked::Reply {
                written_to: Some(sender),
            } => Message::reply_to(number).written_to(sender),
        }
    }
}

fn decide(
    args: &Decide,
    recipients: &[OsString],
    asked: Asked<'_>,
    knowledge: &Knowledge,
) -> Result<Findings, Problem> {
    let Loaded {
        router,
        plan,
        plan_name,
        ..
    } = load(&args.terms.map, knowledge)?;
    let mut findings = Findings::Good;
    let mut shown = Shown::new(args);
    let mut hints = Hints::default();
    numbers(recipients, |number| {
        let message = args.terms.message.of(asked.of(number));
        let decision = if args.explain {
            let explanation = router.explain(plan, &message);
            shown.sentences(&explanation.to_string())?;
            explanation.decision()
        } else {
            router.decide(plan, &message)
        };
        if decision.outcome() == Outcome::Refuse {
            findings = Findings::Bad;
        }
        hints.add(number, &decision);
        shown.record(&decision, number, &plan_name)
    })?;
    shown.finish()?;
    // The sentences say the same of each number.
    if !args.explain {
        hints.tell();
    }
    Ok(findings)
}

impl MessageTerms {
    /// The message with what was asked for beside its number.
    pub(crate) fn of<'a>(&'a self, message: Message<'a>) -> Message<'a> {
        let mut message = message.use_case(self.use_case);
        if self.needs_reply {
            message = message.needs_reply();
        }
        if let Some(sender) = &self.sender {
            message = message.sender(bytes(sender));
        }
        if let Some(bare_digits) = self.reading.bare_digits() {
            message = message.bare_digits(bare_digits);
        }
        message
    }
}

/// Where decisions go: records, sentences, or both.
struct Shown {
    records: Option<Output>,
    explained: usize,
}

impl Shown {
    fn new(args: &Decide) -> Shown {
        let only_sentences = args.explain && args.format.is_none();
        Shown {
            records: (!only_sentences).then(|| Output::new(args.format)),
            explained: 0,
        }
    }

    fn sentences(&mut self, text: &str) -> Result<(), Problem> {
        let gap = if self.explained > 0 { "\n" } else { "" };
        self.explained += 1;
        match self.records {
            None => write!(io::stdout(), "{gap}{text}")?,
            // Beside the records, and of no use to who reads them.
            Some(_) => write!(io::stderr(), "{gap}{text}")?,
        }
        Ok(())
    }

    fn record(&mut self, decision: &Decision, number: &[u8], plan: &str) -> Result<(), Problem> {
        let input = String::from_utf8_lossy(number);
        match &mut self.records {
            Some(output) => output.row(&decision.record(&input, plan)),
            None => Ok(()),
        }
    }

    fn finish(self) -> Result<(), Problem> {
        self.records.map_or(Ok(()), Output::finish)
    }
}

impl Row for Record<'_> {
    const COLUMNS: &'static [&'static str] = &record::NAMES;
    const SHOWN: &'static [&'static str] = &[
        "input",
        "recipient",
        "region",
        "outcome",
        "sender",
        "reason",
        "warnings",
    ];
    const UNBROKEN: &'static [&'static str] = &["input"];

    fn cell(&self, column: &str) -> Cow<'_, str> {
        let mut named = record::NAMES.iter().zip(record::values(self));
        let value = named.find(|(name, _)| **name == column);
        match value.map(|(_, value)| value) {
            None | Some(Value::Null) => Cow::default(),
            Some(Value::Text(text)) => text.into(),
            Some(Value::Sender(sender)) => sender.to_string().into(),
            Some(Value::Warnings(warnings)) => {
                let words: Vec<&str> = warnings.iter().map(Warning::as_str).collect();
                words.join(" ").into()
            }
        }
    }
}
