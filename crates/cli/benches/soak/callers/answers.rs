//! The answers to a caller, and which of them may be.

use std::time::Instant;

use originator::{Memory, Message};
use serde_json::Value;

use super::Caller;
use crate::maps::Said;

/// An answer, and whether the store was cut off meanwhile.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) decision: String,
    pub(super) body: Value,
    pub(super) began: Instant,
    pub(super) ended: Instant,
    pub(super) in_cut: bool,
}

/// What an answer is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    Right,
    /// Right if the store took too long just then, which the service has to say in its metrics.
    IfSlow,
    Wrong,
}

impl Caller {
    /// Whether a genuine callback was taken. One that cannot be remembered is to be delivered again, unless somebody
    /// else waits for it.
    pub(super) fn taken(&self, answer: &Answer) -> bool {
        let is_away = answer.status == 503 && answer.body["type"] == "/problems/unremembered";
        if is_away {
            let verdict = self.judged(answer, |away| away && !self.service.forwards);
            self.count("callback", verdict, "not remembered", answer);
            return false;
        }
        let verdict = self.judged(answer, |_| answer.status == 200);
        self.count("callback", verdict, "taken", answer);
        answer.status == 200
    }

    /// The answer to a send, as its header and the upstream tell.
    pub(super) fn decided(
        &self,
        asked: &'static str,
        answer: &Answer,
        message: Message<'_>,
        memories: impl Fn(bool) -> Vec<Memory>,
    ) -> Option<Said> {
        let (outcome, reason) = answer.decision.split_once("; reason=").unwrap_or_default();
        let said = Said {
            outcome: outcome.to_owned(),
            reason: reason.to_owned(),
            sender: answer.body["sender"].as_str().map(str::to_owned),
        };
        let status = if outcome == "refuse" { 422 } else { 200 };
        let verdict = self.judged(answer, |away| {
            answer.status == status && self.maps.allow(message, &memories(away), &said)
        });
        self.count(asked, verdict, outcome, answer);
        (verdict != Verdict::Wrong).then_some(said)
    }

    /// The answer to a question.
    pub(super) fn record(
        &self,
        asked: &'static str,
        answer: &Answer,
        message: Message<'_>,
        memories: impl Fn(bool) -> Vec<Memory>,
    ) {
        let text = |field: &str| answer.body[field].as_str().map(str::to_owned);
        let said = Said {
            outcome: text("outcome").unwrap_or_default(),
            reason: text("reason").unwrap_or_default(),
            sender: text("sender"),
        };
        let is_marked = answer.body["conversations"] == "away";
        let verdict = self.judged(answer, |away| {
            let memories = if is_marked {
                vec![Memory::default()]
            } else {
                memories(away)
            };
            answer.status == 200
                && (away || !is_marked)
                && self.maps.allow(message, &memories, &said)
        });
        let what = if is_marked {
            "decided without the store"
        } else {
            said.outcome.as_str()
        };
        self.count(asked, verdict, what, answer);
    }

    /// By what is right if the store may have been away, or was not.
    pub(super) fn judged(&self, answer: &Answer, is_right: impl Fn(bool) -> bool) -> Verdict {
        if is_right(answer.in_cut) {
            Verdict::Right
        } else if self.service.is_shared && is_right(true) {
            Verdict::IfSlow
        } else {
            Verdict::Wrong
        }
    }

    pub(super) fn count(&self, asked: &'static str, verdict: Verdict, what: &str, answer: &Answer) {
        let example = || {
            let (name, at) = (self.service.name, answer.began - self.run.start);
            let Answer {
                status,
                decision,
                body,
                ..
            } = answer;
            let at = at.as_secs_f64();
            format!("{name}, {at:.2} s: {asked}: {status} {decision:?} {body}")
        };
        let mut tally = self.service.tally();
        match verdict {
            Verdict::Wrong => return tally.unexpected(example()),
            Verdict::IfSlow => tally.strays.push((answer.began, answer.ended, example())),
            Verdict::Right => {}
        }
        tally.answered(asked, what.to_owned());
    }
}
