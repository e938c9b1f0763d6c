//! Spaces that look like ordinary ones, and that YAML takes for text.

use originator::Router;

/// The errors, each with its place, message and fix.
fn errors(map: &str) -> Vec<String> {
    let errors = Router::from_yaml("map.yaml", map).unwrap_err();
    errors
        .iter()
        .map(|error| {
            let (line, column) = error.line_and_column().unwrap();
            format!("{line}:{column} {}: {}", error.message(), error.fix())
        })
        .collect()
}

fn first(map: &str) -> String {
    errors(map).swap_remove(0)
}

const LINES: &str = "indent with ordinary spaces, here and on the lines that were copied with this one; the rest of the file was not read";
const BETWEEN: &str = "replace it with an ordinary space";
const STOPPED: &str = "replace such spaces with ordinary ones; the rest of the file was not read";

#[test]
fn lines_that_are_indented_with_other_spaces_are_named() {
    for (map, place, name, why) in [
        (
            "originators:\n\u{a0}\u{a0}US: RETAIL\n\u{a0}\u{a0}SE: SHOP\n",
            "2:1",
            "U+00A0 (no-break space)",
            "every line of a mapping",
        ),
        (
            "originators:\r\n\u{a0} US: RETAIL\r\n",
            "2:1",
            "U+00A0 (no-break space)",
            "one and an ordinary one",
        ),
        (
            "originators:\n  US: RETAIL\n \u{a0}SE: SHOP\n",
            "3:2",
            "U+00A0 (no-break space)",
            "one line of several, after an ordinary one",
        ),
        (
            "originators:\n  US: RETAIL\n\u{3000}SE: SHOP\n",
            "3:1",
            "U+3000 (ideographic space)",
            "as a Japanese keyboard writes it",
        ),
        (
            "originators:\n\u{2003}US: RETAIL\n",
            "2:1",
            "U+2003",
            "an em space",
        ),
        (
            "originators:\n  US:\n\u{a0}\u{a0}\u{a0}\u{a0}- RETAIL\n",
            "3:1",
            "U+00A0 (no-break space)",
            "a list",
        ),
        (
            "service_plans:\n  retail:\n    originators: { US: RETAIL }\n  shop:\n  \u{a0} originators: { US: RETAIL }\n",
            "5:3",
            "U+00A0 (no-break space)",
            "a plan among plans",
        ),
        (
            "originators:\n  US: RETAIL\n\u{feff}elsewhere: omit\n",
            "3:1",
            "U+FEFF (byte order mark)",
            "files that were joined",
        ),
    ] {
        let expected =
            format!("{place} this line is indented with {name}, which YAML reads as text: ");
        // The last one: what was meant to hold these lines may already have been found empty.
        let last = errors(map).pop().unwrap();
        assert!(
            last == format!("{expected}{LINES}") || last == format!("{expected}{STOPPED}"),
            "{why}: {last}"
        );
    }
}

#[test]
fn other_spaces_between_a_key_and_its_value_are_named() {
    for (map, place, name, fix, why) in [
        (
            "originators:\n  US: \u{a0}RETAIL\n",
            "2:7",
            "U+00A0 (no-break space)",
            BETWEEN,
            "after an ordinary one",
        ),
        (
            "originators:\n  US:\u{a0}RETAIL\n  SE: RETAIL\n",
            "2:6",
            "U+00A0 (no-break space)",
            STOPPED,
            "in place of an ordinary one",
        ),
        (
            "originators: { US:\u{202f}RETAIL, SE: RETAIL }\n",
            "1:19",
            "U+202F (narrow no-break space)",
            STOPPED,
            "in a line",
        ),
        (
            "originators: { US: [\u{a0}RETAIL,\u{a0}\"+12025550142\"] }\n",
            "1:21",
            "U+00A0 (no-break space)",
            BETWEEN,
            "in a list",
        ),
    ] {
        let expected =
            format!("{place} found {name}, which YAML reads as text, not as a space: {fix}");
        assert_eq!(first(map), expected, "{why}");
    }
}

#[test]
fn other_spaces_in_a_word_show_in_the_sentence() {
    for (map, expected, why) in [
        (
            "originators: { \"US\u{a0}\": RETAIL }",
            "1:16 `US\\u{a0}` is not a region: write `US`",
            "behind a region",
        ),
        (
            "originators: { US: RETAIL\u{a0} }",
            "1:20 `RETAIL\\u{a0}` is not a sender: a name cannot contain '\\u{a0}', only ASCII letters, digits, spaces and `+ - _ & .`: remove the character, or replace it",
            "behind a name",
        ),
        (
            "originators: { US: \"OUR\u{200b}SHOP\" }",
            "1:20 `OUR\\u{200b}SHOP` is not a sender: a name cannot contain '\\u{200b}', only ASCII letters, digits, spaces and `+ - _ & .`: remove the character, or replace it",
            "one that takes no room",
        ),
    ] {
        assert_eq!(first(map), expected, "{why}");
    }
}

#[test]
fn other_spaces_where_they_do_no_harm_are_let_be() {
    for (map, why) in [
        (
            "originators: { US: RETAIL } #\u{a0}a comment\n",
            "in a comment",
        ),
        (
            "\u{feff}originators: { US: RETAIL }\n",
            "a byte order mark at the beginning",
        ),
        (
            "x-note: \"\u{a0}said\"\noriginators: { US: RETAIL }\n",
            "in quotes, in what is passed over",
        ),
    ] {
        assert!(Router::from_yaml("map.yaml", map).is_ok(), "{why}");
    }
}
