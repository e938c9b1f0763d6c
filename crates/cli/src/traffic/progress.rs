//! The progress bar of a run, on a terminal.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::source::Source;

const OF_A_FILE: &str = "{wide_bar} {percent}%  {msg}  {eta} left";
const OF_A_PIPE: &str = "{spinner} {binary_bytes}  {msg}";

/// Shows rows, rate and remaining time on standard error, if that is a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
}

impl Progress {
    /// A bar, which is hidden if the rows themselves are printed on the terminal: they would break it.
    pub(crate) fn new(source: &Source, rows_on_stdout: bool) -> Progress {
        let would_break = rows_on_stdout && io::stdout().is_terminal();
        let shown = io::stderr().is_terminal() && !would_break;
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let template = source.length.map_or(OF_A_PIPE, |_| OF_A_FILE);
        let bar = ProgressBar::with_draw_target(source.length, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            read: Arc::clone(&source.read),
        }
    }

    pub(crate) fn show(&self, rows: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let rate = rows as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{rows} rows, {rate:.0}/s"));
        self.bar.set_position(self.read.load(Ordering::Relaxed));
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
