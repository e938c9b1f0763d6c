//! Readers, observers and reloads at once: every answer is the old map's or the new one's, whole.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]
#![cfg(feature = "conversations")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use originator::{
    BareDigits, Conversations, Decision, Memory, Message, Number, PlanId, Record, Router, Sender,
    read,
};

/// Two maps that agree in nothing: senders, pools, plans, what is omitted and what refused.
const MAPS: [&str; 2] = [
    r#"
service_plans:
  retail:
    originators:
      US: { pool: ["+12025550142", { sender: "+13125550123", weight: 3 }] }
      SE: "+46701740605"
      NG: omit
      CU: refuse
    borrow: { PR: [US] }
    sticky: true
  alerts:
    originators: { GB: [RETAIL, "+447700900142"] }
"#,
    r#"
service_plans:
  alerts:
    originators: { GB: { pool: ["+447700900143", "+447700900144"] }, US: omit }
    elsewhere: ALERTS
  retail:
    originators:
      US: [{ sender: "28777", for: [otp] }, "+14155550142"]
      SE: { pool: ["+46701740606", "+46701740607", "+46701740608"] }
      NG: SHOP
      PR: refuse
      CU: "+46701740606"
    reply: same_number
"#,
];
const CUSTOMERS: [&str; 8] = [
    "+12025550123",
    "+13125550199",
    "+46701740699",
    "+447700900123",
    "+17875550123",
    "+2348021234567",
    "+5352123456",
    "not a number",
];
const LIMIT: usize = 1000;
const WRITTEN_TO: [&str; 4] = ["+46701740605", "+12025550142", "+46701740606", "RETAIL"];

/// Every way to ask, each with what the first map says and what the second.
struct Case {
    plan: PlanId,
    message: Message<'static>,
    answers: [String; 2],
}

fn cases(plans: [PlanId; 2]) -> Vec<Case> {
    let fresh = MAPS.map(|map| Router::from_yaml("fresh", map).unwrap());
    let names = ["retail", "alerts"];
    let mut cases = Vec::new();
    for (plan, name) in plans.into_iter().zip(names) {
        for customer in CUSTOMERS {
            let asked = [
                Message::to(customer),
                Message::to(customer).needs_reply(),
                Message::reply_to(customer).written_to("+46701740605"),
                Message::reply_to(customer).written_to("+12025550142"),
                Message::to(customer).remembered(remembered(1)),
            ];
            for message in asked {
                let answers = [0, 1].map(|map| {
                    let router: &Router = &fresh[map];
                    shown(&router.decide(router.plan(name).unwrap(), &message))
                });
                cases.push(Case {
                    plan,
                    message,
                    answers,
                });
            }
        }
    }
    let differ = cases
        .iter()
        .filter(|case| case.answers[0] != case.answers[1]);
    assert!(
        differ.count() > cases.len() / 2,
        "most cases tell the maps apart"
    );
    cases
}

fn remembered(which: usize) -> Memory {
    let sender: Sender = WRITTEN_TO[which].parse().unwrap();
    Memory::default().with_sent(sender, Duration::from_secs(60))
}

/// The decision but for what names its router: the plan's id and the generation.
fn shown(decision: &Decision) -> String {
    let record: Record<'_> = decision.record("", "");
    format!("{record:?} {:?}", decision.sender_region())
}

/// What the threads have in common.
struct Stage {
    router: Router,
    plans: [PlanId; 2],
    cases: Vec<Case>,
    conversations: Conversations,
    customers: Vec<Number>,
    begun: SystemTime,
    done: AtomicBool,
}

impl Stage {
    fn running(&self) -> bool {
        !self.done.load(Ordering::Relaxed)
    }

