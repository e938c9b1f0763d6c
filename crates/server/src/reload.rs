//! Reloading the map: on request, and whenever its file changes.

use std::sync::Arc;
use std::time::Duration;

use originator::Reload;

use crate::service::Service;

/// How often the file's stamp is compared. The file is read once it has changed and its stamp then stayed the same for
/// as long, since a file is written in more than one step. Comparing follows every link on the way to the file, and it
/// works where the system reports no changes: mounted configuration and network file systems.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// How many plans a line of the log names.
const MAX_NAMED_PLANS: usize = 20;

/// Reads the map again. If it is wrong, the old map stays in use, and the logs say what is wrong.
pub(crate) fn reload(service: &Service) {
    let _guard = service.map.lock_reload();
    let text = match service.map.read() {
        Ok(text) => text,
        Err(error) => return log_failure(service, &error),
    };
    if service.map.is_serving(&text) {
        service.metrics.reloaded("unchanged");
        return;
    }
    match service.router.reload(&text) {
        Ok(reload) => {
            service.map.set_serving(&text);
            service.metrics.reloaded("ok");
            log_success(service, &reload);
        }
        Err(errors) => log_failure(service, &errors.to_string()),
    }
}

/// Logs which plans the new map added and removed, since messages of removed plans are refused.
fn log_success(service: &Service, reload: &Reload) {
    let map = service.map.name();
    let names = |plans: &[Arc<str>]| {
        let shown = plans
            .iter()
            .take(MAX_NAMED_PLANS)
            .map(|plan| plan.escape_debug());
        let mut names: Vec<String> = shown.map(|name| name.to_string()).collect();
        if plans.len() > MAX_NAMED_PLANS {
            names.push(format!("{} more", plans.len() - MAX_NAMED_PLANS));
        }
        names.join(", ")
    };
    let (added, removed) = (names(&reload.added), names(&reload.removed));
    service
        .metrics
        .plans_changed(reload.added.len(), reload.removed.len());
    if reload.removed.is_empty() {
        tracing::info!(map, added, "the map was reloaded");
    } else {
        tracing::warn!(
            map,
            added,
            removed,
            "the map was reloaded without some plans: messages of these are refused as unknown_plan"
        );
    }
}

fn log_failure(service: &Service, error: &str) {
    service.metrics.reloaded("failed");
    let map = service.map.name();
    tracing::error!(map, error, "the map was not reloaded: the old one serves");
}

/// Reloads the map whenever its file changes. It never ends.
pub(crate) async fn watch(service: Arc<Service>) {
    let map = &service.map;
    let mut polls = tokio::time::interval(POLL_INTERVAL);
    polls.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let (mut serving, mut last) = (map.first_stamp(), map.first_stamp());
    loop {
        polls.tick().await;
        let now = map.stamp();
        if now == last && now != serving {
            reload_in_background(&service).await;
            serving = now;
        }
        last = now;
    }
}

/// Reloads on a thread of its own, so that requests are not held up.
pub(crate) async fn reload_in_background(service: &Arc<Service>) {
    let service = Arc::clone(service);
    // It can only fail by a panic, which was reported where it happened.
    let _ = tokio::task::spawn_blocking(move || reload(&service)).await;
}
