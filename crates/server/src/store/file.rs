//! Conversations in a file: what was acknowledged is there again after any end of the process.

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

use super::Missed;
use super::entry::{Event, Held, Kind, Name, Slot, Write, seconds};

/// Entries: the second in which the last of it no longer counts, what was received and what was sent, empty if never.
type Entries = TableDefinition<'static, &'static str, (u64, &'static str, &'static str)>;

/// The same names in the order in which they end.
type Ends = TableDefinition<'static, (u64, &'static str), ()>;

impl Kind {
    const ALL: [Kind; 2] = [Kind::Conversation, Kind::Contact];

    fn entries(self) -> Entries {
        TableDefinition::new(match self {
            Kind::Conversation => "conversations",
            Kind::Contact => "contacts",
        })
    }

    fn ends(self) -> Ends {
        TableDefinition::new(match self {
            Kind::Conversation => "conversations_by_end",
            Kind::Contact => "contacts_by_end",
        })
    }
}

/// How many writes are made durable in one step, and how many may wait for theirs.
const AT_ONCE: usize = 1024;
const WAITING: usize = 16 * AT_ONCE;

/// How many entries a step forgets at the most, more than it can add.
const FORGOTTEN_AT_ONCE: usize = 2 * AT_ONCE;

/// How long a write is waited for; a disk that takes longer is taken for one that failed.
const PATIENCE: Duration = Duration::from_secs(5);

/// After a failure the file is opened again, but not all the time.
const AGAIN: Duration = Duration::from_secs(1);

/// Of the file, in memory.
const CACHE: usize = 128 * 1024 * 1024;

/// Why a file of conversations was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Another process has it.
    #[error("{path} is in use by another process: each needs a file of its own", path = .0.display())]
    InUse(PathBuf),
    /// It is no such file, or not what was written.
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
    /// Taken at the end, so that the thread sees it.
    writer: Option<(SyncSender<Waiting>, JoinHandle<()>)>,
}

struct Shared {
    path: PathBuf,
    /// How many entries of each kind are kept.
    limit: usize,
    /// None after a failure, until the file is opened again.
    database: RwLock<Option<Database>>,
}

/// A write, and who waits for it to be durable.
struct Waiting {
    write: Write,
    durable: oneshot::Sender<()>,
}

