//! The map's file: read, watched, and read again.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use crate::app::App;

/// A file is written in more than one step: what happens within this time is one change.
const SETTLING: Duration = Duration::from_millis(200);

/// The file of a map, and how it is read.
pub struct MapFile {
    path: PathBuf,
    name: String,
    read: Box<dyn Fn() -> Result<String, String> + Send + Sync>,
    /// Of the text that serves, so that a touched file is no change.
    serving: AtomicU64,
}

impl MapFile {
    /// A map at this path, which names it in errors, read by a function that says what is wrong if it cannot.
    pub fn new(
        path: impl Into<PathBuf>,
        read: impl Fn() -> Result<String, String> + Send + Sync + 'static,
    ) -> MapFile {
        let path = path.into();
        MapFile {
            name: path.to_string_lossy().into_owned(),
            path,
            read: Box::new(read),
            serving: AtomicU64::new(0),
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
        let text = match service.map.read() {
            Ok(text) => text,
            Err(error) => return self.kept(&error),
        };
        if service.map.is_serving(&text) {
            service.metrics.reloaded("unchanged");
            return;
        }
        match service.router.reload(&text) {
            Ok(()) => {
                service.map.serves(&text);
                service.metrics.reloaded("ok");
                tracing::info!(map = service.map.name(), "the map was reloaded");
            }
            Err(errors) => self.kept(&errors.to_string()),
        }
    }

    fn kept(&self, error: &str) {
        let service = &self.service;
        service.metrics.reloaded("failed");
        let map = service.map.name();
        tracing::error!(map, error, "the map was not reloaded: the old one serves");
    }

    /// Reloads the map whenever its file changes, for as long as what is returned lives.
    pub(crate) fn watch(&self) -> notify::Result<impl Drop + use<>> {
        let (changed, mut changes) = mpsc::channel::<()>(1);
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                // Our own reading is an access too.
                if event.is_ok_and(|event| is_change(event.kind)) {
                    // A full channel has the message already.
                    let _ = changed.try_send(());
                }
            })?;
        // The folder, since editors put a new file in the old one's place.
        let path = std::path::absolute(&self.service.map.path)?;
        let folder = path.parent().unwrap_or(Path::new("/"));
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        let app = self.clone();
        let task = tokio::spawn(async move {
            while changes.recv().await.is_some() {
                tokio::time::sleep(SETTLING).await;
                while changes.try_recv().is_ok() {}
                app.reload_aside().await;
            }
        });
        Ok(Watch {
            _watcher: watcher,
            task,
        })
    }

    /// Reloads without holding up what else is done.
    pub(crate) async fn reload_aside(&self) {
        let app = self.clone();
        // It can only fail by a panic, which was reported where it happened.
        let _ = tokio::task::spawn_blocking(move || app.reload()).await;
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

struct Watch<W> {
    _watcher: W,
    task: tokio::task::JoinHandle<()>,
}

impl<W> Drop for Watch<W> {
    fn drop(&mut self) {
        self.task.abort();
    }
}
