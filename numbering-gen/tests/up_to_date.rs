//! The checked-in artefact is what the generator makes of the checked-in plan.

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
fn the_artefact_is_made_from_the_plan() {
    let numbering = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/numbering");
    let plan = fs::read_to_string(numbering.join("plan.txt")).unwrap();
    let artefact = fs::read(numbering.join("numbering.bin")).unwrap();
    assert!(
        numbering_gen::artefact(&plan).unwrap() == artefact,
        "data/numbering/numbering.bin is not made from data/numbering/plan.txt; numbering-gen/README.md says how"
    );
}