    /// Decides every case again and again; how many times.
    fn decide(&self) -> usize {
        let (mut decided, mut seen) = (0, 0);
        while self.running() {
            for case in &self.cases {
                let decision = self.router.decide(case.plan, &case.message);
                let generation = decision.generation();
                assert!(generation >= seen, "{generation} after {seen}");
                seen = generation;
                // The first map has the odd generations.
                let map = (generation as usize + 1) % 2;
                assert_eq!(shown(&decision), case.answers[map], "{:?}", case.message);
            }
            decided += self.cases.len();
        }
        decided
    }

    /// Customers write and are answered. The second tells the sender, so that one without the other would be seen.
    fn converse(&self, first: usize) -> usize {
        let (plan, store) = (self.plans[0], &self.conversations);
        let senders = WRITTEN_TO.map(|sender| sender.parse::<Sender>().unwrap());
        let at = |second: usize| self.begun + Duration::from_secs(second as u64);
        let age = |second: usize| Duration::from_secs(10 - second as u64);
        let mut possible = vec![Memory::default()];
        for received in 0..4 {
            let wrote =
                |memory: Memory| memory.with_received(Some(senders[received]), age(received));
            possible.push(wrote(Memory::default()));
            for sent in 0..4 {
                let had = Memory::default().with_sent(senders[3 - sent], age(sent));
                possible.extend([had, wrote(had)]);
            }
        }
        let mut turn = first;
        while self.running() {
            let customer = |turn: usize| self.customers[turn % self.customers.len()];
            let second = turn / 7 % 4;
            store.observe(plan, customer(turn), Some(senders[second]), at(second));
            store.sent(plan, customer(turn), senders[3 - second], at(second));
            let memory = store.recall(plan, customer(turn * 7), at(10));
            assert!(possible.contains(&memory), "{memory:?}");
            assert!(store.count() <= LIMIT + 8, "{}", store.count());
            turn += 2;
        }
        turn / 2
    }

    /// Replaces the map by the other, by a bad one, and by the same.
    fn reload(&self) -> usize {
        let mut generation = 1;
        while self.running() {
            let map = MAPS[generation as usize % 2];
            self.router.reload(map).unwrap();
            generation += 1;
            self.router
                .reload("originators: { USA: nonsense }")
                .unwrap_err();
            self.router.reload(map).unwrap();
            let now = self
                .router
                .route(self.plans[0], "+12025550123")
                .generation();
            assert_eq!(now, generation, "a bad map and an equal one change nothing");
        }
        generation as usize
    }
}

fn together(how_long: Duration) {
    let router = Router::from_yaml("originators.yaml", MAPS[0]).unwrap();
    let plans = ["retail", "alerts"].map(|name| router.plan(name).unwrap());
    let customers =
        (0..2 * LIMIT).map(|line| read(format!("+4670174{line:04}").as_str(), BareDigits::Refuse));
    let stage = Stage {
        plans,
        cases: cases(plans),
        conversations: Conversations::new(LIMIT, Duration::from_secs(3600)),
        customers: customers.map(|reading| reading.unwrap().number).collect(),
        begun: SystemTime::now(),
        done: AtomicBool::new(false),
        router,
    };
    let stage = &stage;
    thread::scope(|scope| {
        let running = [
            ("decided", scope.spawn(|| stage.decide())),
            ("decided", scope.spawn(|| stage.decide())),
            ("conversed", scope.spawn(|| stage.converse(0))),
            ("conversed", scope.spawn(|| stage.converse(1))),
            ("reloaded", scope.spawn(|| stage.reload())),
        ];
        thread::sleep(how_long);
        stage.done.store(true, Ordering::Relaxed);
        for (what, thread) in running {
            let times = thread.join().unwrap();
            println!("{what} {times} times");
            assert!(times > 20, "{what} only {times} times");
        }
    });
}

#[test]
fn no_answer_is_torn() {
    together(Duration::from_secs(1));
}

#[test]
#[ignore = "takes thirty seconds"]
fn no_answer_is_torn_for_thirty_seconds() {
    together(Duration::from_secs(30));
}
