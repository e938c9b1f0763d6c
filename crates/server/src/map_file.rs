//! The map's file: how it is read, and how a change of it is noticed. Reloading is in `reload`.

use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file of a map, and how it is read.
pub struct MapFile {
    path: PathBuf,
    name: String,
    read: Box<dyn Fn() -> Result<String, String> + Send + Sync>,
    /// The fingerprint of the text that is in use, so that a file that was only touched is no change.
    serving: AtomicU64,
    /// Held from reading a text until it is in use, so that an older text never replaces a newer one.
    reloading: Mutex<()>,
    /// The stamp of the file before it was first read.
    first: Option<FileStamp>,
}

/// What tells that a file has changed, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileStamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
}

impl MapFile {
    /// A map at this path, by which errors name it. The function reads it, and says what is wrong if it cannot.
    pub fn new(
        path: impl Into<PathBuf>,
        read: impl Fn() -> Result<String, String> + Send + Sync + 'static,
    ) -> MapFile {
        let path = path.into();
        MapFile {
            first: FileStamp::of(&path),
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

    /// Notes that this text is in use from now on.
    pub(crate) fn set_serving(&self, text: &str) {
        self.serving.store(fingerprint(text), Ordering::Relaxed);
    }

    pub(crate) fn is_serving(&self, text: &str) -> bool {
        self.serving.load(Ordering::Relaxed) == fingerprint(text)
    }

    /// Waits for a reload that is in progress, and keeps others out until the guard is dropped.
    pub(crate) fn lock_reload(&self) -> MutexGuard<'_, ()> {
        let reloading = self.reloading.lock();
        reloading.unwrap_or_else(PoisonError::into_inner)
    }

    /// The stamp of the file before it was first read.
    pub(crate) fn first_stamp(&self) -> Option<FileStamp> {
        self.first
    }

    /// The stamp of the file now; `None` if there is no file.
    pub(crate) fn stamp(&self) -> Option<FileStamp> {
        FileStamp::of(&self.path)
    }
}

impl FileStamp {
    fn of(path: &Path) -> Option<FileStamp> {
        let file = fs::metadata(path).ok()?;
        Some(FileStamp {
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
