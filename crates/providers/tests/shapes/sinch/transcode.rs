//! Transcoding: the SMS of each kind of message, as the provider's documentation shows it.

use originator_providers::sinch::transcode::sms_text;

fn text(message: &str) -> Result<String, String> {
    sms_text(message.as_bytes()).map_err(|error| error.to_string())
}

/// The provider's own examples, in its words (`conversation-sms.md`, 2021), with numbers set aside for fiction.
#[test]
fn the_documented_examples() {
    let cases = [
        (
            r#"{"text_message":{"text":"Text message from Sinch Conversation API."}}"#,
            "Text message from Sinch Conversation API.",
        ),
        (
            r#"{"media_message":{"url":"https://example.org/img/logo.png","thumbnail_url":"https://example.org/s.png"}}"#,
            "https://example.org/img/logo.png",
        ),
        (
            r#"{"choice_message":{"text_message":{"text":"What do you want to do?"},"choices":[
                {"text_message":{"text":"Text"},"postback_data":"never printed"},
                {"url_message":{"title":"Sinch","url":"https://www.sinch.com"}},
                {"call_message":{"title":"Someone","phone_number":"46701740605"}}]}}"#,
            "What do you want to do?\n\n> TEXT\n> Sinch: https://www.sinch.com\n> Someone: 46701740605",
        ),
        (
            r#"{"card_message":{"title":"This is the card title","description":"This is the card description",
                "media_message":{"url":"https://example.org/img/logo.png"},"height":"MEDIUM","choices":[
                {"text_message":{"text":"Suggested Reply"}},
                {"call_message":{"title":"Someone","phone_number":"46701740605"}},
                {"url_message":{"title":"Sinch","url":"https://www.sinch.com"}}]}}"#,
            "This is the card title\nThis is the card description\nhttps://example.org/img/logo.png\n> SUGGESTED REPLY\n> Someone: 46701740605\n> Sinch: https://www.sinch.com",
        ),
        (
            r#"{"carousel_message":{"cards":[
                {"title":"This is the card 1 title","description":"This is the card 1 description",
                 "media_message":{"url":"https://example.org/img/1.png"},
                 "choices":[{"text_message":{"text":"Suggested Reply 1 Text"}}]},
                {"title":"This is the card 2 title","description":"This is the card 2 description",
                 "media_message":{"url":"https://example.org/img/2.png"},
                 "choices":[{"text_message":{"text":"Suggested"}},{"url_message":{"title":"Sinch","url":"https://www.sinch.com"}}]}]}}"#,
            "1. This is the card 1 title\nThis is the card 1 description\nhttps://example.org/img/1.png\n> SUGGESTED REPLY 1 TEXT\n\n2. This is the card 2 title\nThis is the card 2 description\nhttps://example.org/img/2.png\n> SUGGESTED\n> Sinch: https://www.sinch.com",
        ),
        (
            r#"{"location_message":{"title":"Location Message","label":"never printed",
                "coordinates":{"latitude":55.610479,"longitude":13.002873}}}"#,
            "Location Message: https://www.google.com/maps/search/?api=1&query=55.610477,13.002873",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(text(message).as_deref(), Ok(expected), "{message}");
    }
}

