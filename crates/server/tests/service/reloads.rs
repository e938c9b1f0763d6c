//! Reloads: a new map serves at once, a broken one never.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use originator_server::MapFile;

use crate::proxy::{Network, Proxy};
use crate::redis::Redis;
use crate::stores::{remembering, wrote};
use crate::world::{World, config};

const OLD: &str = "originators: { US: \"+12025550142\" }";
const NEW: &str = "originators: { US: \"+12025550143\" }";

#[tokio::test]
async fn a_broken_map_leaves_the_old_one_serving() {
    let text = Arc::new(Mutex::new(Ok(OLD.to_owned())));
    let read = text.clone();
    let map = MapFile::new("map.yaml", move || read.lock().unwrap().clone());
    let world = World::of(config("http://127.0.0.1:1"), map).await;
    let sender = async || {
        let record = world.post("/v1/route", r#"{"to":"+12025550123"}"#).await;
        record.json()["sender"].as_str().unwrap().to_owned()
    };
    let reloads = async |result: &str| {
        let line = format!(r#"originator_reloads_total{{result="{result}"}}"#);
        world.metric(&line).await
    };
    assert_eq!(sender().await, "+12025550142");

    for broken in [
        Ok("originators: { US: 12025550142 }".to_owned()),
        Ok("{".to_owned()),
        Ok(String::new()),
        Err("no such file".to_owned()),
    ] {
        *text.lock().unwrap() = broken;
        world.app.reload();
        assert_eq!(sender().await, "+12025550142");
    }
    assert_eq!(reloads("failed").await, Some(4.0));
    assert_eq!(reloads("ok").await, None);
    assert_eq!(world.get("/readyz").await.status, 200);

    *text.lock().unwrap() = Ok(NEW.to_owned());
    world.app.reload();
    assert_eq!(sender().await, "+12025550143");
    world.app.reload();
    assert_eq!(reloads("ok").await, Some(1.0));
    assert_eq!(reloads("unchanged").await, Some(1.0));
}

/// A plan that leaves is counted, and an app that names it no longer has one.
#[tokio::test]
async fn plans_that_come_and_go_are_counted() {
    let map = |plan: &str| {
        format!("service_plans: {{ {plan}: {{ originators: {{ US: \"+12025550142\" }} }} }}")
    };
    let text = Arc::new(Mutex::new(map("retail")));
    let read = text.clone();
    let file = MapFile::new("map.yaml", move || Ok(read.lock().unwrap().clone()));
    let world = World::of(config("http://127.0.0.1:1"), file).await;
    let changes = async |change: &str| {
        let line = format!(r#"originator_plan_changes_total{{change="{change}"}}"#);
        world.metric(&line).await
    };
    let asked = r#"{"plan":"retail","to":"+12025550123"}"#;
    assert_eq!(world.post("/v1/route", asked).await.status, 200);
    *text.lock().unwrap() = map("retial");
    world.app.reload();
    assert_eq!(changes("added").await, Some(1.0));
    assert_eq!(changes("removed").await, Some(1.0));
    let answer = world.post("/v1/route", asked).await;
    assert_eq!(answer.status, 404, "{}", answer.body);
}

#[tokio::test]
async fn requests_never_see_a_map_that_is_half_loaded() {
    let text = Arc::new(Mutex::new(OLD.to_owned()));
    let read = text.clone();
    let map = MapFile::new("map.yaml", move || Ok(read.lock().unwrap().clone()));
    let world = World::of(config("http://127.0.0.1:1"), map).await;
    let app = world.app.clone();
    let reloading = tokio::task::spawn_blocking(move || {
        for round in 0..200 {
            let next = [NEW, "originators: {", OLD][round % 3];
            *text.lock().unwrap() = next.to_owned();
            app.reload();
        }
    });
    let mut asked = 0;
    while !reloading.is_finished() || asked < 200 {
        let record = world
            .post("/v1/route", r#"{"to":"+12025550123"}"#)
            .await
            .json();
        let sender = record["sender"].as_str().unwrap();
        assert!(["+12025550142", "+12025550143"].contains(&sender));
        asked += 1;
    }
    reloading.await.unwrap();
}

#[tokio::test]
async fn a_slow_reading_of_an_old_map_never_takes_the_place_of_a_newer() {
    let readings = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&readings);
    let map = MapFile::new("map.yaml", move || {
        let (text, wait) = match counted.fetch_add(1, Ordering::Relaxed) {
            0 => ("originators: { US: omit }", 0),
            1 => (OLD, 300),
            _ => (NEW, 0),
        };
        std::thread::sleep(Duration::from_millis(wait));
        Ok(text.to_owned())
    });
    let world = World::of(config("http://127.0.0.1:1"), map).await;
    let slow = world.app.clone();
    let slow = tokio::task::spawn_blocking(move || slow.reload());
    while readings.load(Ordering::Relaxed) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let quick = world.app.clone();
    tokio::task::spawn_blocking(move || quick.reload())
        .await
        .unwrap();
    slow.await.unwrap();
    let record = world.post("/v1/route", r#"{"to":"+12025550123"}"#).await;
    assert_eq!(record.json()["sender"], "+12025550143");
}

/// Two maps read `0701740605` as numbers of two countries. A customer of the one wrote to us, nobody of the other did;
/// the map changes while the store is asked what it remembers.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_remembered_of_one_recipient_never_serves_another() {
    let map = |region: &str| {
        format!(
            "{{ originators: {{ US: \"+12025550142\" }}, elsewhere: omit, reply: same_number, default_region: {region} }}"
        )
    };
    let text = Arc::new(Mutex::new(map("SE")));
    let read = text.clone();
    let file = MapFile::new("map.yaml", move || Ok(read.lock().unwrap().clone()));
    let redis = Redis::start();
    let proxy = Proxy::to(redis.port).await;
    proxy.becomes(Network::Slow(Duration::from_millis(10)));
    let world = World::of(remembering("http://127.0.0.1:1", &proxy.url), file).await;
    wrote(&world, "46701740605", "12025550142", 1).await;

    let app = world.app.clone();
    let reloading = tokio::task::spawn_blocking(move || {
        for round in 0..400 {
            *text.lock().unwrap() = map(["DE", "SE"][round % 2]);
            app.reload();
            std::thread::sleep(Duration::from_millis(3));
        }
    });
    let (mut answered, mut unknown) = (0, 0);
    while !reloading.is_finished() || answered == 0 || unknown == 0 {
        let record = world
            .post("/v1/route", r#"{"to":"0701740605"}"#)
            .await
            .json();
        match record["recipient"].as_str().unwrap() {
            "+46701740605" if record["conversations"] == "away" => {}
            "+46701740605" => {
                assert_eq!(record["reason"], "same_number", "{record}");
                answered += 1;
            }
            "+49701740605" => {
                assert_eq!(record["reason"], "map_omits", "{record}");
                unknown += 1;
            }
            other => panic!("{other}"),
        }
    }
    reloading.await.unwrap();
}
