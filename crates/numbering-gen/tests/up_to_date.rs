//! The checked-in artefact and table are what the generator makes of the other checked-in files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fs;
use std::path::Path;

#[test]
fn the_files_are_made_from_the_others() {
    let numbering = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/numbering");
    let read = |name| fs::read_to_string(numbering.join(name)).unwrap();
    let made = numbering_gen::make(&read("plan.txt"), &read("area_codes.txt")).unwrap();
    assert!(
        made.artefact == fs::read(numbering.join("numbering.bin")).unwrap(),
        "data/numbering/numbering.bin is not made from its sources; crates/numbering-gen/README.md says how"
    );
    assert!(
        made.areas == read("areas.txt"),
        "data/numbering/areas.txt is not made from its sources; crates/numbering-gen/README.md says how"
    );
}