#[test]
fn what_may_be_left_out_and_what_is_in_between() {
    let cases = [
        (
            r#"{"text_message":{"text":"a\n\u00e5"},"card_message":null,"agent":{}}"#,
            "a\nå",
            "escapes, a null kind, an unknown field",
        ),
        (
            r#"{"choice_message":{"text_message":{"text":"Well?"},"choices":[]}}"#,
            "Well?",
            "no choices",
        ),
        (
            r#"{"choice_message":{"choices":[{"text_message":{"text":"straße"}}]}}"#,
            "> STRASSE",
            "no question",
        ),
        (
            r#"{"choice_message":{"text_message":{"text":""},"choices":[{"text_message":{"text":"a"}}]}}"#,
            "> A",
            "an empty question is none",
        ),
        (
            r#"{"location_message":{"title":"T","coordinates":{"latitude":-0.0,"longitude":-1e-60}}}"#,
            "T: https://www.google.com/maps/search/?api=1&query=0,0",
            "zero has no sign",
        ),
        (
            r#"{"cardMessage":{"title":"T","mediaMessage":{"url":"U"},"choices":[{"callMessage":{"title":"a","phoneNumber":"b"}}]}}"#,
            "T\nU\n> a: b",
            "names in camel case are the same names",
        ),
        (
            r#"{"card_message":{"title":"Only a title"}}"#,
            "Only a title",
            "a card of a line",
        ),
        (
            r#"{"card_message":{"title":"T","description":"","choices":null}}"#,
            "T",
            "an empty line is none",
        ),
        (
            r#"{"carousel_message":{"cards":[{"description":"D"}],"choices":[]}}"#,
            "1. D",
            "a card without title",
        ),
        (
            r#"{"choice_message":{"text_message":{"text":"Where?"},"choices":[{"location_message":
                {"title":"Here","coordinates":{"latitude":47.7981899,"longitude":-4.3727685}}}]}}"#,
            "Where?\n\n> Here: https://www.google.com/maps/search/?api=1&query=47.79819,-4.3727684",
            "a place as a choice",
        ),
        (
            r#"{"text_message":{"text":"for others"},"explicit_channel_omni_message":{"SMS":{"text_message":{"text":"for SMS"}}}}"#,
            "for SMS",
            "an override for SMS",
        ),
        (
            r#"{"text_message":{"text":"T"},"explicit_channel_omni_message":{"RCS":{"list_message":{}}},"explicit_channel_message":{"RCS":"{}"},"channel_specific_message":{"WHATSAPP":{}}}"#,
            "T",
            "overrides for others",
        ),
    ];
    for (message, expected, why) in cases {
        assert_eq!(text(message).as_deref(), Ok(expected), "{why}");
    }
}

#[test]
fn what_has_no_documented_form_is_an_error() {
    let cases = [
        (
            r#"{"template_message":{"omni_template":{"template_id":"t","version":"1"}}}"#,
            "template_message",
        ),
        (
            r#"{"list_message":{"title":"L","sections":[]}}"#,
            "list_message",
        ),
        (
            r#"{"contact_info_message":{"name":{}}}"#,
            "contact_info_message",
        ),
        (
            r#"{"choice_message":{"choices":[{"text_message":{"text":"a"}},{"calendar_message":{"title":"b"}}]}}"#,
            "choice_message.choices[1]",
        ),
        (
            r#"{"card_message":{"choices":[{"share_location_message":{"title":"b"}}]}}"#,
            "card_message.choices[0]",
        ),
        (
            r#"{"carousel_message":{"cards":[{"title":"a"},{"choices":[{}]}]}}"#,
            "carousel_message.cards[1].choices[0]",
        ),
        (
            r#"{"carousel_message":{"cards":[{"title":"a"}],"choices":[{"text_message":{"text":"outer"}}]}}"#,
            "carousel_message.choices",
        ),
        (
            r#"{"text_message":{"text":"T"},"explicit_channel_message":{"SMS":"{}"}}"#,
            "explicit_channel_message.SMS",
        ),
        (
            r#"{"text_message":{"text":"T"},"channel_specific_message":{"SMS":{}}}"#,
            "channel_specific_message.SMS",
        ),
        (
            r#"{"text_message":{"text":"T"},"explicit_channel_omni_message":{"SMS":{"template_reference":{}}}}"#,
            "explicit_channel_omni_message.SMS.template_reference",
        ),
    ];
    for (message, path) in cases {
        let expected = format!("`{path}` has no documented form as an SMS");
        assert_eq!(text(message), Err(expected), "{message}");
    }
}

