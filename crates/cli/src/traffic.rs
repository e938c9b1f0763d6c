//! Traffic: files of rows with a phone number in each, CSV or JSON, read in bounded memory.
//!
//! Data flows one way: [`source`] opens and decompresses a file, [`traffic_file`] detects its layout, [`chunk`] divides
//! it into [`Chunk`]s of whole records, [`workers`] process the chunks on all cores, and [`csv`], [`json`] and
//! [`array`] read the records of a chunk. [`count`] does all of that for commands that only count rows. [`unreadable`]
//! reports a file in which nearly no number can be read.

pub(crate) mod array;
mod chunk;
mod count;
pub(crate) mod csv;
mod delimiter;
pub(crate) mod encoding;
mod gzip;
pub(crate) mod json;
mod layout;
mod progress;
mod sample;
mod shape;
mod source;
mod traffic_file;
mod unreadable;
pub(crate) mod workers;
mod zstd;

pub(crate) use chunk::{Chunk, LongRecordEnd};
pub(crate) use count::{Row, count};
pub(crate) use layout::{Columns, Layout};
pub(crate) use shape::Shape;
pub(crate) use traffic_file::TrafficFile;
pub(crate) use unreadable::UnreadableRows;
