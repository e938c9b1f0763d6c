//! However a file is divided into chunks, its records are those of the whole file.

use std::io::Cursor;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::super::csv::Records;
use super::*;

type Cells = Vec<Vec<u8>>;

fn chunker(text: &[u8], framing: Framing, chunk_bytes: usize, limit: usize) -> Chunker {
    let reader = Box::new(Cursor::new(text.to_vec()));
    let mut chunker = Chunker::new(reader, limit);
    chunker.set_framing(framing);
    chunker.chunk_bytes = chunk_bytes;
    chunker
}

fn chunks_of(text: &[u8], framing: Framing, chunk_bytes: usize, limit: usize) -> Vec<Chunk> {
    let chunker = chunker(text, framing, chunk_bytes, limit);
    chunker.map(Result::unwrap).collect()
}

fn joined(chunks: &[Chunk]) -> Vec<u8> {
    let mut text = Vec::new();
    for chunk in chunks {
        text.extend(chunk.bytes());
        if let Chunk::Long { end: Some(end), .. } = chunk {
            text.extend(&end.line_end);
        }
    }
    text
}

/// The cells of every record that is not long, and the number of fields of every long record.
fn read(chunks: &[Chunk]) -> Vec<Result<Cells, usize>> {
    let mut records = Records::new(b',');
    let mut read = Vec::new();
    for chunk in chunks {
        match chunk {
            Chunk::Records(chunk) => {
                records.for_each(chunk, |record| {
                    read.push(Ok(record.cells().map(<[u8]>::to_vec).collect()));
                    ControlFlow::Continue(())
                });
            }
            Chunk::Long { end: Some(end), .. } => read.push(Err(end.fields)),
            Chunk::Long { end: None, .. } => {}
        }
    }
    read
}

fn as_the_csv_crate_reads(text: &[u8]) -> Vec<Cells> {
    // It drops a mark, which is not ours to see.
    let text = [b"\n", text].concat();
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).from_reader(&*text);
    let rows = reader.byte_records();
    rows.map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let bytes = prop_oneof![
        4 => prop::sample::select(b"a,\"\r\n".to_vec()),
        1 => any::<u8>(),
    ];
    let text = prop::collection::vec(bytes, 0..200);
    (any::<bool>(), text).prop_map(|(marked, text)| {
        if marked {
            [b"\xef\xbb\xbf", text.as_slice()].concat()
        } else {
            text
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn however_it_is_cut_csv_is_read_as_the_csv_crate_reads_it(
        text in hostile(), chunk in 1_usize..40,
    ) {
        let chunks = chunks_of(&text, Framing::Csv(b','), chunk, 1000);
        prop_assert_eq!(&joined(&chunks), &text);
        let expected: Vec<_> = as_the_csv_crate_reads(&text).into_iter().map(Ok).collect();
        prop_assert_eq!(read(&chunks), expected);
    }

    #[test]
    fn a_long_record_hides_no_other(
        text in hostile(), chunk in 1_usize..10, limit in 10_usize..60,
    ) {
        let chunks = chunks_of(&text, Framing::Csv(b','), chunk, limit);
        prop_assert_eq!(&joined(&chunks), &text);
        let expected = as_the_csv_crate_reads(&text);
        let read = read(&chunks);
        prop_assert_eq!(read.len(), expected.len());
        for (read, expected) in read.into_iter().zip(expected) {
            match read {
                Ok(read) => prop_assert_eq!(read, expected),
                Err(fields) => prop_assert_eq!(fields, expected.len()),
            }
        }
    }

    #[test]
    fn lines_of_json_are_cut_at_their_ends(
        text in hostile(), chunk in 1_usize..10, limit in 10_usize..60,
    ) {
        let chunks = chunks_of(&text, Framing::JsonLines, chunk, limit);
        prop_assert_eq!(&joined(&chunks), &text);
        let mut lines = Vec::new();
        for chunk in &chunks {
            match chunk {
                Chunk::Records(chunk) => {
                    lines.extend(chunk.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::len));
                }
                Chunk::Long { bytes, is_first, end } => {
                    if *is_first {
                        lines.push(0);
                    }
                    let line_end = end.as_ref().map_or(0, |end| end.line_end.len());
                    *lines.last_mut().unwrap() += bytes.len() + line_end;
                    let whole = end.is_none() || *lines.last().unwrap() > limit;
                    prop_assert!(whole, "a short line is not long");
                }
            }
        }
        let expected: Vec<usize> =
            text.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::len).collect();
        prop_assert_eq!(lines, expected);
    }
}

