//! Logs: one line of JSON for each request, with no number and no token in it.

use std::fmt;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Writes the logs of the service to standard error, one JSON object a line; those of the libraries under it
/// nowhere, since they know nothing of what must not be logged.
pub fn log_to_stderr() {
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_writer(std::io::stderr);
    let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), Level::INFO);
    let subscriber = tracing_subscriber::registry().with(ours).with(lines);
    // Who set a subscriber before keeps it.
    let _ = subscriber.try_init();
}

/// A number as it may be logged: the first digits, which tell the country, and the last two.
pub(crate) struct Masked<T> {
    pub(crate) number: T,
    /// Show it as it is.
    pub(crate) plain: bool,
}

impl<T: fmt::Display> fmt::Display for Masked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.number.to_string();
        let length = text.chars().count();
        for (place, character) in text.chars().enumerate() {
            let shown = self.plain || place < 4 || place + 2 >= length;
            fmt::Write::write_char(f, if shown { character } else { '*' })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked_unless_asked() {
        let masked = |number: &str, plain| Masked { number, plain }.to_string();
        assert_eq!(masked("+12025550123", false), "+120******23");
        assert_eq!(masked("+12025550123", true), "+12025550123");
        assert_eq!(masked("+29051", false), "+29051", "too short to hide");
        assert_eq!(masked("", false), "");
    }
}
