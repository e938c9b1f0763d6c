//! The public interface of each published crate, with all features: a change of it is a change of `*.snap` here, to be
//! looked at. `INSTA_UPDATE=always cargo test --test interface -- --ignored` accepts it.
//!
//! What rustdoc writes for programs changes with its version, so this is none of the tests that run everywhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that goes wrong should stop there"
)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use public_api::Builder;
use serde_json::Value;

const CRATES: [&str; 3] = ["originator", "originator-sinch", "originator-server"];

#[test]
#[ignore = "documents three crates, and needs a rustdoc that `public-api` can read"]
fn the_public_interface_is_the_one_that_was_looked_at() {
    for name in CRATES {
        let items = interface(name).join("\n");
        insta::with_settings!({
            snapshot_path => ".",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, items);
        });
    }
}

/// A line for each public item, and one for each trait that a type has of its own.
fn interface(name: &str) -> Vec<String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let documented = Command::new(cargo)
        .args([
            "rustdoc",
            "--package",
            name,
            "--lib",
            "--all-features",
            "--locked",
            "--quiet",
        ])
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env(
            "RUSTDOC",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interface/rustdoc"),
        )
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(
        documented.success(),
        "{name} has no documentation: see above"
    );

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let json = target.join("doc").join(name.replace('-', "_") + ".json");
    let read = |derived: bool| {
        let interface = Builder::from_rustdoc_json(&json)
            .omit_blanket_impls(true)
            .omit_auto_trait_impls(true)
            .omit_auto_derived_impls(!derived)
            .build()
            .unwrap_or_else(|error| panic!("{}", misfit(&json, &error)));
        interface.items().map(ToString::to_string).collect()
    };
    let written: Vec<String> = read(false);
    let mut all: Vec<String> = read(true);
    // Of what is derived, that it is there.
    all.retain(|item| {
        let is_derived = item.starts_with("impl") && !item.contains("StructuralPartialEq");
        is_derived || written.contains(item)
    });
    all
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
