//! The decisions that are measured. Each block of answers is compared with the first ones about the same numbers.

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
    /// The first answers about each block of numbers.
    answers: Vec<AnswerHash>,
    counts: Vec<Count>,
}

/// The number of decisions with a reason.
pub(super) struct Count {
    pub(super) outcome: &'static str,
    pub(super) reason: Reason,
    pub(super) decisions: u64,
}

/// A hash of answers. Keeping all answers would evict the measured data from the processor caches.
#[derive(Default)]
pub(super) struct AnswerHash(FxHasher);

impl AnswerHash {
    /// Adds the outcome and the reason of an answer.
    #[inline]
    pub(super) fn add(&mut self, decision: &Decision) {
        decision.outcome().hash(&mut self.0);
        decision.reason().hash(&mut self.0);
    }
}

impl<'a> Trial<'a> {
    /// Decides all numbers once: first messages, or replies to customers who wrote to one of our senders.
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
            let mut answers = AnswerHash::default();
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

    /// The number of decisions of each reason that occurred, in the order of [`Reason::ALL`], which groups them by
    /// outcome.
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

    /// Compares the answers about a block with the first ones.
    pub(super) fn check(&self, block: usize, answers: &AnswerHash) -> Result<(), Problem> {
        let first = self.answers.get(block).map(|first| first.0.finish());
        if first == Some(answers.0.finish()) {
            return Ok(());
        }
        let (first, last) = self.numbers.positions(block);
        Err(Problem::InconsistentAnswers { first, last })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::latency::latency;
    use super::super::throughput::decisions_per_second;
    use super::*;

    const MAP: &str = "originators: { US: \"+12025550142\", SE: omit }";

    #[test]
    fn an_answer_that_changes_while_it_is_measured_is_found() {
        let mut numbers = Numbers::default();
        for _ in 0..300 {
            numbers.push(b"+46701740699");
        }
        numbers.push(b"+12025550123");
        for (changed, why) in [
            (MAP.replace("0142", "0143"), "another sender"),
            (MAP.replace("US: \"", "DE: omit, CA: \""), "another outcome"),
            (
                MAP.replace("US", "CA") + "\nborrow: { US: [CA] }",
                "another reason",
            ),
        ] {
            let router = Router::from_yaml("map", MAP).unwrap();
            let plan = router.default_plan().unwrap();
            let trial = Trial::new(&router, plan, None, &numbers);
            let time = Duration::from_millis(1);
            assert!(latency(&trial, time).is_ok());
            assert!(decisions_per_second(&trial, 2, time).is_ok_and(|rate| rate > 0.0));
            router.reload(&changed).unwrap();
            let places = (Some(257), Some(301));
            let found = |problem: Option<Problem>| match problem {
                Some(Problem::InconsistentAnswers { first, last }) => (Some(first), Some(last)),
                _ => (None, None),
            };
            assert_eq!(found(latency(&trial, time).err()), places, "{why}");
            let threads = decisions_per_second(&trial, 2, time);
            assert_eq!(found(threads.err()), places, "{why}");
        }
    }
}
