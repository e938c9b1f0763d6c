//! The public interface of each published crate, with all features: a change of it is a change of `*.snap` here, to be
//! looked at. `INSTA_UPDATE=always cargo test --test interface -- --ignored` accepts it.
//!
//! What rustdoc writes for programs changes with its version, so this is none of the tests that run everywhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that goes wrong should stop there"
)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use public_api::Builder;
use serde_json::Value;

const CRATES: [&str; 3] = ["originator", "originator-providers", "originator-server"];

#[test]
#[ignore = "documents three crates, and needs a rustdoc that `public-api` can read"]
fn the_public_interface_is_the_one_that_was_looked_at() {
    document();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    for name in CRATES {
        let json = target.join("doc").join(name.replace('-', "_") + ".json");
        insta::with_settings!({
            snapshot_path => ".",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, interface(&json).join("\n"));
        });
    }
}

/// Writes the documentation of the workspace, for programs.
fn document() {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let documented = Command::new(cargo)
        .args(["doc", "--workspace", "--all-features", "--no-deps"])
        .args(["--locked", "--quiet"])
        .env(
            "RUSTDOC",
            Path::new(root).join("crates/bench/tests/interface/rustdoc"),
        )
        .env("RUSTDOCFLAGS", "-Z unstable-options --output-format json")
        .current_dir(root)
        .status();
    assert!(documented.unwrap().success(), "see above");
}

/// A line for each public item, and one for each trait that is derived.
fn interface(json: &Path) -> Vec<String> {
    let read = |derived: bool| -> Vec<String> {
        let interface = Builder::from_rustdoc_json(json)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(!derived)
            .build()
            .unwrap_or_else(|error| panic!("{}", misfit(json, &error)));
        interface.items().map(ToString::to_string).collect()
    };
    let written = read(false);
    let is_told = |item: &String| {
        item.starts_with("impl") && !item.contains("StructuralPartialEq") || written.contains(item)
    };
    read(true).into_iter().filter(is_told).collect()
}

/// Why the documentation cannot be read, which is seldom the fault of the one who sees it.
fn misfit(json: &Path, error: &public_api::Error) -> String {
    let written: Value = serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    format!(
        "`public-api` cannot read format {} of rustdoc's JSON, which this toolchain writes: {error}\n\
         Compare with the toolchain that CI has, or with a newer `public-api`.",
        written["format_version"]
    )
}
