//! The decisions: those that `route` and `reply` make.

use insta::assert_snapshot;

use super::{batch, batch_in, with_map};

#[test]
fn replies_go_by_the_sender_that_was_written_to() {
    let csv = "\
from,wrote
+46701740699,+46701740605
+447781123456,
+447781123456,+46701740605
";
    let arguments = [
        "-",
        "--from-column",
        "from",
        "--written-to-column",
        "wrote",
        "--quiet",
    ];
    let printed = batch(&arguments, csv);
    assert_snapshot!(String::from_utf8(printed.out).unwrap(), @"
    from,wrote,recipient,region,line_type,validity,plan,outcome,sender,sender_kind,reason,warnings,read_as
    +46701740699,+46701740605,+46701740699,SE,mobile,valid,default,use,+46701740605,long_code,same_number,,e164
    +447781123456,,+447781123456,GG,mobile,valid,default,use,+447700900142,long_code,borrowed,foreign_unknown,e164
    +447781123456,+46701740605,+447781123456,GG,mobile,valid,default,use,+447700900142,long_code,borrowed,foreign_unknown,e164
    ");
    let json = "{\"wrote\":\"+46701740605\",\"from\":\"+46701740699\"}\n{\"from\":\"+46701740699\",\"wrote\":null}\n";
    let printed = batch(
        &[&arguments[..], &["--input-format", "json"]].concat(),
        json,
    );
    let reasons: Vec<String> = String::from_utf8(printed.out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["reason"].to_string())
        .collect();
    assert_eq!(reasons, ["\"same_number\"", "\"domestic\""]);
}

#[test]
fn what_a_decision_hangs_on_is_asked_for_as_in_route() {
    let decided = |options: &[&str], number: &str| {
        let printed = batch(
            &[&["-", "--column", "to", "-q"], options].concat(),
            format!("to\n{number}\n"),
        );
        let out = String::from_utf8(printed.out).unwrap();
        out.lines()
            .nth(1)
            .unwrap()
            .split(',')
            .rev()
            .take(5)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        decided(&["--needs-reply"], "+447700900123")[4],
        "+447700900142"
    );
    assert_eq!(
        decided(&["--default-region", "SE"], "070-174 06 99")[4],
        "+46701740605"
    );
    assert_eq!(
        decided(&["--sender", "+46701740605"], "+12025550123")[2],
        "explicit"
    );
    assert_eq!(
        decided(&["--sender", "+46701740606"], "+12025550123")[2],
        "not_our_sender"
    );
}

#[test]
fn rows_keep_their_order_and_say_what_route_says() {
    let spellings = [
        "+12025550123",
        "+447911123456",
        "+447781123456",
        "+46701740699",
        "0046701740605",
        "+5352123456",
        "+2348021234567",
        "+881612345678",
        "hello",
        "",
        "12345",
        "+1202555012x",
        "+7 701 234 56 78",
        "+12425550123",
        "tel:+1-202-555-0123;ext=12",
        "+1234567890123456",
    ];
    let folder = with_map();
    let lines: Vec<&str> = (0..60_000)
        .map(|row| spellings[row * 7 % spellings.len()])
        .collect();
    let mut csv = "row,to\n".to_owned();
    for (row, number) in lines.iter().enumerate() {
        csv += &format!("{row},{number}\n");
    }
    let printed = batch_in(&folder, &["-", "--column", "to", "-q"], csv);
    let routed = {
        let mut command = assert_cmd::Command::cargo_bin("originator").unwrap();
        command
            .current_dir(folder.root())
            .env_remove("ORIGINATOR_MAP");
        let output = command.args(["route", "-", "--format", "csv"]);
        output
            .write_stdin(lines.join("\n") + "\n")
            .output()
            .unwrap()
            .stdout
    };
    let mut batched = csv::Reader::from_reader(printed.out.as_slice());
    let mut routed = csv::Reader::from_reader(routed.as_slice());
    let mut rows = 0;
    for (row, (batched, routed)) in batched.records().zip(routed.records()).enumerate() {
        let (batched, routed) = (batched.unwrap(), routed.unwrap());
        assert_eq!(batched[0], row.to_string());
        let after = |record: &csv::StringRecord, from: usize| -> Vec<String> {
            record.iter().skip(from).map(str::to_owned).collect()
        };
        assert_eq!(after(&batched, 1), after(&routed, 0), "{row}");
        rows += 1;
    }
    assert_eq!(rows, lines.len());
}
