//! The map's file: read, watched, and read again.

use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use originator::Reload;

use crate::app::App;

/// How often the file is looked at. It is read when it has changed and then stayed the same for as long, since a file
/// is written in more than one step. Looking follows every link on the way to the file, and works where the system
/// tells of no change: for mounted configuration and network file systems.
const LOOK: Duration = Duration::from_millis(250);

/// So many plans are named in a line of the log.
const MOST_NAMED: usize = 20;

/// The file of a map, and how it is read.
pub struct MapFile {
    path: PathBuf,
    name: String,
    read: Box<dyn Fn() -> Result<String, String> + Send + Sync>,
    /// Of the text that serves, so that a touched file is no change.
    serving: AtomicU64,
    /// Held from reading to serving, so that an older text never takes the place of a newer one.
    reloading: Mutex<()>,
    /// What the file looked like before it was first read.
    first: Option<Look>,
}

/// By what a change of a file is known, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
}

impl MapFile {
    /// A map at this path, which names it in errors, read by a function that says what is wrong if it cannot.
    pub fn new(
        path: impl Into<PathBuf>,
        read: impl Fn() -> Result<String, String> + Send + Sync + 'static,
    ) -> MapFile {
        let path = path.into();
        MapFile {
            first: Look::at(&path),
            name: path.to_string_lossy().into_owned(),
            path,
            read: Box::new(read),
            serving: AtomicU64::new(0),
            reloading: Mutex::new(()),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn read(&self) -> Result<String, String> {
        (self.read)()
    }

    pub(crate) fn serves(&self, text: &str) {
        self.serving.store(fingerprint(text), Ordering::Relaxed);
    }

    fn is_serving(&self, text: &str) -> bool {
        self.serving.load(Ordering::Relaxed) == fingerprint(text)
    }
}

impl Look {
    /// Nothing if there is no file.
    fn at(path: &Path) -> Option<Look> {
        let file = fs::metadata(path).ok()?;
        Some(Look {
            device: file.dev(),
            inode: file.ino(),
            length: file.len(),
            modified: (file.mtime(), file.mtime_nsec()),
        })
    }
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl fmt::Debug for MapFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MapFile").field(&self.path).finish()
    }
}

impl App {
    /// Reads the map again. If it is wrong the old one still serves, and the logs say what is wrong.
    pub fn reload(&self) {
        let service = &self.service;
        let reloading = &service.map.reloading;
        let _alone = reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match service.map.read() {
            Ok(text) => text,
            Err(error) => return self.kept(&error),
        };
        if service.map.is_serving(&text) {
            service.metrics.reloaded("unchanged");
            return;
        }
        match service.router.reload(&text) {
            Ok(reload) => {
                service.map.serves(&text);
                service.metrics.reloaded("ok");
                self.log(&reload);
            }
            Err(errors) => self.kept(&errors.to_string()),
        }
    }

    /// Says which plans the new map added and removed, since messages of those that it removed are refused.
    fn log(&self, reload: &Reload) {
        let map = self.service.map.name();
        let names = |plans: &[Arc<str>]| {
            let shown = plans
                .iter()
                .take(MOST_NAMED)
                .map(|plan| plan.escape_debug());
            let mut names: Vec<String> = shown.map(|name| name.to_string()).collect();
            if plans.len() > MOST_NAMED {
                names.push(format!("{} more", plans.len() - MOST_NAMED));
            }
            names.join(", ")
        };
        let (added, removed) = (names(&reload.added), names(&reload.removed));
        self.service
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

    fn kept(&self, error: &str) {
        let service = &self.service;
        service.metrics.reloaded("failed");
        let map = service.map.name();
        tracing::error!(map, error, "the map was not reloaded: the old one serves");
    }

    /// Reloads the map whenever its file changes, for ever.
    pub(crate) async fn watch(&self) {
        let map = &self.service.map;
        let mut looks = tokio::time::interval(LOOK);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut serving, mut last) = (map.first, map.first);
        loop {
            looks.tick().await;
            let now = Look::at(&map.path);
            if now == last && now != serving {
                self.reload_aside().await;
                serving = now;
            }
            last = now;
        }
    }

    /// Reloads without holding up what else is done.
    pub(crate) async fn reload_aside(&self) {
        let app = self.clone();
        // It can only fail by a panic, which was reported where it happened.
        let _ = tokio::task::spawn_blocking(move || app.reload()).await;
    }
}
