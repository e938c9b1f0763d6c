//! What `diff` says of two maps: which decisions change, and how many.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::folder::Folder;
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::Value;

const OLD: &str = "\
originators:
  US: \"+12025550142\"
  GB: [RETAIL, \"+447700900142\"]
  SE: { pool: [\"+46701740605\", \"+46701740606\"] }
  NG: omit
  CU: refuse
borrow: { GG: [GB] }
default_region: SE
";

const NEW: &str = "\
originators:
  US: \"+13125550123\"
  GB: [RETAIL, \"+447700900142\"]
  SE: { pool: [\"+46701740605\", \"+46701740606\", \"+46701740607\"] }
  NG: refuse
  CU: RETAIL
borrow: { GG: [GB], PR: [US] }
default_region: US
";

const NUMBERS: [&str; 14] = [
    "+12025550123",
    "+12025550124",
    "+12025550125",
    "+12025550126",
    "+17875550123",
    "+447911123456",
    "+447700900123",
    "+46701740608",
    "+46701740609",
    "+46701740610",
    "+2348021234567",
    "+5352123456",
    "2025550123",
    "hello",
];

fn folder() -> Folder {
    Folder::with(&[
        ("old.yaml", OLD),
        ("new.yaml", NEW),
        ("to.csv", &format!("to\n{}\n", NUMBERS.join("\n"))),
    ])
}

#[test]
fn a_table_for_people() {
    let printed = folder().run("diff old.yaml new.yaml --traffic to.csv --format table");
    assert_snapshot!(printed.out, @r#"
     region   rows  old                          new                           examples
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     US          4  use +12025550142 (domestic)  use +13125550123 (domestic)   +12025550123, +12025550124, +12025550125
     CU          1  refuse (country_refused)     use RETAIL (country_default)  +5352123456
     NG          1  omit (map_omits)             refuse (country_refused)      +2348021234567
     PR          1  refuse (not_listed)          use +13125550123 (borrowed)   +17875550123
     SE          1  use +46701740605 (domestic)  use +46701740607 (domestic)   +46701740610
     SE → US     1  use +46701740605 (domestic)  use +13125550123 (domestic)   2025550123
    "#);
    assert_eq!(
        (printed.status, printed.err.as_str()),
        (0, "9 of 14 decisions change\n")
    );
}

#[test]
fn json_and_csv_for_programs() {
    let first = |arguments: &str| {
        let printed = folder().run(arguments);
        let lines: Vec<&str> = printed.out.lines().take(2).collect();
        lines.join("\n")
    };
    assert_snapshot!(first("diff old.yaml new.yaml --traffic to.csv"), @r#"
    {"region":"US","old_region":"US","rows":4,"old_outcome":"use","old_sender":"+12025550142","old_reason":"domestic","new_outcome":"use","new_sender":"+13125550123","new_reason":"domestic","examples":["+12025550123","+12025550124","+12025550125"]}
    {"region":"CU","old_region":"CU","rows":1,"old_outcome":"refuse","old_sender":null,"old_reason":"country_refused","new_outcome":"use","new_sender":"RETAIL","new_reason":"country_default","examples":["+5352123456"]}
    "#);
    assert_snapshot!(first("diff old.yaml new.yaml --traffic to.csv --format csv"), @r#"
    region,old_region,rows,old_outcome,old_sender,old_reason,new_outcome,new_sender,new_reason,examples
    US,US,4,use,+12025550142,domestic,use,+13125550123,domestic,"+12025550123, +12025550124, +12025550125"
    "#);
}

#[test]
fn the_status_tells_of_changes_only_when_asked() {
    for (arguments, status, why) in [
        (
            "diff old.yaml new.yaml --traffic to.csv",
            0,
            "it has told them",
        ),
        (
            "diff old.yaml new.yaml --traffic to.csv --exit-code",
            1,
            "there are some",
        ),
        (
            "diff old.yaml old.yaml --traffic to.csv --exit-code",
            0,
            "there are none",
        ),
        (
            "diff old.yaml none.yaml --traffic to.csv --exit-code",
            2,
            "it could not run",
        ),
    ] {
        assert_eq!(folder().run(arguments).status, status, "{why}");
    }
}

#[test]
fn a_map_is_like_itself() {
    for map in ["old.yaml", "new.yaml"] {
        let printed = folder().run(&format!("diff {map} {map} --traffic to.csv --format csv"));
        assert_eq!(printed.out, "");
        assert_eq!(printed.err, "none of 14 decisions changes\n");
    }
}

#[test]
fn replies_are_compared_where_it_is_known_who_was_written_to() {
    // The same senders, but answers leave from where the customer wrote to.
    let new = OLD.replace(
        "default_region: SE",
        "default_region: SE\nreply: same_number",
    );
    let folder = Folder::with(&[("old.yaml", OLD), ("new.yaml", &new)]);
    let rows = "from,our\n+46701740608,+12025550142\n+46701740609,\n+12025550123,+12025550142\n";
    let run = |arguments: &str| {
        let arguments = format!("diff old.yaml new.yaml --traffic - {arguments}");
        folder.run_with(&arguments, rows)
    };
    let printed = run("--written-to-column our --format csv");
    assert_eq!(printed.err, "1 of 3 decisions changes\n");
    assert!(
        printed
            .out
            .contains(",use,+12025550142,same_number,+46701740608\n"),
        "{}",
        printed.out
    );
    assert_eq!(
        run("--from-column from").err,
        "none of 3 decisions changes\n"
    );
    assert_eq!(run("--column from").err, "none of 3 decisions changes\n");
    assert_eq!(run("--column from --written-to-column our").status, 2);
}

#[test]
fn what_is_wrong_with_both_maps_is_told() {
    let folder = Folder::with(&[
        ("old.yaml", "originators: { UK: RETAIL }"),
        ("new.yaml", "originators: { US: 12 }"),
        ("to.csv", "to\n"),
    ]);
    let printed = folder.run("diff old.yaml new.yaml --traffic to.csv");
    assert_snapshot!(printed.err, @r#"
    error: `UK` is not a region
      --> old.yaml:1:16
       |
     1 | originators: { UK: RETAIL }
       |                ^^ write `GB`

    error: `12` is not a number in canonical E.164
      --> new.yaml:1:20
       |
     1 | originators: { US: 12 }
       |                    ^^ write `+`, the calling code and the number, digits only, as in "+12025550142"; a short code has 3 to 8 digits
    "#);
    assert_eq!(printed.status, 2);
}

#[test]
fn a_plan_that_is_missing_is_told_with_its_map() {
    let plan =
        |name: &str| format!("service_plans: {{ {name}: {{ originators: {{ US: RETAIL }} }} }}");
    let folder = Folder::with(&[
        ("old.yaml", &plan("retail")),
        ("new.yaml", &plan("shop")),
        ("to.csv", "to\n+12025550123\n"),
    ]);
    let printed = folder.run("diff old.yaml new.yaml --traffic to.csv --plan retail");
    assert_eq!(
        (printed.status, printed.err.as_str()),
        (
            2,
            "error: new.yaml has no plan `retail`\n  name one of `shop` with --plan\n"
        )
    );
    let printed = folder.run("diff old.yaml new.yaml --traffic to.csv");
    assert_eq!(
        (printed.status, printed.err.as_str()),
        (
            0,
            "plan `retail` of old.yaml is compared with plan `shop` of new.yaml\nnone of 1 decision changes\n"
        ),
        "the only plan of each"
    );
}

#[test]
fn a_large_file_is_counted_in_its_order() {
    let mut input = "to\n".to_owned();
    for row in 0..60_000 {
        let number = match row % 3 {
            0 => format!("+1202555{:04}", 100 + row / 3 % 100),
            1 => "+447700900123".to_owned(),
            _ => format!("hello {row}"),
        };
        writeln!(input, "{number}").unwrap();
    }
    let printed = folder().run_with("diff old.yaml new.yaml --traffic - --format csv", input);
    assert_snapshot!(printed.out, @r#"
    region,old_region,rows,old_outcome,old_sender,old_reason,new_outcome,new_sender,new_reason,examples
    US,US,19800,use,+12025550142,domestic,use,+13125550123,domestic,"+12025550100, +12025550101, +12025550102"
    US,US,200,refuse,,no_usable_sender,use,+13125550123,domestic,"+12025550142, +12025550142, +12025550142"
    "#);
    assert_eq!(printed.err, "20000 of 60000 decisions change\n");
}

/// The decisions of `batch`, a row each, without the region's further fields.
fn decisions(folder: &Folder, map: &str, input: &str) -> Vec<[Value; 5]> {
    let arguments = format!("batch - --column to --format json -q --map {map}");
    let printed = folder.run_with(&arguments, input);
    let rows = printed.out.lines().map(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        ["recipient", "region", "outcome", "sender", "reason"].map(|name| row[name].clone())
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

    /// What `diff` counts is the difference of what `batch` decides by either map.
    #[test]
    fn counts_are_the_difference_of_two_batches(
        numbers in prop::collection::vec(prop::sample::select(NUMBERS.to_vec()), 1..40)
    ) {
        let folder = folder();
        let mut input = "to\n".to_owned();
        for number in &numbers {
            writeln!(input, "{number}").unwrap();
        }
        let old = decisions(&folder, "old.yaml", &input);
        let new = decisions(&folder, "new.yaml", &input);
        prop_assert_eq!(old.len(), numbers.len());
        let mut expected: BTreeMap<String, (u64, Vec<&str>)> = BTreeMap::new();
        for ((old, new), number) in old.iter().zip(&new).zip(&numbers) {
            if old == new {
                continue;
            }
            let key = serde_json::to_string(&(&old[1..], &new[1..])).unwrap();
            let (count, examples) = expected.entry(key).or_default();
            *count += 1;
            if examples.len() < 3 {
                examples.push(number);
            }
        }
        let printed = folder.run_with("diff old.yaml new.yaml --traffic - --format json --column to", input);
        let mut counted = BTreeMap::new();
        let rows: Vec<Value> = printed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for row in &rows {
            let side = |side: &str| {
                ["outcome", "sender", "reason"].map(|name| &row[format!("{side}_{name}")])
            };
            let [outcome, sender, reason] = side("old");
            let old = [&row["old_region"], outcome, sender, reason];
            let [outcome, sender, reason] = side("new");
            let new = [&row["region"], outcome, sender, reason];
            let key = serde_json::to_string(&(old, new)).unwrap();
            let examples: Vec<&str> =
                row["examples"].as_array().unwrap().iter().map(|number| number.as_str().unwrap()).collect();
            counted.insert(key, (row["rows"].as_u64().unwrap(), examples));
        }
        prop_assert_eq!(counted, expected);
    }
}
