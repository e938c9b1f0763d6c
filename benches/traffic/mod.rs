//! Numbers to time: of all regions and types, in random order, so that neither a cache nor a branch predictor
//! holds them.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that goes wrong should stop"
)]

use std::fs::File;
use std::io::Read;

use flate2::read::GzDecoder;

/// Numbers of the corpus that libphonenumber reads as they stand, in random order, each with its region.
pub(crate) fn worldwide() -> Vec<(String, String)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/corpus/numbering.tsv.gz"
    );
    let mut corpus = String::new();
    GzDecoder::new(File::open(path).unwrap())
        .read_to_string(&mut corpus)
        .unwrap();
    let mut numbers: Vec<_> = corpus
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (digits, reading, region) = (fields.next()?, fields.next()?, fields.next()?);
            (reading == "=").then(|| (format!("+{digits}"), region.to_owned()))
        })
        .collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for last in (1..numbers.len()).rev() {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        numbers.swap(last, (random % (last as u64 + 1)) as usize);
    }
    numbers
}
