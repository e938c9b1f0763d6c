//! A bar on a terminal, and nothing elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How far the measurements are, on standard error.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(measurements: usize) -> Progress {
        let bar = ProgressBar::new(measurements as u64);
        if !bar.is_hidden() {
            // No colours, whether NO_COLOR asks for none or not; a template that is wrong leaves the bar's own.
            if let Ok(style) = ProgressStyle::with_template("{spinner} {bar:24} {pos}/{len} {msg}")
            {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress(bar)
    }

    /// Says what is measured now.
    pub(super) fn measuring(&self, what: String) {
        self.0.set_message(what);
    }

    /// One measurement is done.
    pub(super) fn measured(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
