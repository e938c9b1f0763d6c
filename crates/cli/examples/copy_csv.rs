//! Copies CSV from a file to standard output with the `csv` crate, record by record: what `originator batch` is
//! measured against.

use std::io::{self, BufWriter, Write};

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

const BUFFER: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("name a file of CSV")?;
    let mut from = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_path(path)?;
    let mut to = WriterBuilder::new()
        .flexible(true)
        .from_writer(BufWriter::with_capacity(BUFFER, io::stdout().lock()));
    let mut record = ByteRecord::new();
    while from.read_byte_record(&mut record)? {
        to.write_byte_record(&record)?;
    }
    to.into_inner()
        .map_err(|error| error.to_string())?
        .flush()?;
    Ok(())
}
