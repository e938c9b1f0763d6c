//! Logs: one line of JSON for each event, written by a thread of its own; and how a number is masked in them.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use originator::Number;
use serde::ser::{SerializeMap, Serializer};
use tracing::{Event, Level, Subscriber};
use tracing_serde::{AsSerde, SerdeMapVisitor};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

/// How many bytes may wait to be written; a line beyond them is dropped and counted.
const MAX_WAITING: usize = 4 * 1024 * 1024;

/// How often waiting lines are written. Waking the writer for each line would take longer than making the line.
const WRITE_INTERVAL: Duration = Duration::from_millis(20);

/// How long the end of the process waits for a slow reader.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

/// Lines on their way to standard error.
struct Waiting {
    lines: Mutex<Vec<u8>>,
    lost: AtomicUsize,
}

static WAITING: Waiting = Waiting {
    lines: Mutex::new(Vec::new()),
    lost: AtomicUsize::new(0),
};

/// The writer of the logs. When it is dropped, waiting lines are written first.
#[derive(Debug)]
#[must_use = "logs end when this is dropped"]
pub struct Logs {
    stop: Option<Sender<()>>,
    stopped: Receiver<()>,
}

/// Writes the logs of the service to standard error, one JSON object a line. Logs of the libraries that it uses are
/// not written, since a library does not know what must not be logged.
///
/// A thread of its own writes them. A slow reader loses log lines, which are counted; requests never wait for it.
pub fn log_to_stderr() -> Logs {
    let lines = tracing_subscriber::fmt::layer()
        .event_format(JsonLine)
        .with_writer(|| &WAITING);
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), Level::INFO);
    let subscriber = tracing_subscriber::registry().with(ours).with(lines);
    // If the process has set a subscriber before, that one stays.
    let _ = subscriber.try_init();
    let (stop, stopping) = channel();
    let (last, stopped) = channel();
    let writer = std::thread::Builder::new().name("logs".to_owned());
    // Without a thread, lines are dropped and counted.
    let _ = writer.spawn(move || {
        write_out(&stopping);
        drop(last);
    });
    Logs {
        stop: Some(stop),
        stopped,
    }
}

/// Writes waiting lines, until the other end is dropped.
fn write_out(stopping: &Receiver<()>) {
    let mut lines = Vec::new();
    loop {
        let stop = stopping.recv_timeout(WRITE_INTERVAL) == Err(RecvTimeoutError::Disconnected);
        std::mem::swap(&mut lines, &mut *WAITING.lines());
        // There is no other place to report a failure.
        let _ = io::stderr().write_all(&lines);
        lines.clear();
        if stop {
            return;
        }
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        self.stop = None;
        let _ = self.stopped.recv_timeout(FLUSH_TIMEOUT);
    }
}

impl Waiting {
    fn lines(&self) -> impl std::ops::DerefMut<Target = Vec<u8>> + '_ {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl io::Write for &Waiting {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut lines = self.lines();
        if lines.len() + line.len() > MAX_WAITING {
            self.lost.fetch_add(1, Ordering::Relaxed);
        } else {
            lines.extend_from_slice(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many lines were dropped.
pub(crate) fn lost() -> usize {
    WAITING.lost.load(Ordering::Relaxed)
}

/// An event as one JSON object: its time, its level and its fields. The library's own formatter checks for each piece
/// of a line that it is UTF-8, which takes longer than writing the line.
struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let line = json_line(event).map_err(|_| fmt::Error)?;
        writer.write_str(std::str::from_utf8(&line).map_err(|_| fmt::Error)?)
    }
}

fn json_line(event: &Event<'_>) -> serde_json::Result<Vec<u8>> {
    let mut time = String::with_capacity(32);
    // Writing to a string cannot fail.
    let _ = SystemTime.format_time(&mut Writer::new(&mut time));
    let mut line = Vec::with_capacity(512);
    let mut json = serde_json::Serializer::new(&mut line);
    let mut fields = json.serialize_map(None)?;
    fields.serialize_entry("timestamp", &time)?;
    fields.serialize_entry("level", &event.metadata().level().as_serde())?;
    let mut fields = SerdeMapVisitor::new(fields);
    event.record(&mut fields);
    fields.finish()?;
    line.push(b'\n');
    Ok(line)
}

/// A number as it may be logged: its first digits, which tell the country, and its last two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Masked {
    pub(crate) number: Number,
    /// Whether the whole number is shown.
    pub(crate) plain: bool,
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number.to_string();
        let last = number.len().saturating_sub(2);
        match (number.get(..4), number.get(4..last), number.get(last..)) {
            (Some(country), Some(middle), Some(end)) if !self.plain => {
                write!(f, "{country}{:*<1$}{end}", "", middle.len())
            }
            _ => f.write_str(&number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked_unless_asked() {
        let masked = |digits: &str, plain| {
            let number = Number::from_digits(digits.as_bytes()).unwrap();
            Masked { number, plain }.to_string()
        };
        assert_eq!(masked("12025550123", false), "+120******23");
        assert_eq!(masked("12025550123", true), "+12025550123");
        assert_eq!(masked("29051", false), "+29051", "too short to hide");
    }
}
