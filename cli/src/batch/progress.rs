//! How far a run is, for who waits at a terminal.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::traffic::Source;

const OF_A_FILE: &str = "{wide_bar} {percent}%  {msg}  {eta} left";
const OF_A_PIPE: &str = "{spinner} {binary_bytes}  {msg}";

/// Shows rows, rate and remaining time on standard error, if that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
}

impl Progress {
    pub(super) fn new(source: &Source, to_file: bool) -> Progress {
        // Rows that run over the terminal say enough, and would be torn by a bar.
        let shown = io::stderr().is_terminal() && (to_file || !io::stdout().is_terminal());
        let target = match shown {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
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

    pub(super) fn show(&self, rows: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let rate = rows as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{rows} rows, {rate:.0}/s"));
        self.bar.set_position(self.read.load(Ordering::Relaxed));
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
