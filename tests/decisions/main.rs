//! What is decided, and why: one map, and tables of messages with the rule that each shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

mod explain;
mod generations;
mod local;
mod memory;
mod page;
mod reading;
mod reply;
mod route;
mod senders;
mod warnings;
mod words;

use originator::{Decision, Message, Outcome, PlanId, Router, Sender};

const MAP: &str = r#"
service_plans:
  retail:
    originators:
      US: "+12025550142"
      CA: [{ pool: ["+14165550142", "+16045550142"] }, { sender: "+14165550143", state: replies_only }]
      GB: [RETAIL, "+447700900142"]
      SE: "+46701740605"
      IN: [{ sender: RTLOTP, for: [otp] }, { sender: "56767", for: [marketing, transactional], two_way: false }]
      FR: "38099"
      DE: RETAIL
      KZ: "+46701740606"
      JM: "+18005550199"
      NG: omit
      CU: refuse
      LV: { sender: "+37121234567", state: off }
    borrow: { GG: [GB], PR: [US], AG: [LV, US] }
    refuse_line_types: [premium_rate]
  wide:
    originators: { SE: "+46701740605", US: "+12025550142" }
    elsewhere: [RETAIL, "+447700900142"]
    sticky: true
    default_region: SE
  same:
    originators: { SE: "+46701740605", US: "+12025550142", AU: "+61491570156" }
    reply: same_number
  only:
    originators: { SE: "+46701740605", US: "+12025550142" }
    elsewhere: "+46701740605"
    reply: domestic_only
  strict:
    originators: { US: "+12025550142", "001": "+12025550142" }
    require_valid: true
  names:
    originators: { US: { sender: "+12025550142", state: off } }
    elsewhere: RETAIL
  quiet:
    originators: { US: "+12025550142" }
    elsewhere: omit
"#;

struct World {
    router: Router,
}

impl World {
    fn new() -> World {
        World {
            router: Router::from_yaml("decisions", MAP).unwrap_or_else(|errors| panic!("{errors}")),
        }
    }

    fn plan(&self, name: &str) -> PlanId {
        self.router.plan(name).unwrap()
    }

    /// The decision in short: `+12025550142 domestic`, `omit map_omits`, `refuse not_listed`.
    fn decide(&self, plan: &str, message: Message<'_>) -> String {
        short(&self.router.decide(self.plan(plan), &message))
    }
}

fn short(decision: &Decision) -> String {
    let what = match decision.outcome() {
        Outcome::Use(sender) => sender.to_string(),
        other => other.as_str().to_owned(),
    };
    format!("{what} {}", decision.reason())
}

fn sender(text: &str) -> Sender {
    text.parse().unwrap()
}

#[test]
fn a_decision_is_small_and_shared_freely() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    fn copied<T: Copy + Send + Sync + 'static>() {}
    shared::<Router>();
    copied::<Decision>();
    copied::<PlanId>();
    assert!(size_of::<Decision>() <= 64, "{}", size_of::<Decision>());
    assert_eq!(size_of::<Option<originator::Number>>(), 8);
    assert_eq!(size_of::<Option<originator::Region>>(), 1);
}
