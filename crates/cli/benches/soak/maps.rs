//! Two maps that take turns, and which decisions they allow.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use originator::{Decision, Memory, Message, Router};

use crate::service::Service;

const FIRST: &str = r#"
sticky: true
originators:
  SE: [RETAIL, { pool: ["+46701740605", "+46701740606"] }, { sender: "+46701740607", state: replies_only }]
  US: { pool: ["+12025550142", { sender: "+13125550123", weight: 3 }] }
  GB: [RETAIL, "+447700900142"]
  NG: omit
  CU: refuse
borrow: { GG: [GB], PR: [US] }
"#;

/// A number is gone, one is being retired, and others have another sender.
const SECOND: &str = r#"
sticky: true
originators:
  SE: ["+46701740606", { sender: "+46701740605", state: replies_only }]
  US: "+12025550142"
  GB: "+447700900142"
  NG: RETAIL
  CU: refuse
borrow: { GG: [GB], PR: [US] }
"#;

/// What must leave the map before it serving.
const WRONG: &str = "originators: { UK: RETAIL, SE: \"0046701740605\" }\n";

/// All senders of both.
pub(crate) const SENDERS: [&str; 7] = [
    "RETAIL",
    "+46701740605",
    "+46701740606",
    "+46701740607",
    "+12025550142",
    "+13125550123",
    "+447700900142",
];

/// How long a service may take to notice a map. It looks four times a second, and twice before it reads.
const NOTICED: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Written {
    First,
    Second,
    Wrong,
}

/// What a service says that it decided.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) outcome: String,
    pub(crate) reason: String,
    pub(crate) sender: Option<String>,
}

pub(crate) struct Maps([Router; 2]);

/// What was written, and what services did not do about it.
#[derive(Default)]
pub(crate) struct Reloads {
    pub(crate) good: u64,
    pub(crate) wrong: u64,
    pub(crate) problems: Vec<String>,
}

impl Said {
    fn of(decision: &Decision) -> Said {
        Said {
            outcome: decision.outcome().as_str().to_owned(),
            reason: decision.reason().as_str().to_owned(),
            sender: decision.sender().map(|sender| sender.to_string()),
        }
    }
}

impl Maps {
    pub(crate) fn new() -> Maps {
        Maps([FIRST, SECOND].map(|text| Router::from_yaml("map", text).unwrap()))
    }

    /// Whether one of the maps decides so, if one of these is what is remembered.
    pub(crate) fn allow(&self, message: Message<'_>, memories: &[Memory], said: &Said) -> bool {
        self.0.iter().any(|router| {
            let plan = router.default_plan().unwrap();
            memories.iter().any(|&memory| {
                let message = message.remembered(memory);
                Said::of(&router.decide(plan, &message)) == *said
            })
        })
    }

    /// Puts a map in the place of the one that is there.
    pub(crate) fn write(&self, path: &Path, written: Written) {
        let text = match written {
            Written::First => FIRST,
            Written::Second => SECOND,
            Written::Wrong => WRONG,
        };
        let beside = path.with_extension("new");
        std::fs::write(&beside, text).unwrap();
        std::fs::rename(beside, path).unwrap();
    }
}

/// Writes the other map every second, one that is wrong now and then, and sees that each service takes notice.
pub(crate) async fn rewrite(
    maps: &Maps,
    path: &Path,
    services: &[Arc<Service>],
    end: Instant,
) -> Reloads {
    let mut reloads = Reloads::default();
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    let mut serving = Written::First;
    for count in 1_u64.. {
        seconds.tick().await;
        if Instant::now() + NOTICED > end {
            break;
        }
        let written = match (count % 10, serving) {
            (0, _) => Written::Wrong,
            (_, Written::First) => Written::Second,
            _ => Written::First,
        };
        maps.write(path, written);
        match written {
            Written::Wrong => reloads.wrong += 1,
            good => {
                reloads.good += 1;
                serving = good;
            }
        }
        let until = Instant::now() + NOTICED;
        for service in services {
            while noticed(service).await != (reloads.good, reloads.wrong) {
                if Instant::now() > until {
                    let name = service.name;
                    let problem = format!("{name} did not read map {count} in {NOTICED:?}");
                    reloads.problems.push(problem);
                    return reloads;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    reloads
}

async fn noticed(service: &Service) -> (u64, u64) {
    let metrics = service.metrics().await;
    let of = |result| metrics.sum("originator_reloads_total", &[("result", result)]);
    (of("ok"), of("failed"))
}