impl File {
    /// Opens the file or makes it, and reads all of it once to see that it is whole.
    pub(super) fn open(path: &Path, limit: usize) -> Result<File, FileError> {
        let database = open(path, true).map_err(|error| FileError::of(path, error))?;
        let shared = Arc::new(Shared {
            path: path.to_owned(),
            limit,
            database: RwLock::new(Some(database)),
        });
        let (waiting, writes) = sync_channel(WAITING);
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
            writer: Some((waiting, thread)),
        })
    }

    /// Keeps what happened. It is durable when this is done.
    pub(super) async fn keep(&self, write: Write) -> Result<(), Missed> {
        let (sender, _) = self.writer.as_ref().ok_or(Missed::Away)?;
        let (durable, done) = oneshot::channel();
        // A full queue is a disk that has not kept up for long.
        sender
            .try_send(Waiting { write, durable })
            .map_err(|_| Missed::Slow)?;
        match tokio::time::timeout(PATIENCE, done).await {
            Ok(Ok(())) => Ok(()),
            // The writer dropped it: what it says is in the logs.
            Ok(Err(_)) => Err(Missed::Refused),
            Err(_) => Err(Missed::Slow),
        }
    }

    pub(super) fn read(&self, name: &Name) -> Result<Held, Missed> {
        let database = self.shared.database();
        let database = database.as_ref().ok_or(Missed::Away)?;
        read(database, name).map_err(|_| Missed::Refused)
    }

    /// How many entries of a kind there are.
    pub(super) fn count(&self, kind: Kind) -> usize {
        let database = self.shared.database();
        let counted = database.as_ref().map(|database| count(database, kind));
        counted.and_then(Result::ok).unwrap_or_default()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if let Some((waiting, thread)) = self.writer.take() {
            drop(waiting);
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
    /// The lock guards a handle that is replaced in one step.
    fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what comes, as much as waits in one step.
    fn write_all(&self, writes: &Receiver<Waiting>) {
        let mut failed: Option<Instant> = None;
        while let Ok(first) = writes.recv() {
            let rest = writes.try_iter().take(AT_ONCE - 1);
            let batch: Vec<Waiting> = std::iter::once(first).chain(rest).collect();
            if failed.is_some_and(|at| at.elapsed() < AGAIN) {
                continue;
            }
            match self.write(&batch) {
                Ok(()) => {
                    if failed.take().is_some() {
                        tracing::info!("the file of conversations is written again");
                    }
                    for waiting in batch {
                        // Who does not wait any more does not want to know.
                        let _ = waiting.durable.send(());
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

    fn write(&self, batch: &[Waiting]) -> Result<(), redb::Error> {
        if self.database().is_none() {
            let opened = open(&self.path, false)?;
            self.replace(Some(opened));
        }
        let written = match &*self.database() {
            Some(database) => write(database, batch, self.limit),
            None => return Err(StorageError::PreviousIo.into()),
        };
        if written.is_err() {
            // After a failure the handle does nothing more, but what is there may be read over another.
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
        // Closing it may take the disk a while.
        drop(before);
    }
}

fn open(path: &Path, checked: bool) -> Result<Database, redb::Error> {
    make(path)?;
    let database = Database::builder()
        .set_cache_size(CACHE)
        .set_check_integrity_on_open(checked)
        .create(path)?;
    // A disk that is full may still be read.
    if Kind::ALL
        .iter()
        .any(|&kind| count(&database, kind).is_err())
    {
        let transaction = database.begin_write()?;
        for kind in Kind::ALL {
            transaction.open_table(kind.entries())?;
            transaction.open_table(kind.ends())?;
        }
        transaction.commit()?;
    }
    Ok(database)
}

/// Makes the file if it is not there, for nobody else to read: there are people's numbers in it.
fn make(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn read(database: &Database, name: &Name) -> Result<Held, redb::Error> {
    let entries = database.begin_read()?.open_table(name.kind.entries())?;
    let found = entries.get(name.as_str())?;
    Ok(found.map_or_else(Held::default, |found| {
        let (_, received, sent) = found.value();
        Held {
            received: Event::read(received),
            sent: Event::read(sent),
        }
    }))
}

fn count(database: &Database, kind: Kind) -> Result<usize, redb::Error> {
    let entries = database.begin_read()?.open_table(kind.entries())?;
    Ok(usize::try_from(entries.len()?).unwrap_or(usize::MAX))
}

fn write(database: &Database, batch: &[Waiting], limit: usize) -> Result<(), redb::Error> {
    let now = seconds(SystemTime::now());
    let transaction = database.begin_write()?;
    for kind in Kind::ALL {
        let mut entries = transaction.open_table(kind.entries())?;
        let mut ends = transaction.open_table(kind.ends())?;
        let writes = batch.iter().map(|waiting| &waiting.write);
        for write in writes.filter(|write| write.name.kind == kind) {
            let name = write.name.as_str();
            let before = entries.get(name)?.map(|held| {
                let (end, received, sent) = held.value();
                (end, received.to_owned(), sent.to_owned())
            });
            let Some((end, received, sent)) = changed(write, before.as_ref(), now) else {
                continue;
            };
            if let Some((end, ..)) = before {
                ends.remove((end, name))?;
            }
            ends.insert((end, name), ())?;
            entries.insert(name, (end, received.as_str(), sent.as_str()))?;
        }
        for _ in 0..FORGOTTEN_AT_ONCE {
            let Some((first, ())) = ends.first()?.map(|(end, none)| {
                let (end, name) = end.value();
                ((end, name.to_owned()), none.value())
            }) else {
                break;
            };
            let full = usize::try_from(entries.len()?).is_ok_and(|held| held > limit);
            let (end, name) = (first.0, first.1.as_str());
            if end > now && !full {
                break;
            }
            ends.remove((end, name))?;
            entries.remove(name)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// What an entry becomes, if it changes.
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
    let slot = match write.slot {
        Slot::Received => &mut received,
        Slot::Sent => &mut sent,
    };
    if Event::read(slot).is_some_and(|held| held.second > write.event.second) {
        return None;
    }
    *slot = write.event.text();
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
