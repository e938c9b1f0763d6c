//! Several threads that decide by one router, and reloads while they do.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use originator::{Router, Sender};

use crate::world::{Traffic, World, bench};

const BETWEEN_RELOADS: Duration = Duration::from_millis(10);

/// The maps that take turns, and what they answer to a Swedish number.
const MAPS: [(&str, &str); 2] = [
    (
        "originators: { SE: \"+46701740605\", US: \"+12025550142\" }",
        "+46701740605",
    ),
    (
        "originators: { SE: \"+46701740606\", US: \"+12025550142\" }",
        "+46701740606",
    ),
];

/// Decisions of one and of two threads; then of two while a small map is replaced every ten milliseconds.
///
/// An iteration is a decision, whichever thread makes it.
pub(crate) fn benches(criterion: &mut Criterion, traffic: &Traffic) {
    let world = World::worldwide(traffic);
    for threads in [1, 2] {
        bench(criterion, "threads", &threads.to_string(), |count| {
            time(&world, threads, count)
        });
    }

    let router = Router::from_yaml("small", MAPS[0].0).unwrap();
    let small = World {
        plan: router.default_plan().unwrap(),
        router,
        ..world
    };
    let senders = MAPS.map(|(_, sender)| sender.parse::<Sender>().unwrap());
    for turn in [1, 0] {
        small.router.reload(MAPS[turn].0).unwrap();
        let sender = small.router.route(small.plan, "+46701740699").sender();
        assert_eq!(sender, Some(senders[turn]));
    }
    bench(criterion, "reload", "one_thread_at_rest", |count| {
        time(&small, 1, count)
    });
    bench(criterion, "reload", "at_rest", |count| {
        time(&small, 2, count)
    });
    let mut reloads = Vec::new();
    bench(criterion, "reload", "under_load", |count| {
        under_load(&small, count, &mut reloads)
    });
    reloads.sort_unstable();
    let median = reloads.get(reloads.len() / 2).copied().unwrap_or_default();
    eprintln!(
        "reload/under_load: {} reloads, the median took {median:?}\n",
        reloads.len()
    );
}

/// How long so many decisions take when the threads share them equally.
fn time(world: &World, threads: u64, count: u64) -> Duration {
    let start = Barrier::new(threads as usize);
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                let mut numbers = world.numbers.from(thread as usize * 33_333);
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    numbers.time(count.div_ceil(threads), |number| {
                        world.router.route(world.plan, number)
                    })
                })
            })
            .collect();
        let times = running.into_iter().map(|thread| thread.join().unwrap());
        times.max().unwrap()
    })
}

/// The same on two threads, while another replaces the map. How long each reload took goes to `reloads`.
fn under_load(world: &World, count: u64, reloads: &mut Vec<Duration>) -> Duration {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reloading = scope.spawn(|| {
            for (map, _) in MAPS.iter().cycle() {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                let start = Instant::now();
                world.router.reload(map).unwrap();
                reloads.push(start.elapsed());
                thread::sleep(BETWEEN_RELOADS);
            }
        });
        let time = time(world, 2, count);
        done.store(true, Ordering::Relaxed);
        reloading.join().unwrap();
        time
    })
}
