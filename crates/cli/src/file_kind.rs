//! Detects by its first bytes that a file is not text: a compressed file, an archive, a workbook, a document, a
//! database, or text in another encoding.
//!
//! Nothing is decompressed or converted here; a message names the kind, and says how to get text out of the file.

use crate::printable::shell_word;

/// The number of first bytes that [`file_kind`] needs: they contain the names of a workbook's first parts.
pub(crate) const SIGNATURE_BYTES: usize = 16 * 1024;

/// A kind of file, and what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileKind {
    /// The name of the kind with its article, as in "is a ZIP archive".
    pub(crate) name: &'static str,
    /// The advice, for files of numbers and for maps, with [`FILE`] as the placeholder for the name of the file.
    fix: &'static str,
}

/// The placeholder for the name of the file.
const FILE: &str = "FILE";

impl FileKind {
    /// The advice for the file of this name; `None` is standard input.
    pub(crate) fn fix(&self, file: Option<&str>) -> String {
        match file {
            Some(file) => self.fix.replace(FILE, &shell_word(file)),
            None => self.fix.to_owned(),
        }
    }
}

const DECOMPRESS_BZIP2: &str = "decompress it first: bzip2 -dc FILE | originator … -";
const DECOMPRESS_XZ: &str = "decompress it first: xz -dc FILE | originator … -";
const DECOMPRESS_LZ4: &str = "decompress it first: lz4 -dc FILE | originator … -";
const DECOMPRESS_LZIP: &str = "decompress it first: lzip -dc FILE | originator … -";
const DECOMPRESS_GZIP: &str = "decompress it first: gzip -dc FILE | originator … -";
const DECOMPRESS_ZSTD: &str = "decompress it first: zstd -dc FILE | originator … -";
const DECOMPRESS_ZIP: &str = "decompress it first: unzip -p FILE | originator … -";
const DECOMPRESS_7Z: &str = "decompress it first: 7z x -so FILE | originator … -";
const DECOMPRESS_RAR: &str = "decompress it first: unrar p -inul FILE | originator … -";
const DECOMPRESS_TAR: &str = "decompress it first: tar -xOf FILE | originator … -";
const DECOMPRESS_OTHER: &str = "decompress it first";
const EXPORT_CSV: &str = "open it in a spreadsheet program and save it as CSV in UTF-8";
const EXPORT_TABLE: &str = "export the table as CSV first";
const EXPORT_TEXT: &str = "export its text first";
const SAVE_UTF_8: &str =
    "save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8 FILE | originator … -";
const SAVE_UTF_16LE: &str =
    "save it as UTF-8, or convert it: iconv -f UTF-16LE -t UTF-8 FILE | originator … -";
const SAVE_UTF_16BE: &str =
    "save it as UTF-8, or convert it: iconv -f UTF-16BE -t UTF-8 FILE | originator … -";
const SAVE_UTF_32: &str =
    "save it as UTF-8, or convert it: iconv -f UTF-32 -t UTF-8 FILE | originator … -";

/// Kinds by their first bytes; the first match counts.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"\xff\xfe\0\0", "UTF-32 text", SAVE_UTF_32),
    (b"\0\0\xfe\xff", "UTF-32 text", SAVE_UTF_32),
    (b"\xff\xfe", "UTF-16 text", SAVE_UTF_8),
    (b"\xfe\xff", "UTF-16 text", SAVE_UTF_8),
    (b"\x1f\x8b", "a gzip file", DECOMPRESS_GZIP),
    (b"\x28\xb5\x2f\xfd", "a zstd file", DECOMPRESS_ZSTD),
    (b"\xfd7zXZ\0", "an xz file", DECOMPRESS_XZ),
    (b"\x5d\0\0", "an LZMA file", DECOMPRESS_XZ),
    (b"LZIP\x01", "an lzip file", DECOMPRESS_LZIP),
    (b"\x04\x22\x4d\x18", "an lz4 file", DECOMPRESS_LZ4),
    (b"\x02\x21\x4c\x18", "an lz4 file", DECOMPRESS_LZ4),
    (b"\xff\x06\0\0sNaPpY", "a snappy file", DECOMPRESS_OTHER),
    (b"\x1f\x9d", "a file of `compress`", DECOMPRESS_GZIP),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", DECOMPRESS_7Z),
    (b"Rar!\x1a\x07", "a RAR archive", DECOMPRESS_RAR),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an older Excel workbook (.xls), a workbook with a password, or another OLE file",
        EXPORT_CSV,
    ),
    (b"%PDF-", "a PDF document", EXPORT_TEXT),
    (b"{\\rtf", "a document in Rich Text Format", EXPORT_TEXT),
    (b"PAR1", "a Parquet file", EXPORT_TABLE),
    (b"ARROW1\0\0", "an Arrow file", EXPORT_TABLE),
    (b"FEA1", "a Feather file", EXPORT_TABLE),
    (b"Obj\x01", "an Avro file", EXPORT_TABLE),
    (b"ORC\x08", "an ORC file", EXPORT_TABLE),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", EXPORT_TABLE),
    (b"SQLite format 3\0", "an SQLite database", EXPORT_TABLE),
    (b"RDX3\n", "a data file of R", EXPORT_TABLE),
    (b"\x80\x04\x95", "a Python pickle", EXPORT_TABLE),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", EXPORT_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", EXPORT_TEXT),
    (b"\x7fELF", "a program", "pass a text file"),
];

