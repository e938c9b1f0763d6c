//! The cryptography of TLS.

use std::sync::Once;

/// Makes `ring` the cryptography of TLS in this process, unless it already has another. Clients of `reqwest` need
/// one.
pub fn tls_by_ring() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // If the process has installed a provider before, that one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
