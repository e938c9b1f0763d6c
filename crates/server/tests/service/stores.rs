//! Conversations behave alike wherever they are remembered: in memory, in a file, on a server.

use std::path::Path;
use std::time::{Duration, SystemTime};

use originator_server::{App, Config, MapFile, StartError, StoreUrl};

use crate::redis::Redis;
use crate::world::{Behind, World, config, inbound, outbound, with_sender};

const MAP: &str = "service_plans: { retail: { originators: { US: [RETAIL, \"+12025550142\", { sender: \"+12025550143\", state: replies_only }], SE: \"+46701740605\" }, remember: 1d }, \"b: 2\": { originators: { US: [OTHER, \"+12025550152\"] }, sticky: true } }\napps: { 01EXAMPLEAPP: retail, 02OTHER: \"b: 2\" }";

/// The same plans in another order, so that their ids differ.
const TURNED: &str = "service_plans: { \"b: 2\": { originators: { US: [NEW, { sender: OTHER, state: replies_only }, \"+12025550152\"] }, sticky: true }, retail: { originators: { US: [RETAIL, \"+12025550142\", { sender: \"+12025550143\", state: replies_only }], SE: \"+46701740605\" }, remember: 1d } }\napps: { 01EXAMPLEAPP: retail, 02OTHER: \"b: 2\" }";

pub(crate) fn remembering(upstream: &str, store: &str) -> Config {
    let mut config = config(upstream);
    config.conversations = store.parse().unwrap();
    config
}

