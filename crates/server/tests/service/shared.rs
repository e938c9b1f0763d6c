//! Conversations on a server that several services share, and that goes away, fills up and comes back.

use std::time::{Duration, Instant};

use crate::proxy::{Network, Proxy};
use crate::redis::Redis;
use crate::stores::{accepted, remembering, sender, wrote};
use crate::world::{Behind, World, inbound, outbound, sinch, with_sender};

const MAP: &str = "originators: { US: [RETAIL, \"+12025550142\", { sender: \"+12025550143\", state: replies_only }], SE: \"+46701740605\" }";
const CUSTOMER: &str = "+12025550123";
const WAIT_TIMEOUT: Duration = Duration::from_secs(20);

/// The record of a decision about the customer: its sender, and the mark of a store that is away.
async fn decided(world: &World) -> (String, Option<String>) {
    let question = format!(r#"{{"to":"{CUSTOMER}"}}"#);
    let answer = world.post("/v1/route", question).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let record = answer.json();
    let text = |field: &str| record[field].as_str().map(str::to_owned);
    (text("sender").unwrap(), text("conversations"))
}

/// By itself, with nobody but those who ask for decisions. A machine that is busy may make one without the store.
async fn recovers(world: &World, expected: &str) {
    let end = Instant::now() + WAIT_TIMEOUT;
    while decided(world).await != (expected.to_owned(), None) {
        assert!(
            Instant::now() < end,
            "no decision for {expected} with the store"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Decisions are made, marked and counted, and all but the first few at once.
async fn goes_on_without(world: &World, why: &str) {
    let line = "originator_decisions_without_store_total";
    let before = world.metric(line).await.unwrap();
    let away = ("RETAIL".to_owned(), Some("away".to_owned()));
    for _ in 0..2 {
        let started = Instant::now();
        assert_eq!(decided(world).await, away, "{why}");
        // The deadline, and room for a machine that does other things.
        assert!(started.elapsed() < Duration::from_secs(1), "{why}");
    }
    let started = Instant::now();
    for _ in 0..40 {
        assert_eq!(decided(world).await, away, "{why}");
    }
    let took = started.elapsed();
    assert!(
        took < 20 * Duration::from_millis(75),
        "{why}: nobody pays for it again and again, but forty took {took:?}"
    );
    let sent = world.send(outbound(CUSTOMER)).await;
    assert_eq!(sent.status, 200, "{why}");
    assert_eq!(sent.decision(), "use; reason=country_default", "{why}");
    assert_eq!(world.get("/readyz").await.status, 200, "{why}");
    assert_eq!(
        world.metric(line).await.unwrap(),
        before + 43.0,
        "{why}: each is counted"
    );
}

#[tokio::test]
async fn two_services_share_a_conversation_and_the_contact() {
    let redis = Redis::start();
    let upstream = Behind::accepting().await;
    let (a, b) = (
        World::new(remembering(&upstream.url, &redis.url()), MAP).await,
        World::new(remembering(&upstream.url, &redis.url()), MAP).await,
    );
    let body = outbound(CUSTOMER);
    assert_eq!(
        b.send(body.clone()).await.decision(),
        "use; reason=country_default"
    );
    upstream.take();
    wrote(&a, "12025550123", "46701740605", 60).await;
    assert_eq!(
        b.send(body.clone()).await.decision(),
        "use; reason=domestic"
    );
    assert_eq!(upstream.only().body, with_sender(&body, "+12025550142"));
    let contact = r#"{"app_id":"01EXAMPLEAPP","recipient":{"contact_id":"contact-12025550123"},"message":{"text_message":{"text":"Yes"}}}"#;
    assert_eq!(b.send(contact).await.decision(), "use; reason=sticky");

    // As an operator reads it.
    let key = "originator:conversation:+12025550123:default";
    let held = redis.ask(&["HMGET", key, "received", "sent"]);
    assert!(held[0].ends_with(" +46701740605"), "{held:?}");
    assert!(held[1].ends_with(" +12025550142"), "{held:?}");
    let number = "originator:contact:sinch:contact-12025550123:default";
    let held = redis.ask(&["HGET", number, "received"]);
    assert!(held[0].ends_with(" +12025550123"), "{held:?}");
    for (key, days) in [(key, 30), (number, 366)] {
        let left: u64 = redis.ask(&["TTL", key])[0].parse().unwrap();
        let most = days * 24 * 60 * 60;
        assert!(most - 120 < left && left <= most, "{key}: {left}");
    }
    // Nobody counts what others write too.
    assert_eq!(b.metric("originator_conversations").await, None);
    for world in [&a, &b] {
        let line = "originator_decisions_without_store_total";
        assert_eq!(world.metric(line).await, Some(0.0));
        assert_eq!(world.metric("originator_store_errors_total{").await, None);
    }
    // What somebody else put there is as nothing, and no error of ours.
    redis.ask(&["HSET", key, "received", "soon", "sent", ""]);
    recovers(&a, "RETAIL").await;
    wrote(&a, "12025550123", "12025550143", 60).await;
    recovers(&b, "+12025550143").await;
}

#[tokio::test]
async fn of_writers_at_two_services_the_newest_wins() {
    let redis = Redis::start();
    let url = redis.url();
    let (a, b) = (
        World::new(remembering("http://127.0.0.1:1", &url), MAP).await,
        World::new(remembering("http://127.0.0.1:1", &url), MAP).await,
    );
    for round in 0..5 {
        let customer = format!("+1202555{:04}", 100 + round);
        let each = (1..100_i64).map(|index| {
            // In no order: 61 and 100 have no common factor.
            let seconds_ago = index * 61 % 100;
            let (world, written_to) = match (index % 2, seconds_ago) {
                (0, 1) => (&a, "+12025550143"),
                (_, 1) => (&b, "+12025550143"),
                (0, _) => (&a, "+12025550142"),
                _ => (&b, "+12025550142"),
            };
            wrote(world, &customer, written_to, seconds_ago + round)
        });
        futures_util::future::join_all(each).await;
        for world in [&a, &b] {
            let next = sender(world, "default", &customer).await;
            assert_eq!(next, "+12025550143", "{round}: the newest of 99");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_killed_is_done_without_until_it_is_there_again() {
    let mut redis = Redis::start();
    let webhook = Behind::accepting().await;
    let upstream = Behind::accepting().await;
    let world = World::new(remembering(&upstream.url, &redis.url()), MAP).await;
    let mut passing_on = remembering(&upstream.url, &redis.url());
    sinch(&mut passing_on).forward_to = Some(webhook.url.parse().unwrap());
    let passing_on = World::new(passing_on, MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    recovers(&world, "+12025550143").await;

    for _ in 0..3 {
        redis.kill();
        goes_on_without(&world, "killed").await;
        // The provider is asked to deliver it again; a webhook behind gets it now.
        let body = accepted(&inbound(CUSTOMER, "+12025550143"), 60);
        let refused = world.signed(
            &body,
            "again",
            crate::world::SECRET,
            std::time::SystemTime::now(),
        );
        let refused = refused.await;
        assert_eq!(refused.status, 503);
        assert_eq!(refused.problem(), "/problems/unremembered");
        assert!(refused.header("retry-after").is_some());
        webhook.take();
        assert_eq!(passing_on.callback(&body).await.status, 200);
        assert_eq!(webhook.only().body, body);
        let line = r#"originator_callbacks_total{provider="sinch",result="not_remembered"}"#;
        assert!(passing_on.metric(line).await.unwrap() > 0.0);
        // A contact that went by here is known nevertheless.
        let contact = format!(
            r#"{{"app_id":"01EXAMPLEAPP","recipient":{{"contact_id":"contact-{CUSTOMER}"}},"message":{{"text_message":{{"text":"Yes"}}}}}}"#
        );
        let sent = world.send(contact).await;
        assert_eq!(sent.decision(), "use; reason=country_default");

        redis.again();
        recovers(&world, "RETAIL").await;
        // It has lost its scripts as well.
        wrote(&world, CUSTOMER, "+12025550143", 60).await;
        recovers(&world, "+12025550143").await;
    }
    for operation in ["recall", "observe", "learn", "sent", "contact"] {
        let line =
            format!(r#"originator_store_errors_total{{operation="{operation}",kind="away"}}"#);
        let counted = world.metric(&line).await;
        assert!(counted.is_some_and(|count| count > 0.0), "{operation}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_at_the_start_is_found_later() {
    let mut redis = Redis::start();
    redis.kill();
    let upstream = Behind::accepting().await;
    let world = World::new(remembering(&upstream.url, &redis.url()), MAP).await;
    goes_on_without(&world, "not there yet").await;
    redis.again();
    recovers(&world, "RETAIL").await;
}

#[tokio::test]
async fn a_server_that_is_full_is_read_and_what_it_does_not_keep_is_counted() {
    let redis = Redis::start();
    let upstream = Behind::accepting().await;
    let world = World::new(remembering(&upstream.url, &redis.url()), MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    redis.ask(&["CONFIG", "SET", "maxmemory", "1"]);

    let sent = world.send(outbound(CUSTOMER)).await;
    assert_eq!(sent.decision(), "use; reason=same_number", "it is read");
    let line = r#"originator_store_errors_total{operation="sent",kind="refused"}"#;
    assert_eq!(world.metric(line).await, Some(1.0));
    recovers(&world, "+12025550143").await;
    let other = inbound("+12025550124", "+12025550143");
    let refused = world.callback(&other).await;
    assert_eq!(refused.status, 503, "to be delivered again");
    assert_eq!(world.get("/readyz").await.status, 200);

    redis.ask(&["CONFIG", "SET", "maxmemory", "0"]);
    wrote(&world, "+12025550124", "+12025550143", 60).await;
    assert_eq!(
        sender(&world, "default", "+12025550124").await,
        "+12025550143"
    );
}

/// As `docs/conversations.md` says to set it up. Contacts live longer than any conversation, so one that forgets what
/// would end first keeps nothing but them.
#[tokio::test]
async fn a_server_that_is_full_of_contacts_forgets_the_least_used_and_not_who_just_wrote() {
    let limits = ["--maxmemory", "2mb", "--maxmemory-policy", "volatile-lru"];
    let redis = Redis::with(|_| limits.map(str::to_owned).into());
    let world = World::new(remembering("http://127.0.0.1:1", &redis.url()), MAP).await;
    let others = |from: u32, to: u32| {
        let script =
            "for n = ARGV[1], ARGV[2] do local key = 'originator:contact:sinch:' .. n .. ':default'
            redis.call('HSET', key, 'received', '1767225600 +46701740605')
            redis.call('EXPIRE', key, 366 * 86400) end";
        let (from, to) = (from.to_string(), to.to_string());
        redis.ask(&["EVAL", script, "0", &from, &to]);
    };
    others(1, 10_000);
    // The server counts by the second how long nobody asked for something.
    tokio::time::sleep(Duration::from_secs(2)).await;
    wrote(&world, CUSTOMER, "+12025550143", 0).await;
    others(10_001, 11_000);
    recovers(&world, "+12025550143").await;
    let forgotten = redis.ask(&["INFO", "stats"]).concat();
    assert!(!forgotten.contains("evicted_keys:0"), "it is full");
}

#[tokio::test]
async fn a_server_that_becomes_a_copy_is_read_and_written_again_when_it_is_none() {
    let redis = Redis::start();
    let world = World::new(remembering("http://127.0.0.1:1", &redis.url()), MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    redis.ask(&["REPLICAOF", "127.0.0.1", "1"]);
    let other = inbound("+12025550124", "+12025550143");
    for _ in 0..5 {
        assert_eq!(world.callback(&other).await.status, 503);
    }
    recovers(&world, "+12025550143").await;
    redis.ask(&["REPLICAOF", "NO", "ONE"]);
    wrote(&world, "+12025550124", "+12025550143", 60).await;
}

#[tokio::test]
async fn a_network_that_is_cut_slow_or_swallows_holds_up_nothing() {
    let redis = Redis::start();
    let proxy = Proxy::to(redis.port).await;
    let upstream = Behind::accepting().await;
    let world = World::new(remembering(&upstream.url, &proxy.url), MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    let remembered = ("+12025550143".to_owned(), None);

    // A connection that breaks now and then costs no decision its memory, if the machine is not too busy.
    let mut kept = 0;
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(1100)).await;
        recovers(&world, "+12025550143").await;
        proxy.cut();
        kept += usize::from(decided(&world).await == remembered);
    }
    assert!(kept > 1, "{kept} of four");
    for network in [
        Network::Swallows,
        Network::Slow(Duration::from_millis(300)),
        Network::HangsUp,
        Network::Swallows,
    ] {
        proxy.becomes(network);
        if network == Network::HangsUp {
            proxy.cut();
        }
        goes_on_without(&world, &format!("{network:?}")).await;
        proxy.becomes(Network::Good);
        recovers(&world, "+12025550143").await;
    }
    // Cut all the time, it is one or the other, and never an error.
    for _ in 0..50 {
        proxy.cut();
        decided(&world).await;
    }
    recovers(&world, "+12025550143").await;
}

#[tokio::test]
async fn a_wrong_password_is_a_store_that_is_away() {
    let redis = Redis::with(|_| ["--requirepass", "hunter2"].map(str::to_owned).to_vec());
    let upstream = Behind::accepting().await;
    for (user, why) in [
        (":hunter3@", "a wrong one"),
        ("", "none"),
        ("nobody:hunter2@", "another user's"),
    ] {
        let url = format!("redis://{user}127.0.0.1:{}", redis.port);
        let world = World::new(remembering(&upstream.url, &url), MAP).await;
        goes_on_without(&world, why).await;
        let shown = format!("{:?}", world.app);
        assert!(!shown.contains("hunter"), "{why}: {shown}");
    }
    let url = format!("redis://:hunter2@127.0.0.1:{}/3", redis.port);
    let world = World::new(remembering(&upstream.url, &url), MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    recovers(&world, "+12025550143").await;
    let shown = format!("{:?}", world.app);
    assert!(!shown.contains("hunter"), "{shown}");
}

#[tokio::test]
async fn a_user_of_the_server_needs_few_rights() {
    // As docs/conversations.md gives them.
    let rule = "user originator on >hunter2 ~originator:* +hmget +hget +hset +ttl +expire +time +eval +evalsha +ping";
    let redis = Redis::with(|folder| {
        let file = folder.path().join("users.acl");
        std::fs::write(&file, format!("{rule}\n")).unwrap();
        vec!["--aclfile".to_owned(), file.display().to_string()]
    });
    let url = format!("redis://originator:hunter2@127.0.0.1:{}", redis.port);
    let world = World::new(remembering("http://127.0.0.1:1", &url), MAP).await;
    wrote(&world, CUSTOMER, "+12025550143", 60).await;
    recovers(&world, "+12025550143").await;
}

#[tokio::test]
async fn a_cluster_is_asked_wherever_a_conversation_lies() {
    let cluster = || Redis::with(|_| ["--cluster-enabled", "yes"].map(str::to_owned).to_vec());
    let mut nodes = [cluster(), cluster(), cluster()];
    let last = ["0 5460", "5461 10922", "10923 16383"];
    for (node, slots) in nodes.iter().zip(last) {
        let (first, last) = slots.split_once(' ').unwrap();
        assert_eq!(node.ask(&["CLUSTER", "ADDSLOTSRANGE", first, last]), ["OK"]);
        let port = nodes[0].port.to_string();
        node.ask(&["CLUSTER", "MEET", "127.0.0.1", &port]);
    }
    let end = Instant::now() + WAIT_TIMEOUT;
    while nodes.iter().any(|node| {
        let info = node.ask(&["CLUSTER", "INFO"]).join("");
        !info.contains("cluster_state:ok") || !info.contains("cluster_known_nodes:3")
    }) {
        assert!(Instant::now() < end, "no cluster");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // The first of those that are named need not be there.
    let url = format!(
        "redis-cluster://127.0.0.1:1,127.0.0.1:{},127.0.0.1:{}",
        nodes[0].port, nodes[1].port
    );
    let upstream = Behind::accepting().await;
    let world = World::new(remembering(&upstream.url, &url), MAP).await;
    recovers(&world, "RETAIL").await;
    for index in 0..30 {
        let customer = format!("+1202555{:04}", 100 + index);
        wrote(&world, &customer, "+12025550143", 60).await;
        let next = sender(&world, "default", &customer).await;
        assert_eq!(next, "+12025550143", "{customer}");
    }
    for node in &nodes {
        assert_ne!(node.ask(&["DBSIZE"]), ["0"], "each has its share");
    }
    nodes[2].kill();
    // What lies on the others may be read until the lack of one is noticed; nothing is ever an error.
    for index in 0..30 {
        let question = format!(r#"{{"to":"+1202555{:04}"}}"#, 100 + index);
        assert_eq!(world.post("/v1/route", question).await.status, 200);
    }
}

/// Runs this test in a process of its own, for which a certificate of ours is one of the system's.
#[tokio::test]
async fn over_tls_a_server_has_to_prove_who_it_is() {
    const PORT: &str = "ORIGINATOR_TEST_TLS_PORT";
    if let Ok(port) = std::env::var(PORT) {
        let upstream = Behind::accepting().await;
        let url = format!("rediss://localhost:{port}");
        let world = World::new(remembering(&upstream.url, &url), MAP).await;
        wrote(&world, CUSTOMER, "+12025550143", 60).await;
        recovers(&world, "+12025550143").await;
        return;
    }
    let signed = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let redis = Redis::with(|folder| {
        let file = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let certificate = file("certificate.pem", signed.cert.pem());
        let key = file("key.pem", signed.signing_key.serialize_pem());
        [
            ["--tls-port", "PORT"],
            ["--tls-cert-file", &certificate],
            ["--tls-key-file", &key],
            ["--tls-ca-cert-file", &certificate],
            ["--tls-auth-clients", "no"],
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect()
    });
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "shared::over_tls_a_server_has_to_prove_who_it_is",
        ])
        .env(PORT, redis.port.to_string())
        .env("SSL_CERT_FILE", redis.folder.path().join("certificate.pem"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");

    // Nobody vouches for it here.
    let upstream = Behind::accepting().await;
    let url = format!("rediss://localhost:{}", redis.port);
    let world = World::new(remembering(&upstream.url, &url), MAP).await;
    goes_on_without(&world, "a certificate of nobody's").await;
}
