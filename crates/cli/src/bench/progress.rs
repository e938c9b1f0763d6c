//! The progress bar of a measurement, on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows on standard error which measurement is running.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(measurements: usize) -> Progress {
        let bar = ProgressBar::new(measurements as u64);
        if !bar.is_hidden() {
            // Without colours, with or without NO_COLOR. If the template has an error, the default style remains.
            if let Ok(style) = ProgressStyle::with_template("{spinner} {bar:24} {pos}/{len} {msg}")
            {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress(bar)
    }

    /// Shows the measurement that begins now.
    pub(super) fn measuring(&self, name: String) {
        self.0.set_message(name);
    }

    /// Counts a measurement as complete.
    pub(super) fn measured(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
