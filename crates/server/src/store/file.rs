//! Conversations in a file. An acknowledged write survives any end of the process.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use redb::{
    Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, StorageError, TableDefinition,
};
use tokio::sync::oneshot;

use super::entry::{Entry, EntryKind, Event, Field, Key, Write, seconds};
use super::error::StoreError;

/// Entries: the second in which the last of its events no longer counts, then the fields `received` and `sent`, which may
/// be empty.
type Entries = TableDefinition<'static, &'static str, (u64, &'static str, &'static str)>;

/// The keys in the order in which their entries end.
type Ends = TableDefinition<'static, (u64, &'static str), ()>;

impl EntryKind {
    const ALL: [EntryKind; 2] = [EntryKind::Conversation, EntryKind::Contact];

    fn entries(self) -> Entries {
        TableDefinition::new(match self {
            EntryKind::Conversation => "conversations",
            EntryKind::Contact => "contacts",
        })
    }

    fn ends(self) -> Ends {
        TableDefinition::new(match self {
            EntryKind::Conversation => "conversations_by_end",
            EntryKind::Contact => "contacts_by_end",
        })
    }
}

/// How many writes one transaction makes durable, and how many may wait for their transaction.
const BATCH: usize = 1024;
const QUEUE: usize = 16 * BATCH;

/// How many entries a transaction forgets at most; it is more than a transaction can add.
const FORGET_BATCH: usize = 2 * BATCH;

/// How long a caller waits for a write; a disk that takes longer counts as failed.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// The pause after a failure, before the file is opened again.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// The size of the cache in memory, in bytes.
const CACHE: usize = 128 * 1024 * 1024;

/// Why a file of conversations was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Another process uses it.
    #[error("{path} is in use by another process: each needs a file of its own", path = .0.display())]
    InUse(PathBuf),
    /// It is no file of conversations, or it is damaged.
    #[error(
        "{path} is damaged, or no file of conversations: {what}\n  put a copy in its place, or move it away to begin without memory", path = .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// It could not be read or written.
    #[error("cannot open {path}: {error}", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// The entries of a file. One thread writes, and readers see what is durable.
pub(super) struct File {
    shared: Arc<Shared>,
    /// Taken when the file is dropped, which ends the thread.
    writer: Option<(SyncSender<Pending>, JoinHandle<()>)>,
}

struct Shared {
    path: PathBuf,
    /// How many entries of each kind are kept.
    limit: usize,
    /// `None` after a failure, until the file is opened again.
    database: RwLock<Option<Database>>,
}

/// A write, and the channel that reports that it is durable.
struct Pending {
    write: Write,
    durable: oneshot::Sender<()>,
}

impl File {
    /// Opens the file or creates it, and reads all of it once to check that it is not damaged.
    pub(super) fn open(path: &Path, limit: usize) -> Result<File, FileError> {
        let database = open(path, true).map_err(|error| FileError::of(path, error))?;
        let shared = Arc::new(Shared {
            path: path.to_owned(),
            limit,
            database: RwLock::new(Some(database)),
        });
        let (queue, writes) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("conversations".to_owned());
        let writer = Arc::clone(&shared);
        let thread = thread
            .spawn(move || writer.write_all(&writes))
            .map_err(|error| FileError::Unreadable {
                path: path.to_owned(),
                error,
            })?;
        Ok(File {
            shared,
            writer: Some((queue, thread)),
        })
    }

    /// Writes to an entry. The write is durable when this returns.
    pub(super) async fn write(&self, write: Write) -> Result<(), StoreError> {
        let (queue, _) = self.writer.as_ref().ok_or(StoreError::Away)?;
        let (durable, done) = oneshot::channel();
        // A full queue is a disk that has not kept up for long.
        queue
            .try_send(Pending { write, durable })
            .map_err(|_| StoreError::Slow)?;
        match tokio::time::timeout(WRITE_TIMEOUT, done).await {
            Ok(Ok(())) => Ok(()),
            // The writer dropped it, and has logged why.
            Ok(Err(_)) => Err(StoreError::Refused),
            Err(_) => Err(StoreError::Slow),
        }
    }

    pub(super) fn read(&self, key: &Key) -> Result<Entry, StoreError> {
        let database = self.shared.database();
        let database = database.as_ref().ok_or(StoreError::Away)?;
        read(database, key).map_err(|_| StoreError::Refused)
    }

    /// How many entries of a kind there are.
    pub(super) fn count(&self, kind: EntryKind) -> usize {
        let database = self.shared.database();
        let counted = database.as_ref().map(|database| count(database, kind));
        counted.and_then(Result::ok).unwrap_or_default()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if let Some((queue, thread)) = self.writer.take() {
            drop(queue);
            // It can only fail by a panic, which was reported where it happened.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("File").field(&self.shared.path).finish()
    }
}

impl Shared {
    /// A poisoned lock does no harm: the handle is replaced in one step.
    fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what arrives, all that waits in one transaction.
    fn write_all(&self, writes: &Receiver<Pending>) {
        let mut failed: Option<Instant> = None;
        while let Ok(first) = writes.recv() {
            let rest = writes.try_iter().take(BATCH - 1);
            let batch: Vec<Pending> = std::iter::once(first).chain(rest).collect();
            if failed.is_some_and(|at| at.elapsed() < RETRY_DELAY) {
                continue;
            }
            match self.write(&batch) {
                Ok(()) => {
                    if failed.take().is_some() {
                        tracing::info!("the file of conversations is written again");
                    }
                    for pending in batch {
                        // A caller that no longer waits needs no answer.
                        let _ = pending.durable.send(());
                    }
                }
                Err(error) => {
                    if failed.is_none() {
                        let error = error.to_string();
                        tracing::error!(error, "the file of conversations is not written");
                    }
                    failed = Some(Instant::now());
                }
            }
        }
    }

