//! The resident memory of this process, on Linux.

use std::fs;

/// The resident memory of the process, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resident {
    pub(super) now: u64,
    /// The peak since the process started.
    pub(super) peak: u64,
}

/// The resident memory; `None` on systems other than Linux.
pub(super) fn resident_memory() -> Option<Resident> {
    parse(&fs::read_to_string("/proc/self/status").ok()?)
}

/// Reads `VmRSS` and `VmHWM` of proc_pid_status(5), which are in KiB.
fn parse(status: &str) -> Option<Resident> {
    let bytes = |name: &str| {
        let mut lines = status.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let kib: u64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
        kib.checked_mul(1024)
    };
    Some(Resident {
        now: bytes("VmRSS")?,
        peak: bytes("VmHWM")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_or_it_is_not() {
        let status =
            "Name:\toriginator\nVmHWM:\t    5120 kB\nVmRSS:\t    4096 kB\nRssAnon:\t 1 kB\n";
        let resident = Resident {
            now: 4 << 20,
            peak: 5 << 20,
        };
        assert_eq!(parse(status), Some(resident));
        assert_eq!(parse("VmRSS:\t4096 kB\n"), None, "no peak");
        assert_eq!(parse("VmHWM:\t1 MB\nVmRSS:\t1 MB\n"), None, "another unit");
    }
}
