//! Use cases: what messages are for.

use crate::string_enum::string_enum;

string_enum! {
    /// What a message is for: `for` in a map.
    #[derive(Default)]
    pub enum UseCase {
        /// A one-time password.
        Otp = "otp",
        /// A message about something that the recipient did or owns: a receipt, an alert, an answer.
        #[default]
        Transactional = "transactional",
        /// Advertising.
        Marketing = "marketing",
    }
}