    fn write(&self, batch: &[Pending]) -> Result<(), redb::Error> {
        if self.database().is_none() {
            let opened = open(&self.path, false)?;
            self.replace(Some(opened));
        }
        let written = match &*self.database() {
            Some(database) => write(database, batch, self.limit),
            None => return Err(StorageError::PreviousIo.into()),
        };
        if written.is_err() {
            // After a failure the handle is unusable, but the file may be read with a new one.
            self.replace(None);
            self.replace(open(&self.path, false).ok());
        }
        written
    }

    fn replace(&self, database: Option<Database>) {
        let mut held = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *held, database);
        drop(held);
        // Closing the file may take a while, so the lock is released before.
        drop(before);
    }
}

fn open(path: &Path, checked: bool) -> Result<Database, redb::Error> {
    create(path)?;
    let database = Database::builder()
        .set_cache_size(CACHE)
        .set_check_integrity_on_open(checked)
        .create(path)?;
    // If the tables exist nothing is written, so that a file on a full disk can be read.
    if EntryKind::ALL
        .iter()
        .any(|&kind| count(&database, kind).is_err())
    {
        let transaction = database.begin_write()?;
        for kind in EntryKind::ALL {
            transaction.open_table(kind.entries())?;
            transaction.open_table(kind.ends())?;
        }
        transaction.commit()?;
    }
    Ok(database)
}

/// Creates the file if there is none, readable by its owner alone, since it contains people's numbers.
fn create(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn read(database: &Database, key: &Key) -> Result<Entry, redb::Error> {
    let entries = database.begin_read()?.open_table(key.kind.entries())?;
    let found = entries.get(key.as_str())?;
    Ok(found.map_or_else(Entry::default, |found| {
        let (_, received, sent) = found.value();
        Entry {
            received: Event::read(received),
            sent: Event::read(sent),
        }
    }))
}

fn count(database: &Database, kind: EntryKind) -> Result<usize, redb::Error> {
    let entries = database.begin_read()?.open_table(kind.entries())?;
    Ok(usize::try_from(entries.len()?).unwrap_or(usize::MAX))
}

fn write(database: &Database, batch: &[Pending], limit: usize) -> Result<(), redb::Error> {
    let now = seconds(SystemTime::now());
    let transaction = database.begin_write()?;
    for kind in EntryKind::ALL {
        let mut entries = transaction.open_table(kind.entries())?;
        let mut ends = transaction.open_table(kind.ends())?;
        let writes = batch.iter().map(|pending| &pending.write);
        for write in writes.filter(|write| write.key.kind == kind) {
            let key = write.key.as_str();
            let before = entries.get(key)?.map(|entry| {
                let (end, received, sent) = entry.value();
                (end, received.to_owned(), sent.to_owned())
            });
            let Some((end, received, sent)) = changed(write, before.as_ref(), now) else {
                continue;
            };
            if let Some((end, ..)) = before {
                ends.remove((end, key))?;
            }
            ends.insert((end, key), ())?;
            entries.insert(key, (end, received.as_str(), sent.as_str()))?;
        }
        for _ in 0..FORGET_BATCH {
            let Some((first, ())) = ends.first()?.map(|(end, none)| {
                let (end, key) = end.value();
                ((end, key.to_owned()), none.value())
            }) else {
                break;
            };
            let full = usize::try_from(entries.len()?).is_ok_and(|held| held > limit);
            let (end, key) = (first.0, first.1.as_str());
            if end > now && !full {
                break;
            }
            ends.remove((end, key))?;
            entries.remove(key)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// The entry after a write, or `None` if the write changes nothing.
fn changed(
    write: &Write,
    before: Option<&(u64, String, String)>,
    now: u64,
) -> Option<(u64, String, String)> {
    let end = write.event.second.saturating_add(write.remember.as_secs());
    if end <= now {
        return None;
    }
    let (before, mut received, mut sent) = before.cloned().unwrap_or_default();
    let field = match write.field {
        Field::Received => &mut received,
        Field::Sent => &mut sent,
    };
    if Event::read(field).is_some_and(|held| held.second > write.event.second) {
        return None;
    }
    *field = write.event.text();
    Some((end.max(before), received, sent))
}

impl FileError {
    fn of(path: &Path, error: redb::Error) -> FileError {
        let path = path.to_owned();
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
                FileError::InUse(path)
            }
            redb::Error::Io(error)
                if !matches!(
                    error.kind(),
                    ErrorKind::InvalidData | ErrorKind::UnexpectedEof
                ) =>
            {
                FileError::Unreadable { path, error }
            }
            error => FileError::Damaged {
                path,
                what: error.to_string(),
            },
        }
    }
}