/// A callback of what was accepted so many seconds ago.
pub(crate) fn accepted(body: &str, seconds_ago: i64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let second = now.unwrap().as_secs().cast_signed() - seconds_ago;
    let (day, second) = (second.div_euclid(86400), second.rem_euclid(86400));
    // Howard Hinnant's days from civil, turned round.
    let z = day + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, early) = match month < 10 {
        true => (month + 3, 0),
        false => (month - 9, 1),
    };
    let time = format!(
        "{:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        year + era * 400 + early,
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    body.replacen('{', &format!(r#"{{"accepted_time":"{time}","#), 1)
}

pub(crate) async fn wrote(world: &World, customer: &str, written_to: &str, seconds_ago: i64) {
    let body = accepted(&inbound(customer, written_to), seconds_ago);
    // As the provider does: where a machine has too much to do, the time for the store may be over.
    for _ in 0..50 {
        let answer = world.callback(&body).await;
        match answer.status {
            503 => tokio::time::sleep(Duration::from_millis(50)).await,
            status => return assert_eq!(status, 200, "{}", answer.body),
        }
    }
    panic!("not remembered");
}

pub(crate) async fn sender(world: &World, plan: &str, to: &str) -> String {
    let question = format!(r#"{{"plan":"{plan}","to":"{to}"}}"#);
    let record = world.post("/v1/route", question).await.json();
    record["sender"].as_str().unwrap().to_owned()
}

fn to_contact(app: &str, contact: &str) -> String {
    format!(
        r#"{{"app_id":"{app}","recipient":{{"contact_id":"{contact}"}},"message":{{"text_message":{{"text":"Yes"}}}},"channel_priority_order":["SMS"]}}"#
    )
}

/// What the stores have in common, in the words of one customer each.
async fn behaves(world: &World, store: &str) {
    let to = |index: u32| format!("+1202555{index:04}");
    // What was told, in order: written to, seconds ago. Then the sender of the next message.
    let (one, two, abroad) = ("+12025550142", "+12025550143", "+46701740605");
    for (index, (told, expected, why)) in [
        (&[][..], "RETAIL", "nobody wrote"),
        (&[(two, 60)], two, "the number that the customer wrote to"),
        (&[(abroad, 60)], one, "a domestic one for the foreign"),
        (&[("", 60)], one, "nobody knows which"),
        (&[(one, 60), (two, 30)], two, "the later one"),
        (&[(two, 30), (one, 60)], two, "the later one, told first"),
        (&[(one, 60), (two, 60)], two, "told last, in one second"),
        (&[(one, -3600), (two, 0)], two, "nothing is of the future"),
        (&[(one, -3600), (two, 90)], one, "but of now at the most"),
        (&[(two, 86_500)], "RETAIL", "longer ago than is remembered"),
        (&[(two, 86_300)], two, "almost as long"),
        (&[(one, 10), (two, 86_500)], one, "too old for anything"),
    ]
    .into_iter()
    .enumerate()
    {
        let customer = to(100 + u32::try_from(index).unwrap());
        for &(written_to, seconds_ago) in told {
            wrote(world, &customer, written_to, seconds_ago).await;
        }
        let next = sender(world, "retail", &customer).await;
        assert_eq!(next, expected, "{store}: {why}");
    }
    // Another plan has conversations of its own, and so has it contacts.
    wrote(world, &to(1), two, 60).await;
    assert_eq!(sender(world, "b: 2", &to(1)).await, "OTHER", "{store}");
    let contact = format!("contact-{}", to(1));
    let known = world.send(to_contact("01EXAMPLEAPP", &contact)).await;
    assert_eq!(known.decision(), "use; reason=same_number", "{store}");
    let unknown = world.send(to_contact("02OTHER", &contact)).await;
    assert_eq!(
        unknown.decision(),
        "pass; reason=unknown_recipient",
        "{store}"
    );
    // A contact has the number that it last wrote from.
    let moved = inbound(&to(2), two).replace(&format!("contact-{}", to(2)), &contact);
    let late = world.callback(&accepted(&moved, 600)).await;
    assert_eq!(late.status, 200);
    let body = to_contact("01EXAMPLEAPP", &contact);
    assert_eq!(
        world.send(body.clone()).await.decision(),
        "use; reason=same_number"
    );
    let foreign = inbound("+46701740699", abroad)
        .replace("contact-+46701740699", &contact)
        .to_owned();
    assert_eq!(world.callback(&accepted(&foreign, 5)).await.status, 200);
    let answer = world.send(body).await;
    assert_eq!(answer.decision(), "use; reason=same_number");
}

#[tokio::test]
async fn the_three_stores_behave_alike() {
    let redis = Redis::start();
    let folder = tempfile::tempdir().unwrap();
    let file = format!("file:{}", folder.path().join("a.redb").display());
    let upstream = Behind::accepting().await;
    for store in ["memory", &file, &redis.url()] {
        let world = World::new(remembering(&upstream.url, store), MAP).await;
        behaves(&world, store).await;
        let sent = upstream.take();
        let last = sent.last().unwrap();
        assert_eq!(
            last.body,
            with_sender(
                &to_contact("01EXAMPLEAPP", "contact-+12025550001"),
                "+46701740605"
            ),
            "{store}: to where the contact is now"
        );
    }
}

#[tokio::test]
async fn what_is_outside_the_process_outlives_it_whatever_ids_the_plans_have() {
    let redis = Redis::start();
    let folder = tempfile::tempdir().unwrap();
    let file = format!("file:{}", folder.path().join("a.redb").display());
    let upstream = Behind::accepting().await;
    for store in [&file, &redis.url()] {
        let mut world = World::new(remembering(&upstream.url, store), MAP).await;
        wrote(&world, "+12025550101", "+12025550143", 60).await;
        let first = outbound("+12025550102").replace("01EXAMPLEAPP", "02OTHER");
        assert_eq!(
            world.send(first).await.decision(),
            "use; reason=country_default"
        );
        world.stop().await;
        drop(world);
        let world = again(&upstream.url, store).await;
        let replied = sender(&world, "retail", "+12025550101").await;
        assert_eq!(replied, "+12025550143", "{store}: who wrote");
        let held = sender(&world, "b: 2", "+12025550102").await;
        assert_eq!(held, "OTHER", "{store}: what was sent from");
        let new = sender(&world, "b: 2", "+12025550103").await;
        assert_eq!(new, "NEW", "{store}: nobody's");
    }
}

/// The last connections of a service that ended may hold its file for a moment.
async fn again(upstream: &str, store: &str) -> World {
    for _ in 0..200 {
        let map = MapFile::new("map.yaml", || Ok(TURNED.to_owned()));
        let config = remembering(upstream, store);
        if App::new(config, originator::Context::default(), map).is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    World::new(remembering(upstream, store), TURNED).await
}

#[tokio::test]
async fn a_file_holds_no_more_than_the_limit_and_forgets_what_ends_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = format!("file:{}", folder.path().join("a.redb").display());
    let mut config = remembering("http://127.0.0.1:1", &file);
    config.limits.conversations = 10;
    let world = World::new(config, MAP).await;
    let to = |index: i64| format!("+1202555{:04}", 100 + index);
    for index in 0..30 {
        wrote(&world, &to(index), "+12025550143", 1000 - index).await;
    }
    assert_eq!(world.metric("originator_conversations").await, Some(10.0));
    assert_eq!(world.metric("originator_contacts").await, Some(10.0));
    for index in 0..30 {
        let expected = match index < 20 {
            true => "RETAIL",
            false => "+12025550143",
        };
        assert_eq!(
            sender(&world, "retail", &to(index)).await,
            expected,
            "{index}"
        );
    }
}

fn refused(path: &Path) -> String {
    let mut config = Config::default();
    config.conversations = format!("file:{}", path.display()).parse().unwrap();
    let map = MapFile::new("map.yaml", || Ok(MAP.to_owned()));
    match App::new(config, originator::Context::default(), map) {
        Err(StartError::Conversations(error)) => error.to_string(),
        Err(error) => panic!("another error: {error}"),
        Ok(_) => "taken".to_owned(),
    }
}

#[tokio::test]
async fn a_file_that_is_not_whole_is_refused_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.redb");
    let file = format!("file:{}", path.display());
    let mut world = World::new(remembering("http://127.0.0.1:1", &file), MAP).await;
    for index in 0..40 {
        let customer = format!("+1202555{:04}", 100 + index);
        wrote(&world, &customer, "+12025550143", 1000 - index).await;
    }
    let used = refused(&path);
    assert!(used.contains("in use by another process"), "{used}");
    world.stop().await;
    drop(world);
    while refused(&path) != "taken" {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "there are people's numbers in it");
    let whole = std::fs::read(&path).unwrap();
    // A bit in each of many places. What a damaged byte does not matter to may be taken, but most of it does.
    let mut told = 0;
    let places: Vec<usize> = (0..whole.len()).step_by(whole.len() / 60).collect();
    for &place in &places {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x40;
        std::fs::write(&path, &bytes).unwrap();
        let said = refused(&path);
        if said != "taken" {
            assert!(said.contains("a.redb is damaged"), "{place}: {said}");
            told += 1;
        }
    }
    assert!(told > 0, "of {} places", places.len());
    for (bytes, why) in [
        (&whole[..whole.len() / 2], "half of it"),
        (&whole[..100], "its head"),
        (b"service_plans: {}", "another file"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let said = refused(&path);
        assert!(said.contains("damaged"), "{why}: {said}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(refused(&path), "taken", "the copy is as good as it was");
    let nowhere = refused(Path::new("/nowhere/a.redb"));
    assert!(nowhere.contains("cannot open /nowhere/a.redb"), "{nowhere}");
}

#[test]
fn memory_is_the_default() {
    assert_eq!(format!("{:?}", StoreUrl::default()), "memory");
}
