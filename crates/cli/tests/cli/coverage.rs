//! What `coverage` says of users: how they are served, and what to request next.

use std::fs;

use crate::folder::{Folder, Printed};
use insta::assert_snapshot;
use proptest::prelude::*;
use serde_json::Value;

const MAP: &str = "\
originators:
  US: \"+12025550142\"
  GB: [RETAIL, \"+447700900142\"]
  SE: { pool: [\"+46701740605\", \"+46701740606\"] }
  DE: RETAIL
  IN: [{ sender: RTLOTP, for: [otp] }, { sender: \"56767\", two_way: false }]
  DK: \"+46701740605\"
  CA: { sender: \"+14165550142\", state: off }
  NG: omit
  CU: refuse
borrow: { GG: [GB], FI: [DE] }
refuse_line_types: [premium_rate]
";

const USERS: &str = "\
to,users
+12025550123,50
+46701740607,30
+46701740608,10
+447911123456,5
+447700900123,40
+17875550123,3
+4915123456789,20
+5352123456,2
+2348021234567,7
+919876543210,100
+881612345678,2
hello,4
+14165550123,30
";

fn folder() -> Folder {
    Folder::with(&[("originators.yaml", MAP), ("users.csv", USERS)])
}

fn rows(printed: &Printed) -> Vec<Value> {
    assert_eq!(printed.err, "");
    assert_eq!(printed.status, 0);
    let rows = printed.out.lines();
    rows.map(|row| serde_json::from_str(row).unwrap()).collect()
}

/// The row of the only user of a map.
fn of(map: &str, number: &str) -> Value {
    let folder = Folder::with(&[("originators.yaml", map)]);
    let printed = folder.run_with("coverage --traffic -", format!("to\n{number}\n"));
    let rows = rows(&printed);
    let mut with_users = rows.into_iter().filter(|row| row["users"] != 0);
    let row = with_users.next().unwrap();
    assert!(with_users.next().is_none());
    row
}

#[test]
fn a_table_for_people() {
    let printed = folder().run("coverage --traffic users.csv --count-column users --format table");
    assert_snapshot!(printed.out, @r#"
     region  country             users  share  coverage                    from           next
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     IN      India                 100  33.0%  one way                     56767          request a short code [1][2]
     US      United States          50  16.5%  domestic                    +12025550142
     GB      United Kingdom         40  13.2%  domestic                    +447700900142
     SE      Sweden                 40  13.2%  domestic                    +46701740605
     CA      Canada                 30   9.9%  refused (no usable sender)                 make `+14165550142` active; request a long code [1][3] or a short code [1][3]
     DE      Germany                20   6.6%  one way                     RETAIL         request a long code [4] or a short code [4][5]
     NG      Nigeria                 7   2.3%  omit                                       ask the provider: no source knows of an available number [2][4]
     GG      Guernsey                5   1.7%  stand in                    +447700900142
     PR      Puerto Rico             3   1.0%  refused (not listed)                       add `borrow: { PR: [US] }`
     CU      Cuba                    2   0.7%  refused (country refused)
     001     no country              2   0.7%  refused (no country)                       list a sender under `001`
     –       unreadable numbers      4   1.3%  unreadable

    303 users in 10 countries
       42.9%  are answered by a domestic sender
        1.7%  are answered by a stand-in sender of a region that theirs borrows from
       39.6%  get messages that they cannot answer
        2.3%  get a sender that the provider chooses
       12.2%  get no messages
        1.3%  have a number that cannot be read or is not valid

    Off: +14165550142 (CA)

    [1] Amazon Web Services, AWS End User Messaging, supported countries by continent (2026)
    [2] Twilio, SMS guidelines by country (2025)
    [3] Bird, SMS country information guide (2025)
    [4] Amazon Web Services, Amazon Pinpoint user guide, countries and regions for SMS (2023-04)
    [5] Twilio, Short code guidelines by country (2025)
    "#);
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
}

#[test]
fn json_and_csv_for_programs() {
    let printed = folder().run("coverage --traffic users.csv --count-column users");
    let in_canada = printed.out.lines().find(|line| line.contains("\"CA\""));
    assert_snapshot!(in_canada.unwrap(), @r#"{"region":"CA","country":"Canada","users":30,"share":0.09901,"coverage":"refused","domestic":0,"stand_in":0,"abroad":0,"one_way":0,"omit":0,"refused":30,"unreadable":0,"refusals":["no_usable_sender"],"reply_from":[],"first_message_from":[],"off":["+14165550142"],"next":[{"step":"activate","text":"make `+14165550142` active","sources":[]},{"step":"long_code","text":"request a long code","sources":["Amazon Web Services, AWS End User Messaging, supported countries by continent (2026)","Bird, SMS country information guide (2025)"]},{"step":"short_code","text":"request a short code","sources":["Amazon Web Services, AWS End User Messaging, supported countries by continent (2026)","Bird, SMS country information guide (2025)"]}]}"#);
    let printed = folder().run("coverage --traffic users.csv --count-column users --format csv");
    let of = |begin: &str| {
        printed
            .out
            .lines()
            .find(|line| line.starts_with(begin))
            .unwrap()
    };
    assert_snapshot!([of("region"), of("CA"), of("GG"), of(",,")].join("\n"), @r#"
    region,country,users,share,coverage,domestic,stand_in,abroad,one_way,omit,refused,unreadable,refusals,reply_from,first_message_from,off,next,sources
    CA,Canada,30,0.099010,refused,0,0,0,0,0,30,0,no_usable_sender,,,+14165550142,make `+14165550142` active; request a long code; request a short code,"Amazon Web Services, AWS End User Messaging, supported countries by continent (2026); Bird, SMS country information guide (2025)"
    GG,Guernsey,5,0.016502,stand_in,0,5,0,0,0,0,0,,+447700900142,RETAIL,,,
    ,,4,0.013201,unreadable,0,0,0,0,0,0,4,,,,,,
    "#);
}

#[test]
fn a_user_is_served_as_the_decisions_say() {
    for (number, class, why) in [
        ("+12025550123", "domestic", "a long code of the country"),
        (
            "+447700900123",
            "domestic",
            "first a name, but a number of the country answers",
        ),
        (
            "+447911123456",
            "stand_in",
            "Guernsey borrows from the United Kingdom",
        ),
        ("+4520123456", "abroad", "a number of Sweden is listed"),
        ("+4915123456789", "one_way", "a name cannot be answered"),
        (
            "+919876543210",
            "one_way",
            "a short code that is not two-way",
        ),
        ("+358401234567", "one_way", "a name that is lent"),
        ("+2348021234567", "omit", "the map says so"),
        ("+5352123456", "refused", "the map says so"),
        ("+14165550123", "refused", "its only sender is off"),
        ("+33612345678", "refused", "not listed"),
        ("+881612345678", "refused", "of no country"),
        ("+19005550123", "refused", "premium rate"),
        ("hello", "unreadable", "no number"),
        ("+1202555012", "unreadable", "a digit is missing"),
    ] {
        let row = of(MAP, number);
        assert_eq!(row["coverage"], class, "{number}: {why}");
        assert_eq!(row[class], 1, "{number}: {why}");
        assert_eq!(row["region"].is_null(), class == "unreadable", "{number}");
    }
    let elsewhere = "originators: { US: \"+12025550142\" }\nelsewhere: \"+46701740605\"";
    assert_eq!(of(elsewhere, "+4790123456")["coverage"], "abroad");
    let omit = "originators: { US: \"+12025550142\" }\nreply: domestic_only\nelsewhere: omit";
    assert_eq!(of(omit, "+4790123456")["coverage"], "omit");
}

#[test]
fn what_to_request_next_comes_from_the_map_and_the_rules() {
    let texts = |row: &Value| -> String {
        let next = row["next"].as_array().unwrap().iter();
        let step = |step: &Value| {
            let source = if step["sources"] == serde_json::json!([]) {
                ""
            } else {
                " (source)"
            };
            let (word, text) = (
                step["step"].as_str().unwrap(),
                step["text"].as_str().unwrap(),
            );
            format!("{word}: {text}{source}")
        };
        next.map(step).collect::<Vec<_>>().join("; ")
    };
    for (number, next, why) in [
        ("+12025550123", "", "domestic"),
        (
            "+447911123456",
            "",
            "Guernsey is served by the United Kingdom as well as by itself",
        ),
        (
            "+17875550123",
            "borrow: add `borrow: { PR: [US] }`",
            "a number of its country is there",
        ),
        ("+5352123456", "", "refused on purpose"),
        ("+19005550123", "", "a line that is refused on purpose"),
        ("hello", "", "nobody knows where"),
        (
            "+881612345678",
            "list: list a sender under `001`",
            "no country has it",
        ),
        (
            "+919876543210",
            "short_code: request a short code (source)",
            "long codes are not to be had in India",
        ),
        (
            "+14165550123",
            "activate: make `+14165550142` active; long_code: request a long code (source); short_code: request a short code (source)",
            "one is there, and others are to be had",
        ),
        (
            "+4915123456789",
            "long_code: request a long code (source); short_code: request a short code (source)",
            "a name cannot be answered",
        ),
        (
            "+18765550123",
            "name: list a name (source); ask: ask the provider: no source knows of an available number (source)",
            "a name at least arrives in Jamaica",
        ),
        (
            "+390669812345",
            "ask: ask the provider for a number",
            "no source speaks of the Vatican",
        ),
    ] {
        assert_eq!(texts(&of(MAP, number)), next, "{number}: {why}");
    }
    let names = "originators: { US: RETAIL, IN: RETAIL }";
    assert_eq!(
        texts(&of(names, "+12025550123")),
        "number: list a number instead of `RETAIL` (source); \
         long_code: request a long code (source); short_code: request a short code (source)"
    );
    assert!(
        texts(&of(names, "+919876543210")).starts_with("registration: register the name `RETAIL`")
    );
}

#[test]
fn rules_of_ones_own_are_the_source() {
    let folder = folder();
    fs::write(
        folder.path("rules.yaml"),
        "regions: { FR: { two_way_long_code: available, short_code: not_found, source: Our contract. } }",
    )
    .unwrap();
    let printed = folder.run_with(
        "coverage --traffic - --rules rules.yaml --format csv",
        "+33612345678",
    );
    let row = printed.out.lines().nth(1).unwrap();
    assert!(row.ends_with(",request a long code,Our contract."), "{row}");
}

#[test]
fn senders_that_are_off_are_named_wherever_they_stand() {
    let map = "originators: { US: \"+12025550142\", CA: { sender: \"+14165550142\", state: off } }\n\
               elsewhere: { sender: \"+46701740605\", state: off }";
    let folder = Folder::with(&[("originators.yaml", map)]);
    let printed = folder.run_with("coverage --traffic - --format table", "+12025550123");
    assert!(
        printed.out.contains("Canada"),
        "nobody is there, and it is named all the same"
    );
    assert!(
        printed
            .out
            .contains("\nOff: +14165550142 (CA), +46701740605 (elsewhere)\n")
    );
}

#[test]
fn the_column_is_found_or_the_fault_is_told() {
    let folder = folder();
    let us = |arguments: &str, input: &str, why: &str| {
        let printed = folder.run_with(&format!("coverage --traffic - {arguments}"), input);
        let rows = rows(&printed);
        let us = rows.iter().find(|row| row["region"] == "US");
        assert_eq!(
            us.map_or(0, |row| row["users"].as_u64().unwrap()),
            2,
            "{why}"
        );
    };
    let csv = "--format json";
    us(csv, "to\n+12025550123\n+12025550124\n", "the only column");
    us(
        csv,
        "phone\n+12025550123\n+12025550124\n",
        "whatever its name is",
    );
    us(
        csv,
        "a,to\n1,+12025550123\n2,+12025550124\n",
        "the one with the usual name",
    );
    us(
        csv,
        "+12025550123\n+12025550124\n",
        "a list whose first line is a number has no header",
    );
    us(
        csv,
        "\u{feff}+1-202-555-0123\r\n+12025550124",
        "however it is written",
    );
    us(
        "--column b",
        "a,b\n1,+12025550123\n2,+12025550124\n",
        "the one that is named",
    );
    us(
        "--column to --count-column n",
        "to,n\n+12025550123, 2 \n",
        "a row for two",
    );
    us(
        "--input-format json",
        "{\"to\":\"+12025550123\"}\n\n{\"to\":\"+12025550124\"}\n",
        "JSON Lines, blank ones apart",
    );
    us(
        "--input-format json --column phone --count-column n",
        "{\"n\":2,\"phone\":\"+12025550123\"}",
        "keys that are named",
    );
    us(
        "--count-column n",
        "to,n\n+12025550123,1\n+12025550124\n",
        "a row that is too short stands for one",
    );
    us(
        "--count-column n",
        "to,n\n+12025550123,\n+12025550124,1.0\n",
        "an empty cell stands for one, and a float for the integer that it is",
    );
    us(
        "--count-column n",
        "to;n\n+12025550123;\"0,000\"\n+12025550124;2,0\n",
        "thousands, and decimals as other countries write them",
    );
    us(
        "--count-column n",
        "{\"to\":\"+12025550123\",\"n\":null}\n{\"to\":\"+12025550124\",\"n\":1.0}\n",
        "the same in JSON",
    );
    for (arguments, input, fault) in [
        (
            "",
            "a,b\n1,2\n",
            "error: no column is called `to`\n  the columns are `a`, `b`\n",
        ),
        (
            "",
            "",
            "error: standard input is empty\n  a CSV file needs a header or a first row; for JSON pass --input-format json\n",
        ),
        (
            "--count-column n",
            "to,n\n+12025550123,many\n",
            "error: standard input has `many` as a number of users, which is not a whole number\n  omit --count-column to count each row as one user\n",
        ),
        (
            "--count-column n",
            "to,n\n+12025550123,1.000\n",
            "error: standard input has `1.000` as a number of users, which may mean thousands or decimals: write it without the point\n  omit --count-column to count each row as one user\n",
        ),
        (
            "--count-column n",
            "{\"to\":\"+12025550123\",\"n\":[2]}\n",
            "error: standard input has `[2]` as a number of users, which is not a whole number\n  omit --count-column to count each row as one user\n",
        ),
        (
            "--input-format json",
            "{\"phone\":\"+12025550123\"}\n",
            "error: no object of standard input has the key `to`\n  name the key of the numbers with --column; the key `phone` has numbers\n",
        ),
    ] {
        let printed = folder.run_with(
            format!("coverage --traffic - {arguments}").trim_end(),
            input,
        );
        assert_eq!((printed.status, printed.err.as_str()), (2, fault));
    }
}

#[test]
fn the_page_is_whole_and_says_what_the_table_says() {
    let folder = folder();
    let run = || {
        folder
            .run("coverage --traffic users.csv --count-column users --html page.html --format csv")
    };
    assert_eq!(run().status, 0);
    let page = fs::read_to_string(folder.path("page.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for elsewhere in ["http:", "https:", "<script", "@import", "url(", " src="] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    // A country leads to its row, and says the same as its row.
    assert!(page.contains(
        "<a href=\"#CA\" class=\"refused\" aria-label=\"Canada: 30 users (9.9%), refused (no usable sender)\">"
    ));
    assert!(
        page.contains(
            "<tr id=\"CA\"><th>Canada <small>CA</small></th><td class=\"number\">30</td>"
        )
    );
    assert!(page.contains("<title>Brazil: no users</title>"));
    for line in run().out.lines().skip(1) {
        let region = line.split(',').next().unwrap();
        let id = if region.is_empty() {
            "unreadable"
        } else {
            region
        };
        assert_eq!(
            page.matches(&format!("<tr id=\"{id}\">")).count(),
            1,
            "{id}"
        );
    }
    // Every note has its source.
    for part in page.split("href=\"#source-").skip(1) {
        let note = part.split('"').next().unwrap();
        assert!(
            page.contains(&format!("<li id=\"source-{note}\">")),
            "{note}"
        );
    }
}

#[test]
fn names_are_text_in_the_page() {
    let map = "service_plans: { \"<b>&\": { originators: { US: A&B } } }";
    let folder = Folder::with(&[("originators.yaml", map)]);
    folder.run_with("coverage --traffic - --html page.html", "+12025550123");
    let page = fs::read_to_string(folder.path("page.html")).unwrap();
    assert!(page.contains("&lt;b&gt;&amp;") && page.contains("<td>A&amp;B</td>"));
    assert!(!page.contains("<b>&</"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

    /// Every row is counted once, in a country and in a class, however the file is cut.
    #[test]
    fn counts_add_up(users in prop::collection::vec((0..13_usize, 0..50_u64), 0..40)) {
        let lines: Vec<&str> = USERS.lines().skip(1).collect();
        let mut input = "to,users\n".to_owned();
        for (line, users) in &users {
            let number = lines[*line].split(',').next().unwrap();
            input.push_str(&format!("{number},{users}\n"));
        }
        let printed = folder().run_with("coverage --traffic - --count-column users", input);
        let rows = rows(&printed);
        let sum = |name: &str| -> u64 { rows.iter().map(|row| row[name].as_u64().unwrap()).sum() };
        let classes = ["domestic", "stand_in", "abroad", "one_way", "omit", "refused", "unreadable"];
        let all: u64 = users.iter().map(|(_, users)| users).sum();
        prop_assert_eq!(sum("users"), all);
        prop_assert_eq!(classes.into_iter().map(sum).sum::<u64>(), all);
    }
}
