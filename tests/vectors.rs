//! The test vectors in `tests/vectors/`, for this and other languages: see `docs/pools.md`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use originator::{
    BareDigits, Memory, Message, PlanId, Reason, Record, Router, Sender, UseCase, Warning,
};
use serde_json::{Value, json};

const PICKS: &str = include_str!("vectors/picks.json");
const DECISIONS: &str = include_str!("vectors/decisions.json");

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().unwrap()
}

#[test]
fn each_recipient_gets_the_member_that_the_vectors_say() {
    let file: Value = serde_json::from_str(PICKS).unwrap();
    let mut picks = 0;
    for vector in list(&file, "pools") {
        let pool = json!({ "pool": vector["members"] });
        // Everybody's pool; `elsewhere` alone is not for numbers of no country.
        let map = json!({
            "originators": { "001": pool },
            "elsewhere": pool,
            "prefer_local": vector["prefer_local"],
        });
        let router =
            Router::from_yaml("picks.json", &map.to_string()).unwrap_or_else(|e| panic!("{e}"));
        let plan = router.default_plan().unwrap();
        for (recipient, sender) in vector["picks"].as_object().unwrap() {
            let decision = router.route(plan, recipient);
            assert_eq!(
                decision
                    .sender()
                    .map(|sender| sender.to_string())
                    .as_deref(),
                sender.as_str(),
                "{recipient} of {}: {}",
                vector["what"],
                decision.reason()
            );
            picks += 1;
        }
    }
    assert!(picks >= 1000, "{picks}");
}

#[test]
fn each_message_gets_the_record_that_the_vectors_say() {
    let file: Value = serde_json::from_str(DECISIONS).unwrap();
    let mut met = BTreeSet::new();
    for vector in list(&file, "maps") {
        let text = |field: &str| {
            let lines = list(vector, field).iter();
            let lines = lines.map(|line| line.as_str().unwrap());
            lines.collect::<Vec<&str>>().join("\n")
        };
        let router = Router::from_yaml("decisions.json", &text("map"));
        let router = router.unwrap_or_else(|errors| panic!("{errors}"));
        let plans: BTreeMap<Arc<str>, PlanId> = router
            .plans()
            .into_iter()
            .map(|(plan, name)| (name, plan))
            .collect();
        if vector.get("replaced_by").is_some() {
            router.reload(&text("replaced_by")).unwrap();
        }
        for case in list(vector, "cases") {
            let record = &case["record"];
            let name = record["plan"].as_str().unwrap();
            let message = &case["message"];
            let decision = router.decide(plans[name], &asked(message));
            let input = message["to"].as_str().unwrap();
            let decided = written(&decision.record(input, name));
            assert_eq!(&decided, record, "{}", case["why"]);
            met.insert(decision.reason());
        }
    }
    let all: BTreeSet<Reason> = Reason::ALL.iter().copied().collect();
    assert_eq!(met, all);
}

/// The message of a vector; a field that is not there is not said.
fn asked(message: &Value) -> Message<'_> {
    for field in message.as_object().unwrap().keys() {
        assert!(FIELDS.contains(&field.as_str()), "{field}");
    }
    let to = message["to"].as_str().unwrap();
    let mut asked = match message["is_reply"].as_bool() {
        Some(true) => Message::reply_to(to),
        _ => Message::to(to),
    };
    if let Some(sender) = message["written_to"].as_str() {
        asked = asked.written_to(sender);
    }
    if let Some(sender) = message["sender"].as_str() {
        asked = asked.sender(sender);
    }
    if message["needs_reply"] == true {
        asked = asked.needs_reply();
    }
    if let Some(name) = message["use_case"].as_str() {
        let mut all = UseCase::ALL.into_iter();
        asked = asked.use_case(all.find(|use_case| use_case.as_str() == name).unwrap());
    }
    if let Some(code) = message["default_region"].as_str() {
        asked = asked.bare_digits(BareDigits::National(code.parse().unwrap()));
    }
    if let Some(word) = message["bare_digits"].as_str() {
        asked = asked.bare_digits(word.parse().unwrap());
    }
    let age = |event: &Value| Duration::from_secs(event["seconds_ago"].as_u64().unwrap());
    let sender = |event: &Value| {
        let text = event["sender"].as_str();
        text.map(|text| text.parse::<Sender>().unwrap())
    };
    let mut memory = Memory::default();
    if let Some(event) = message.get("received") {
        memory = memory.with_received(sender(event), age(event));
    }
    if let Some(event) = message.get("sent") {
        memory = memory.with_sent(sender(event).unwrap(), age(event));
    }
    asked.remembered(memory)
}

const FIELDS: [&str; 10] = [
    "to",
    "is_reply",
    "written_to",
    "sender",
    "needs_reply",
    "use_case",
    "default_region",
    "bare_digits",
    "received",
    "sent",
];

/// The record as every output has it, whether or not the feature `serde` is on.
fn written(record: &Record<'_>) -> Value {
    let warnings = record.warnings.iter().map(Warning::as_str);
    json!({
        "input": record.input,
        "recipient": record.recipient.map(|number| number.to_string()),
        "region": record.region.map(|region| region.code()),
        "line_type": record.line_type.map(|line_type| line_type.as_str()),
        "validity": record.validity.map(|validity| validity.as_str()),
        "plan": record.plan,
        "outcome": record.outcome.as_str(),
        "sender": record.sender.map(|sender| sender.to_string()),
        "sender_kind": record.sender_kind.map(|kind| kind.as_str()),
        "reason": record.reason.as_str(),
        "warnings": warnings.collect::<Vec<&str>>(),
        "read_as": record.read_as.map(|read_as| read_as.as_str()),
    })
}

/// The files are those of the generator, which was written from the document alone.
#[test]
fn the_files_are_what_the_generator_writes() {
    let generator = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/generate.py");
    match Command::new("python3")
        .args([generator, "--check"])
        .output()
    {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("skipped: there is no python3 here to run {generator} with")
        }
        Err(error) => panic!("python3 {generator}: {error}"),
    }
}