/// Elements of every kind, some of them longer than the limit, and the text between them.
fn array() -> impl Strategy<Value = (Vec<String>, String)> {
    let element = prop_oneof![
        Just("1".to_owned()),
        Just("{\"a\":[1,{}],\"b\":\"],}\\\"\"}".to_owned()),
        Just("[[],\"é\"]".to_owned()),
        "\"[a,\\]é€😀]{0,70}\"",
    ];
    let space = prop::sample::select(vec!["", " ", "\n", "\r\n  "]);
    (prop::collection::vec(element, 0..12), space).prop_map(|(elements, space)| {
        let inside = elements.join(&format!("{space},{space}"));
        (elements, format!("{space}{inside}{space}]{space}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn an_array_is_cut_between_its_elements(
        (elements, text) in array(), chunk in 1_usize..20, limit in 10_usize..80,
    ) {
        let chunks = chunks_of(text.as_bytes(), Framing::JsonArray, chunk, limit);
        prop_assert_eq!(joined(&chunks), text.as_bytes());
        let mut found: Vec<String> = Vec::new();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        for chunk in &chunks {
            match chunk {
                Chunk::Records(chunk) => {
                    super::super::array::elements(chunk, |element| found.push(text(element.text)));
                }
                Chunk::Long { bytes, is_first, .. } => {
                    if *is_first {
                        found.push(String::new());
                    }
                    // Every part is text by itself.
                    found.last_mut().unwrap().push_str(&text(bytes));
                }
            }
        }
        let found: Vec<&str> = found.iter().map(|element| element.trim()).collect();
        prop_assert_eq!(found, elements);
    }
}

#[test]
fn an_array_that_has_no_end_is_an_error_after_its_whole_elements() {
    for (text, whole, error, why) in [
        (
            "1,2",
            "1,",
            Some("the JSON array is not closed"),
            "it is cut off",
        ),
        (
            "1,{\"a\":[",
            "1,",
            Some("the JSON array is not closed"),
            "in an element",
        ),
        (
            "1] 2",
            "1]",
            Some("there is text after the end of the JSON array"),
            "two values",
        ),
        (
            "1]\n[2]",
            "1]",
            Some("there is text after the end of the JSON array"),
            "two arrays",
        ),
        ("1] \n", "1] \n", None, "white space"),
    ] {
        let (mut read, mut found) = (Vec::new(), None);
        for chunk in chunker(text.as_bytes(), Framing::JsonArray, 100, 1000) {
            match chunk {
                Ok(chunk) => read.extend(chunk.bytes()),
                Err(error) => found = Some(error.to_string()),
            }
        }
        assert_eq!(String::from_utf8(read).unwrap(), whole, "{why}");
        assert_eq!(found.as_deref(), error, "{why}");
    }
}

#[test]
fn what_was_read_before_an_error_comes_before_it() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
    let reader = Box::new(Cursor::new(b"a,b\nc,d\ne,f".to_vec()).chain(Broken));
    let mut chunker = Chunker::new(reader, 1000);
    chunker.set_framing(Framing::Csv(b','));
    let first = chunker.next_chunk().unwrap();
    assert_eq!(first, Some(Chunk::Records(b"a,b\nc,d\n".to_vec())));
    assert!(chunker.next_chunk().is_err());
    assert_eq!(chunker.next_chunk().unwrap(), None);
}
