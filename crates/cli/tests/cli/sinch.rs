//! What `sinch` prints, where, and with which exit status.

use std::fs;

use assert_cmd::Command;
use insta::assert_snapshot;

const CHOICE: &str = r#"{"choice_message": {"text_message": {"text": "Did it fit?"}, "choices": [
    {"text_message": {"text": "Yes"}}, {"url_message": {"title": "Send it back", "url": "https://example.org/back"}}]}}"#;

/// Standard output, standard error and the exit status of `sinch transcode`.
fn transcode(arguments: &[&str], input: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("originator")
        .unwrap()
        .args(["sinch", "transcode"])
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn a_pipe_gets_json() {
    let (out, err, status) = transcode(&["-"], CHOICE);
    assert_snapshot!(out, @r#"{"text":"Did it fit?\n\n> YES\n> Send it back: https://example.org/back","encoding":"gsm7","units":59,"parts":1}"#);
    assert_eq!((err.as_str(), status), ("", 0));
    let long = format!(r#"{{"text_message": {{"text": "{}"}}}}"#, "ж".repeat(135));
    let (out, ..) = transcode(&["-"], &long);
    assert!(
        out.ends_with("\"encoding\":\"ucs2\",\"units\":135,\"parts\":3}\n"),
        "{out}"
    );
}

#[test]
fn a_file_as_a_table_and_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("message.json");
    fs::write(&path, CHOICE).unwrap();
    let file = path.to_str().unwrap();
    let (out, ..) = transcode(&[file, "--format", "table"], "");
    assert_snapshot!(out, @r"
     text                                                            encoding  units  parts
    ────────────────────────────────────────────────────────────────────────────────────────
     Did it fit?\n\n> YES\n> Send it back: https://example.org/back  gsm7      59     1     
    ");
    let (out, ..) = transcode(&[file, "--format", "csv"], "");
    assert_snapshot!(out, @r#"
    text,encoding,units,parts
    "Did it fit?

    > YES
    > Send it back: https://example.org/back",gsm7,59,1
    "#);
}

#[test]
fn no_documented_sms_is_an_answer_and_no_message_is_a_problem() {
    let cases = [
        (
            r#"{"template_message": {}}"#,
            "standard input: `template_message` has no documented form as an SMS\n",
            1,
        ),
        (
            r#"{"text_message": {"text": 7}}"#,
            "error: standard input: `text_message.text`: expected a string at line 1 column 27\n",
            2,
        ),
        (
            r#"{"text_message": {"text": "a"}, "card_message": {}}"#,
            "error: standard input: it is both `text_message` and `card_message`; a message is of one kind\n",
            2,
        ),
        (
            r#"{"card_message": {}}"#,
            "error: standard input: the message is empty: `card_message` has no text\n",
            2,
        ),
        (
            r#"{"app_id": "A", "message": {"text_message": {"text": "a"}}}"#,
            "error: standard input: this is a whole request; the message is the value of its `message`\n",
            2,
        ),
        (
            "",
            "error: standard input: EOF while parsing a value at line 1 column 0\n",
            2,
        ),
    ];
    for (message, said, exit) in cases {
        assert_eq!(
            transcode(&["-"], message),
            (String::new(), said.to_owned(), exit)
        );
    }
    let (_, err, status) = transcode(&["-"], &" ".repeat(1024 * 1024 + 1));
    assert_snapshot!(err, @"error: standard input is larger than 1024 KiB, the limit of a message");
    assert_eq!(status, 2);
    let (_, err, status) = transcode(&["nowhere.json"], "");
    assert!(
        err.starts_with("error: cannot read nowhere.json: "),
        "{err}"
    );
    assert!(
        err.ends_with("  name a file with a message, or `-` for standard input\n"),
        "{err}"
    );
    assert_eq!(status, 2);
}
