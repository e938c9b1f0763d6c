//! What a message is for.

use crate::string_enum::string_enum;

string_enum! {
    /// What a message is for: `for` in a map.
    #[derive(Default)]
    pub enum UseCase {
        /// A one-time password.
        Otp = "otp",
        /// About something the recipient did or owns: receipts, alerts, answers.
        #[default]
        Transactional = "transactional",
        /// Advertising.
        Marketing = "marketing",
    }
}
