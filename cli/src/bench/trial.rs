//! What is measured: decisions about all numbers, each checked to be what it was the first time.

use std::hash::{Hash, Hasher};

use originator::{Decision, Message, PlanId, Reason, Router};
use rustc_hash::FxHasher;

use super::numbers::Numbers;
use crate::problem::Problem;

/// Decisions to measure, and their answers.
pub(super) struct Trial<'a> {
    router: &'a Router,
    plan: PlanId,
    written_to: Option<&'a [u8]>,
    numbers: &'a Numbers,
    /// Of each block of numbers.
    answers: Vec<Answers>,
    counts: Vec<Count>,
}

/// How many decisions had a reason.
pub(super) struct Count {
    pub(super) outcome: &'static str,
    pub(super) reason: Reason,
    pub(super) decisions: u64,
}

/// What decisions said, in brief: to hold on to every one would push what is measured out of the caches.
#[derive(Default)]
pub(super) struct Answers(FxHasher);

impl Answers {
    /// Takes an answer in: what is done with it and why.
    #[inline]
    pub(super) fn add(&mut self, decision: &Decision) {
        decision.outcome().hash(&mut self.0);
        decision.reason().hash(&mut self.0);
    }
}

impl<'a> Trial<'a> {
    /// Decides all numbers once: first messages, or replies to who wrote to a sender of ours.
    pub(super) fn new(
        router: &'a Router,
        plan: PlanId,
        written_to: Option<&'a [u8]>,
        numbers: &'a Numbers,
    ) -> Trial<'a> {
        let mut trial = Trial {
            router,
            plan,
            written_to,
            numbers,
            answers: Vec::with_capacity(numbers.blocks()),
            counts: Vec::new(),
        };
        for block in 0..numbers.blocks() {
            let mut answers = Answers::default();
            for number in numbers.block(block) {
                let decision = trial.decide(number);
                answers.add(&decision);
                trial.count(&decision);
            }
            trial.answers.push(answers);
        }
        trial.counts.sort_by_key(|count| count.reason);
        trial
    }

    fn count(&mut self, decision: &Decision) {
        let reason = decision.reason();
        match self.counts.iter_mut().find(|count| count.reason == reason) {
            Some(count) => count.decisions += 1,
            None => self.counts.push(Count {
                outcome: decision.outcome().as_str(),
                reason,
                decisions: 1,
            }),
        }
    }

    /// How many decisions had each reason, in the order of [`Reason::ALL`], so those of an outcome together;
    /// none that no decision had.
    pub(super) fn counts(&self) -> &[Count] {
        &self.counts
    }

    pub(super) fn written_to(&self) -> Option<&'a [u8]> {
        self.written_to
    }

    pub(super) fn numbers(&self) -> &'a Numbers {
        self.numbers
    }

    #[inline]
    pub(super) fn decide(&self, number: &[u8]) -> Decision {
        let message = match self.written_to {
            Some(sender) => Message::reply_to(number).written_to(sender),
            None => Message::to(number),
        };
        self.router.decide(self.plan, &message)
    }

    /// Compares a block's answers with those it had the first time.
    pub(super) fn check(&self, block: usize, answers: &Answers) -> Result<(), Problem> {
        let first = self.answers.get(block).map(|first| first.0.finish());
        if first == Some(answers.0.finish()) {
            return Ok(());
        }
        let (first, last) = self.numbers.places(block);
        Err(Problem::Unsteady { first, last })
    }
}
