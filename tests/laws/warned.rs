//! What `check` warns of, held against what the router decides: it is silent exactly where messages leave.

use std::collections::HashSet;

use originator::{Context, MapWarningKind, Reason, UseCase};
use proptest::prelude::*;

use super::maps::{Asked, cases};
use super::{config, router};

proptest! {
    #![proptest_config(config())]

    /// An ordinary first message finds no usable sender exactly where a warning says so.
    #[test]
    fn a_country_that_is_always_refused_is_warned_of(case in cases()) {
        let yaml = case.plan.yaml();
        let (router, plan) = router(&yaml);
        let warnings = Context::default().check("map", &yaml).unwrap();
        let warned: HashSet<&str> = warnings
            .iter()
            .filter(|warning| warning.kind() == MapWarningKind::FirstMessageRefused)
            .map(|warning| warning.path())
            .collect();
        for asked in &case.asked {
            let first = Asked {
                to: asked.to.clone(),
                bare_digits: asked.bare_digits,
                use_case: UseCase::Transactional,
                ..Asked::route("")
            };
            let decision = router.decide(plan, &first.message());
            let Some(region) = decision.region() else {
                continue;
            };
            let is_own = |number| case.plan.senders().iter().any(|sender| sender.number() == Some(number));
            if decision.recipient().is_some_and(is_own) {
                continue;
            }
            let place = if case.plan.entry(region).is_some() {
                format!("originators.{region}")
            } else if !case.plan.lenders(region).is_empty() {
                format!("borrow.{region}")
            } else {
                "elsewhere".to_owned()
            };
            match decision.reason() {
                Reason::NoUsableSender => prop_assert!(warned.contains(&*place), "{yaml}\n{region}"),
                Reason::Domestic | Reason::CountryDefault | Reason::Borrowed | Reason::Elsewhere => {
                    prop_assert!(!warned.contains(&*place), "{yaml}\n{region}");
                }
                _ => {}
            }
        }
    }
}