/// Kinds of markup by their first words, in any case, after white space.
const MARKUP: &[(&[u8], &str, &str)] = &[
    (
        b"<!doctype html",
        "an HTML page",
        "if you downloaded it, sign in and download the file itself; save a table in it as CSV",
    ),
    (
        b"<html",
        "an HTML page",
        "if you downloaded it, sign in and download the file itself; save a table in it as CSV",
    ),
    (b"<?xml", "an XML file", EXPORT_TABLE),
];

/// The kind of a file with these first bytes; `None` if it may be text in UTF-8 or in a single-byte encoding.
/// Pass at least [`SIGNATURE_BYTES`] bytes, or the whole file.
pub(crate) fn file_kind(first: &[u8]) -> Option<FileKind> {
    let kind = |name, fix| Some(FileKind { name, fix });
    for (signature, name, fix) in SIGNATURES {
        if first.starts_with(signature) {
            return kind(name, fix);
        }
    }
    if is_bzip2(first) {
        return kind("a bzip2 file", DECOMPRESS_BZIP2);
    }
    if let [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] = first {
        return Some(in_zip(first));
    }
    if first.get(257..262) == Some(b"ustar") {
        return kind("a tar archive", DECOMPRESS_TAR);
    }
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let text = text.trim_ascii_start();
    for (begin, name, fix) in MARKUP {
        let head = text.get(..begin.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(begin) {
            return kind(name, fix);
        }
    }
    match utf_16_without_mark(first) {
        Some(ByteOrder::Little) => return kind("UTF-16 text", SAVE_UTF_16LE),
        Some(ByteOrder::Big) => return kind("UTF-16 text", SAVE_UTF_16BE),
        None => {}
    }
    if is_binary(first) {
        return kind("a binary file, not text", "pass a text file");
    }
    None
}

fn is_bzip2(first: &[u8]) -> bool {
    // The size of the blocks, then the digits of pi, or of its root in an empty file.
    let Some([b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]) = first.get(..10) else {
        return false;
    };
    rest == b"1AY&SY" || rest == b"\x17\x72\x45\x38\x50\x90"
}

/// The kind of a ZIP archive, by the names of its first entries.
fn in_zip(first: &[u8]) -> FileKind {
    let mut is_office = false;
    for place in memchr::memmem::find_iter(first, b"PK\x03\x04") {
        let header = first.get(place..).unwrap_or_default();
        let length = match header.get(26..28) {
            Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
            _ => break,
        };
        let after = header.get(30..).unwrap_or_default();
        let entry = after.get(..length).unwrap_or(after);
        let content = after.get(length..).unwrap_or_default();
        let kind = |name, fix| FileKind { name, fix };
        if entry.starts_with(b"xl/") {
            return kind("an Excel workbook", EXPORT_CSV);
        }
        if entry.starts_with(b"word/") || entry.starts_with(b"ppt/") {
            return kind("an Office document", EXPORT_TEXT);
        }
        if entry == b"mimetype" && content.starts_with(b"application/vnd.oasis.opendocument") {
            return kind("an OpenDocument workbook or document", EXPORT_CSV);
        }
        if entry.starts_with(b"Index/") {
            return kind("a Numbers workbook or another iWork document", EXPORT_CSV);
        }
        is_office |= entry == b"[Content_Types].xml" || entry.starts_with(b"docProps/");
    }
    if is_office {
        FileKind {
            name: "an Excel workbook or another Office document",
            fix: EXPORT_CSV,
        }
    } else {
        FileKind {
            name: "a ZIP archive",
            fix: DECOMPRESS_ZIP,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ByteOrder {
    Little,
    Big,
}

/// The byte order of UTF-16 text without a byte order mark. In mostly ASCII text, one byte of nearly every pair is
/// zero.
fn utf_16_without_mark(first: &[u8]) -> Option<ByteOrder> {
    let pairs = first.as_chunks::<2>().0;
    let (mut little, mut big) = (0, 0);
    for pair in pairs {
        match pair {
            [0, 0] => {}
            [_, 0] => little += 1,
            [0, _] => big += 1,
            _ => {}
        }
    }
    if pairs.len() < 2 {
        None
    } else if little * 10 >= pairs.len() * 8 {
        Some(ByteOrder::Little)
    } else if big * 10 >= pairs.len() * 8 {
        Some(ByteOrder::Big)
    } else {
        None
    }
}

/// Whether there are more control characters than in any text. Rows may have a few of them.
fn is_binary(first: &[u8]) -> bool {
    let is_control = |&&byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f);
    let controls = first.iter().filter(is_control).count();
    controls >= 32 && controls * 25 >= first.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry of a ZIP archive that is stored.
    fn entry(name: &str, content: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(26, 0);
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
        bytes
    }

    #[test]
    fn a_file_is_named_for_what_it_is() {
        let utf_16 = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(unit).collect()
        };
        let mut tar = b"to.csv".to_vec();
        tar.resize(257, 0);
        tar.extend(b"ustar\0");
        let noise: Vec<u8> = (0..2000_u32)
            .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        for (first, what) in [
            (b"BZh91AY&SY\x12\x34".to_vec(), "a bzip2 file"),
            (b"BZh9\x17\x72\x45\x38\x50\x90".to_vec(), "a bzip2 file"),
            (b"\xfd7zXZ\0\0\x04".to_vec(), "an xz file"),
            (b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "a 7z archive"),
            (b"Rar!\x1a\x07\x01\0".to_vec(), "a RAR archive"),
            (b"\x04\x22\x4d\x18\x64".to_vec(), "an lz4 file"),
            (b"PAR1\x15\x04".to_vec(), "a Parquet file"),
            (b"%PDF-1.7\n%".to_vec(), "a PDF document"),
            (tar, "a tar archive"),
            (entry("to.csv", "to\n"), "a ZIP archive"),
            (b"PK\x05\x06\0\0".to_vec(), "a ZIP archive"),
            (
                [
                    entry("docProps/app.xml", "x"),
                    entry("xl/workbook.xml", "x"),
                ]
                .concat(),
                "an Excel workbook",
            ),
            (entry("xl/workbook.bin", "x"), "an Excel workbook"),
            (
                entry("[Content_Types].xml", "x"),
                "an Excel workbook or another Office document",
            ),
            (
                entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                "an OpenDocument workbook or document",
            ),
            (entry("word/document.xml", "x"), "an Office document"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
                "an older Excel workbook (.xls), a workbook with a password, or another OLE file",
            ),
            (utf_16("\u{feff}to\n1\n", u16::to_le_bytes), "UTF-16 text"),
            (utf_16("\u{feff}to\n1\n", u16::to_be_bytes), "UTF-16 text"),
            (utf_16("to\n+46\n", u16::to_le_bytes), "UTF-16 text"),
            (utf_16("to\n+46\n", u16::to_be_bytes), "UTF-16 text"),
            (b"\xff\xfe\0\0t\0\0\0".to_vec(), "UTF-32 text"),
            (b"\n <!DOCTYPE HTML>".to_vec(), "an HTML page"),
            (b"\xef\xbb\xbf<?xml version".to_vec(), "an XML file"),
            (noise, "a binary file, not text"),
        ] {
            let found = file_kind(&first).map(|kind| kind.name);
            assert_eq!(found, Some(what), "{}", first.escape_ascii());
        }
    }

    #[test]
    fn text_is_no_other_kind() {
        for (first, why) in [
            (&b""[..], "nothing"),
            (b"\0", "a NUL alone"),
            (b"to,\0\n+12025550123,a\0b\n", "some NULs in rows"),
            (b"to\n+46701740605\n", "ASCII"),
            (b"PKZ,to\n", "a header that begins as ZIP does"),
            (b"BZh9,to\n", "a header that begins as bzip2 does"),
            (b"caf\xe9,to\n", "Latin-1"),
            (b"\xef\xbb\xbfto\n", "UTF-8 with a mark"),
            (b"<to>,x\n", "a name in angle brackets"),
            (b"\x1b[31m,to\n", "an escape sequence"),
        ] {
            assert_eq!(file_kind(first), None, "{why}");
        }
    }
}