#[test]
fn what_has_no_text_is_an_error() {
    let cases = [
        (r#"{"text_message":{"text":""}}"#, "text_message"),
        (r#"{"media_message":{"url":""}}"#, "media_message"),
        (r#"{"choice_message":{"choices":[]}}"#, "choice_message"),
        (
            r#"{"choice_message":{"choices":[{"text_message":{"text":""}}]}}"#,
            "choice_message.choices[0]",
        ),
        (r#"{"card_message":{}}"#, "card_message"),
        (r#"{"carousel_message":{"cards":[]}}"#, "carousel_message"),
        (
            r#"{"carousel_message":{"cards":[{"title":"T"},{"title":""}]}}"#,
            "carousel_message.cards[1]",
        ),
        (
            r#"{"text_message":{"text":"T"},"explicit_channel_omni_message":{"SMS":{"card_message":{}}}}"#,
            "explicit_channel_omni_message.SMS.card_message",
        ),
    ];
    for (message, path) in cases {
        let expected = format!("the message is empty: `{path}` has no text");
        assert_eq!(text(message), Err(expected), "{message}");
    }
}

#[test]
fn errors_say_what_a_message_is() {
    let cases = [
        (
            r#"{"app_id":"A","message":{"text_message":{"text":"T"}}}"#,
            "this is a whole request; the message is the value of its `message`",
        ),
        (
            r#"{"choice_message":{"choices":[{"text_message":{"text":"T"}},{"text_message":{"text":"T"},"url_message":{"title":"T","url":"U"}}]}}"#,
            "`choice_message.choices[1]` is both `text_message` and `url_message`; a choice is of one kind",
        ),
        (
            r#"{"card_message":{"choices":[{"call_message":{"title":"T","phone_number":"1"},"calendar_message":{}}]}}"#,
            "`card_message.choices[0]` is both `call_message` and `calendar_message`; a choice is of one kind",
        ),
        (
            r#"{"card_message":{"title":"T","mediaMessage":{"url":"U"},"media_message":{"url":"V"}}}"#,
            "`card_message`: duplicate field `media_message` at line 1 column 71",
        ),
        (
            r#"{}"#,
            "it is no message: a message is an object with one of `text_message`, `media_message`, `choice_message`, `card_message`, `carousel_message`, `location_message`, `template_message`, `list_message`, `contact_info_message`",
        ),
        (
            r#"{"text_message":{"text":"T"},"media_message":{"url":"U"}}"#,
            "it is both `text_message` and `media_message`; a message is of one kind",
        ),
        (
            r#"["text_message"]"#,
            "expected an object at line 1 column 1",
        ),
        (
            r#"{"text_message":{}}"#,
            "`text_message`: missing field `text` at line 1 column 18",
        ),
        (
            r#"{"card_message":{"choices":[{"url_message":{"title":"T"}}]}}"#,
            "`card_message.choices[0].url_message`: missing field `url` at line 1 column 56",
        ),
        (
            r#"{"location_message":{"title":"T","coordinates":{"latitude":90.1,"longitude":0}}}"#,
            "`location_message.coordinates.latitude`: expected -90 to 90 degrees at line 1 column 63",
        ),
        (
            r#"{"location_message":{"title":"T","coordinates":{"latitude":0,"longitude":1e300}}}"#,
            "`location_message.coordinates.longitude`: expected -180 to 180 degrees at line 1 column 79",
        ),
    ];
    let said = cases.map(|(message, _)| text(message).unwrap_err());
    assert_eq!(said, cases.map(|(_, expected)| expected.to_owned()));
}

#[test]
fn what_has_names_is_no_array() {
    for (message, expected) in [
        (
            r#"{"text_message":["Hello"]}"#,
            "`text_message`: expected an object at line 1 column 16",
        ),
        (
            r#"{"location_message":{"title":"Here","coordinates":[1,2]}}"#,
            "`location_message.coordinates`: expected an object at line 1 column 50",
        ),
    ] {
        assert_eq!(text(message).unwrap_err(), expected);
    }
}
