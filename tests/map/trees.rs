//! The same map through serde: out of JSON, TOML and YAML that infers types, and out of a larger configuration.

use originator::{Map, MapErrors, Router};

fn from_json(json: &str) -> Result<Router, MapErrors> {
    Router::from_map(serde_json::from_str::<Map>(json).unwrap())
}

/// Kind and path of each error.
fn kinds_and_paths(result: Result<Router, MapErrors>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .iter()
            .map(|error| format!("{} {}", error.kind(), error.path()))
            .collect(),
    }
}

/// Path, message and fix of each error.
fn sentences(result: Result<Router, MapErrors>) -> String {
    let errors = result.unwrap_err();
    let line = |error: &originator::MapError| {
        format!("{}: {}: {}\n", error.path(), error.message(), error.fix())
    };
    errors.iter().map(line).collect()
}

const EVERYTHING: &str = r#"{
  "service_plans": {
    "retail": {
      "originators": {
        "US": { "pool": ["+12025550142", { "sender": "+13125550123", "weight": 3 }] },
        "GB": ["RETAIL", "+447700900142"],
        "CA": [{ "pool": ["+14165550142", "+16045550142"] }, { "sender": "+14165550143", "state": "replies_only" }],
        "IN": [{ "sender": "RTLOTP", "for": ["otp"] }, { "sender": "56767", "for": ["marketing", "transactional"], "two_way": false }],
        "SE": "+46701740605",
        "NG": "omit",
        "CU": "refuse"
      },
      "borrow": { "GG": ["GB"], "IM": ["GB"], "JE": ["GB"], "PR": ["US"] },
      "elsewhere": "refuse",
      "reply": "domestic",
      "remember": "30d",
      "sticky": false,
      "prefer_local": false,
      "require_valid": false,
      "refuse_line_types": ["premium_rate"],
      "default_region": "SE"
    }
  },
  "apps": { "01EXAMPLEAPP": "retail" }
}"#;

#[test]
fn the_same_map_decides_the_same() {
    let text = Router::from_yaml("map.json", EVERYTHING).unwrap();
    let tree = from_json(EVERYTHING).unwrap();
    for router in [&text, &tree] {
        assert_eq!(router.plan_for_app("01EXAMPLEAPP"), router.plan("retail"));
    }
    for customer in [
        "+12025550123",
        "+14165550123",
        "+447911123456",
        "+447911234567",
        "+919812345678",
        "+46701740606",
        "0701740606",
        "+2348031234567",
        "+5351234567",
        "+17875550123",
        "+33612345678",
        "+19005550123",
        "nobody",
    ] {
        let decide = |router: &Router| {
            let plan = router.plan("retail").unwrap();
            let (route, reply) = (
                router.route(plan, customer),
                router.reply(plan, customer, "+46701740605"),
            );
            [route, reply]
                .map(|decision| (decision.outcome(), decision.reason(), decision.region()))
        };
        assert_eq!(decide(&text), decide(&tree), "{customer}");
    }
}

#[test]
fn the_same_mistakes_have_the_same_kinds_and_paths() {
    for (json, why) in [
        (
            r#"{ "originators": { "UK": "RETAIL", "US": "+1 202 555 0142", "SE": "Café" } }"#,
            "senders and regions",
        ),
        (
            r#"{ "originators": { "US": "A", "US": "B" }, "sticky": true, "sticky": true }"#,
            "keys twice",
        ),
        (
            r#"{ "originators": { "US": "Refuse", "SE": ["A", "omit"], "GB": { "pool": ["A", "ommit"] } } }"#,
            "near misses",
        ),
        (
            r#"{ "originators": { "US": "none", "SE": ["Default", "+46701740605"], "GB": { "pool": ["A", "n/a"] }, "DE": { "sender": "none" } }, "elsewhere": "auto" }"#,
            "words with another meaning",
        ),
        (
            r#"{ "originators": { "US": "4.477E+11", "SE": { "sender": "46701740605.0" }, "CA": ["56767.0"] } }"#,
            "numbers of spreadsheets",
        ),
        (
            r#"{ "US": "+12025550142", "service_plans": { "a": { "SE": "B" }, "originators": { "US": "A" } }, "x-a": [1, null], "x-b": { "US": "A" } }"#,
            "fields at the wrong level, and keys that are passed over",
        ),
        (
            r#"{ "originators": { "false": "A", "1": "B", "elsewhere": "C", "US": "A" } }"#,
            "keys that are no regions",
        ),
        (
            r#"{ "originators": { "US": { "pool": ["A", { "sender": "B", "weight": 0 }, "A"] } } }"#,
            "weights and senders twice",
        ),
        (
            r#"{ "originators": { "US": { "sender": "+12025550142", "state": "off" }, "CA": "+12025550142" } }"#,
            "terms",
        ),
        (
            r#"{ "originators": { "US": ["+12025550142", "+13125550123"] }, "elsewhere": [] }"#,
            "unreachable and empty",
        ),
        (
            r#"{ "originators": { "US": { "sender": "A", "two_way": true }, "NG": "omit" }, "borrow": { "PR": ["NG", "GB"], "US": ["US"] } }"#,
            "two-way and borrowing",
        ),
        (
            r#"{ "service_plans": { "a": { "originator": {} }, "b": {} }, "sticky": true, "apps": { "x": "c" }, "app": 1 }"#,
            "plans and apps",
        ),
        (
            r#"{ "originators": { "US": null, "SE": true, "GB": [null, false], "FR": { "sender": null } }, "elsewhere": null }"#,
            "nothing and booleans",
        ),
        (
            r#"{ "originators": ["A"], "reply": "x", "remember": 30, "refuse_line_types": ["x"], "default_region": "BV" }"#,
            "fields",
        ),
        (
            r#"{ "originators": { "US": {}, "SE": [[]], "GB": { "pool": { } } }, "sticky": "yes", "prefer_local": [] }"#,
            "types",
        ),
        ("null", "nothing"),
        ("[]", "a list"),
        (r#""RETAIL""#, "text"),
        ("{}", "an empty mapping"),
    ] {
        let (tree, text) = (
            kinds_and_paths(from_json(json)),
            kinds_and_paths(Router::from_yaml("map.json", json)),
        );
        assert!(!tree.is_empty(), "{why}");
        assert_eq!(tree, text, "{why}");
    }
}

#[test]
fn what_is_no_string_where_a_sender_belongs_is_to_be_quoted() {
    let json = r#"{ "originators": {
        "US": 12025550142, "SE": 46701740605, "CA": 56767, "GB": true, "FR": null, "DE": 1.5, "NG": -3,
        "IN": [false, { "sender": 56768 }, { "pool": [56769] }]
    }, "default_region": 46, "borrow": { "GG": [44] } }"#;
    let expected = "\
originators.US: expected a sender, found the number `12025550142`: quote it, in E.164: \"+12025550142\"
originators.SE: expected a sender, found the number `46701740605`: quote it, in E.164: \"+46701740605\"
originators.CA: expected a sender, found the number `56767`: quote it, so that it stays text as written
originators.GB: expected a sender, found the boolean `true`: write `omit` to let the provider choose the sender, or `refuse` to send nothing; if it is the name of a sender, write `{ sender: \"true\" }`
originators.FR: expected a sender, found nothing: write a sender, or `omit` to let the provider choose it, or `refuse` to send nothing
originators.DE: expected a sender, found the number `1.5`: quote it, so that it stays text as written
originators.NG: expected a sender, found the number `-3`: quote it, so that it stays text as written
originators.IN[0]: expected a sender, found the boolean `false`: leave it out; `omit` and `refuse` replace all senders of an entry; if it is the name of a sender, write `{ sender: \"false\" }`
originators.IN[1].sender: expected a sender, found the number `56768`: quote it, so that it stays text as written
originators.IN[2].pool[0]: expected a sender, found the number `56769`: quote it, so that it stays text as written
default_region: expected a region, found the number `46`: quote it, so that it stays text as written
borrow.GG[0]: expected a region, found the number `44`: quote it, so that it stays text as written
";
    assert_eq!(sentences(from_json(json)), expected);
}

/// Keys that another format has as booleans or numbers, as YAML 1.1 does `NO` and `001`.
#[test]
fn keys_that_are_no_strings_are_to_be_quoted() {
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};

    #[derive(Clone)]
    enum Any {
        Boolean(bool),
        Number(u64),
        Text(&'static str),
        Keys(Vec<(Any, Any)>),
    }
    impl serde::de::IntoDeserializer<'_, Error> for Any {
        type Deserializer = Any;
        fn into_deserializer(self) -> Any {
            self
        }
    }
    impl<'de> serde::Deserializer<'de> for Any {
        type Error = Error;
        fn deserialize_any<V: serde::de::Visitor<'de>>(
            self,
            visitor: V,
        ) -> Result<V::Value, Error> {
            match self {
                Any::Boolean(value) => visitor.visit_bool(value),
                Any::Number(value) => visitor.visit_u64(value),
                Any::Text(text) => visitor.visit_str(text),
                Any::Keys(pairs) => visitor.visit_map(MapDeserializer::new(pairs.into_iter())),
            }
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    let regions = vec![
        (Any::Boolean(false), Any::Text("A")),
        (Any::Boolean(true), Any::Text("B")),
        (Any::Number(1), Any::Text("C")),
        (Any::Number(46), Any::Text("D")),
    ];
    let map = Any::Keys(vec![
        (Any::Text("originators"), Any::Keys(regions)),
        (Any::Text("default_region"), Any::Boolean(false)),
        (Any::Boolean(true), Any::Text("E")),
    ]);
    let expected = "\
originators: the key `false` is a boolean, not text: write `\"NO\"`, in quotes: without them, the code of Norway is read as a boolean
originators: the key `true` is a boolean, not text: write the country's two-letter code in quotes, as in `\"US\"`
originators: the key `1` is a number, not text: write `\"001\"`, in quotes, for numbers of no country: without them, it is read as a number
originators: the key `46` is a number, not text: quote it, so that it stays text as written
default_region: expected a region, found the boolean `false`: write `\"NO\"`, in quotes: without them, the code of Norway is read as a boolean
: the key `true` is a boolean, not text: quote it, so that it stays text as written
";
    let map = Map::deserialize(map).unwrap();
    assert_eq!(sentences(Router::from_map(map)), expected);
}

#[test]
fn keys_in_small_letters_are_told_who_may_have_made_them_so() {
    let json = r#"{ "originators": { "de": "A", "sweden": "B" }, "borrow": { "gg": ["GB"] }, "default_region": "se" }"#;
    let environment = "if the key comes from an environment variable, a library has changed it to small letters: with figment, set `Env::lowercase(false)`; with config-rs, keep the map in a file";
    let expected = format!(
        "\
originators.de: `de` is not a region: write `DE`; {environment}
originators.sweden: `sweden` is not a region: write `SE`
borrow.gg: `gg` is not a region: write `GG`; {environment}
borrow.gg[0]: GB has no senders to lend: it has no entry under `originators`: add a sender for it under `originators`, or leave GB out here
default_region: `se` is not a region: write `SE`; {environment}
"
    );
    assert_eq!(sentences(from_json(json)), expected);
    let text = Router::from_yaml("map", json).unwrap_err();
    assert_eq!(text.iter().next().unwrap().fix(), "write `DE`");
}

#[test]
fn a_number_that_another_format_holds_as_a_float_may_have_lost_digits() {
    let json = r#"{ "originators": { "GB": 4.477e11, "US": 12025550142.0, "CA": 56767.0, "SE": { "sender": 46701740605.0 }, "NO": 1e20 } }"#;
    let lost = "write all digits of the number, in E.164 and in quotes, as in \"+12025550142\"; in a spreadsheet, format the column as text";
    let expected = format!(
        "\
originators.GB: expected a sender, found the number `447700000000.0`: {lost}
originators.US: expected a sender, found the number `12025550142.0`: quote it, in E.164: \"+12025550142\"
originators.CA: expected a sender, found the number `56767.0`: quote it: \"56767\"
originators.SE.sender: expected a sender, found the number `46701740605.0`: quote it, in E.164: \"+46701740605\"
originators.NO: expected a sender, found the number `1e20`: {lost}
"
    );
    assert_eq!(sentences(from_json(json)), expected);
}

#[test]
fn keys_that_begin_with_x_are_passed_over() {
    let json = r#"{ "x-owner": { "US": null, "note": [true, 1] }, "originators": { "US": "+12025550142" }, "x-end": 1 }"#;
    assert_eq!(kinds_and_paths(from_json(json)), [""; 0]);
}

#[test]
fn the_report_of_a_tree_speaks_in_paths() {
    let json = r#"{ "service_plans": { "retail": { "originators": { "US": ["RETAIL", { "sender": 56767 }] } } } }"#;
    let expected = "\
error: expected a sender, found the number `56767`
  --> map: service_plans.retail.originators.US[1].sender
   = quote it, so that it stays text as written
";
    let errors = from_json(json).unwrap_err();
    assert_eq!(errors.to_string(), expected);
    assert!(
        errors
            .iter()
            .all(|error| error.line_and_column().is_none() && error.source_line().is_none())
    );
}

#[test]
fn numbers_and_booleans_stand_where_they_belong() {
    let json = r#"{ "originators": { "US": { "pool": [{ "sender": "A", "weight": 3 }, { "sender": "B", "two_way": false, "weight": "2" }] } },
        "sticky": true, "prefer_local": "false" }"#;
    assert_eq!(kinds_and_paths(from_json(json)), [""; 0]);
}

#[test]
fn depth_without_end_is_an_error_of_the_format() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let json = format!("{}1{}", open.repeat(100), close.repeat(100));
        let error = serde_json::from_str::<Map>(&json).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("lists and mappings are nested more than 32 levels deep"),
            "{error}"
        );
    }
}

#[derive(serde::Deserialize)]
struct Config {
    port: u16,
    senders: Map,
}

#[test]
fn a_map_nests_in_json() {
    let config: Config = serde_json::from_str(
        r#"{ "port": 8080, "senders": { "originators": { "SE": "RETAIL" } } }"#,
    )
    .unwrap();
    assert_eq!(config.port, 8080);
    let router = Router::from_map(config.senders).unwrap();
    let decision = router.route(router.default_plan().unwrap(), "+46701740605");
    assert_eq!(decision.sender().unwrap().as_str(), "RETAIL");
}

#[test]
fn a_map_nests_in_toml() {
    let config: Config = toml::from_str(
        "\
port = 8080
[senders]
elsewhere = 'omit'
[senders.originators]
US = { pool = ['+12025550142', { sender = '+13125550123', weight = 3 }] }
SE = 'RETAIL'
",
    )
    .unwrap();
    assert_eq!(config.port, 8080);
    let router = Router::from_map(config.senders).unwrap();
    let plan = router.default_plan().unwrap();
    assert_eq!(
        router
            .route(plan, "+46701740605")
            .sender()
            .unwrap()
            .as_str(),
        "RETAIL"
    );

    let wrong: Config = toml::from_str(
        "port = 1\n[senders.originators]\nUK = 56767\nUS = true\nFR = 1.5e3\nSE = 1979-05-27\n",
    )
    .unwrap();
    let expected = [
        "unknown_region originators.UK",
        "not_text originators.UK",
        "not_text originators.US",
        "not_text originators.FR",
    ];
    let found = kinds_and_paths(Router::from_map(wrong.senders));
    for error in expected {
        assert!(
            found.iter().any(|found| found == error),
            "{error} in {found:?}"
        );
    }
    assert!(
        found.iter().any(|found| found.contains("originators.SE")),
        "a date is no sender"
    );
}

/// The map with everything there is, as other formats write it.
const EVERYTHING_IN_TOML: &str = r#"
[senders.service_plans.retail]
borrow = { GG = ["GB"], IM = ["GB"], JE = ["GB"], PR = ["US"] }
elsewhere = "refuse"
reply = "domestic"
remember = "30d"
sticky = false
prefer_local = false
require_valid = false
refuse_line_types = ["premium_rate"]
default_region = "SE"

[senders.service_plans.retail.originators]
US = { pool = ["+12025550142", { sender = "+13125550123", weight = 3 }] }
GB = ["RETAIL", "+447700900142"]
CA = [{ pool = ["+14165550142", "+16045550142"] }, { sender = "+14165550143", state = "replies_only" }]
IN = [{ sender = "RTLOTP", for = ["otp"] }, { sender = "56767", for = ["marketing", "transactional"], two_way = false }]
SE = "+46701740605"
NG = "omit"
CU = "refuse"

[senders.apps]
01EXAMPLEAPP = "retail"
"#;

const EVERYTHING_IN_YAML: &str = r#"
senders:
  service_plans:
    retail:
      originators:
        US: { pool: ["+12025550142", { sender: "+13125550123", weight: 3 }] }
        GB: [RETAIL, "+447700900142"]
        CA: [{ pool: ["+14165550142", "+16045550142"] }, { sender: "+14165550143", state: replies_only }]
        IN: [{ sender: RTLOTP, for: [otp] }, { sender: "56767", for: [marketing, transactional], two_way: false }]
        SE: "+46701740605"
        NG: omit
        CU: refuse
      borrow: { GG: [GB], IM: [GB], JE: [GB], PR: [US] }
      elsewhere: refuse
      reply: domestic
      remember: 30d
      sticky: false
      prefer_local: false
      require_valid: false
      refuse_line_types: [premium_rate]
      default_region: SE
  apps:
    01EXAMPLEAPP: retail
"#;

#[derive(serde::Deserialize)]
struct Nested {
    senders: Map,
}

fn nested(format: &str, text: &str) -> Result<Router, MapErrors> {
    let Nested { senders } = match format {
        "json" => serde_json::from_str(text).unwrap(),
        "toml" => toml::from_str(text).unwrap(),
        "serde_yaml" => serde_yaml::from_str(text).unwrap(),
        _ => panic!("{format}"),
    };
    Router::from_map(senders)
}

#[test]
fn a_nested_map_is_the_same_plan_in_each_format() {
    let alone = Router::from_yaml("map.json", EVERYTHING).unwrap();
    let json = format!("{{ \"senders\": {EVERYTHING} }}");
    for (format, text) in [
        ("json", json.as_str()),
        ("toml", EVERYTHING_IN_TOML),
        ("serde_yaml", EVERYTHING_IN_YAML),
    ] {
        let router = nested(format, text).unwrap();
        let plan = router.plan("retail").unwrap();
        assert_eq!(router.plan_for_app("01EXAMPLEAPP"), Some(plan), "{format}");
        let theirs = alone.plan("retail").unwrap();
        assert_eq!(router.senders(plan), alone.senders(theirs), "{format}");
        assert_eq!(router.memory_window(plan), alone.memory_window(theirs));
        for customer in [
            "+12025550123",
            "+17875550123",
            "+447911123456",
            "+14165550123",
            "+919876543210",
            "070-174 06 99",
            "+2348012345678",
            "+5352123456",
            "+33612345678",
        ] {
            let decide = |router: &Router, plan| {
                [
                    router.route(plan, customer),
                    router.reply(plan, customer, "+46701740605"),
                ]
                .map(|decision| (decision.outcome(), decision.reason(), decision.region()))
            };
            assert_eq!(
                decide(&router, plan),
                decide(&alone, theirs),
                "{format} {customer}"
            );
        }
    }
}

#[test]
fn a_nested_map_has_the_same_errors_by_path_in_each_format() {
    let json = r#"{ "senders": { "originators": {
        "UK": "RETAIL", "US": "+1 202 555 0142", "SE": ["Café", "ommit"], "DE": { "sender": "A", "wieght": 2 },
        "FR": { "pool": ["A", "A"] }, "GB": "none" }, "borrow": { "PR": ["NG"] }, "elsewhere": [] } }"#;
    let toml = r#"
[senders]
borrow = { PR = ["NG"] }
elsewhere = []
[senders.originators]
UK = "RETAIL"
US = "+1 202 555 0142"
SE = ["Café", "ommit"]
DE = { sender = "A", wieght = 2 }
FR = { pool = ["A", "A"] }
GB = "none"
"#;
    let yaml = "
senders:
  originators:
    UK: RETAIL
    US: +1 202 555 0142
    SE: [Café, ommit]
    DE: { sender: A, wieght: 2 }
    FR: { pool: [A, A] }
    GB: none
  borrow: { PR: [NG] }
  elsewhere: []
";
    // A format may give the keys in an order of its own.
    let sorted = |result: Result<Router, MapErrors>| {
        let mut lines: Vec<String> = sentences(result).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let expected = sorted(nested("json", json));
    assert_eq!(expected.len(), 9, "{expected:#?}");
    assert_eq!(sorted(nested("toml", toml)), expected);
    assert_eq!(sorted(nested("serde_yaml", yaml)), expected);
}

/// `serde_yaml` infers types by YAML 1.2, and a mapping of its own `Value` may have keys that are no strings.
#[test]
fn what_serde_yaml_reads_as_a_number_or_a_boolean_is_to_be_quoted() {
    let yaml = "
senders:
  originators:
    US: +12025550142
    SE: 46701740605
    IN: 56767
    GB: true
    DE: 1e5
    FR: ~
    false: A
    1: B
    NO: C
    001: D
  default_region: 46
  borrow: { GG: [false] }
";
    let lost = "write all digits of the number, in E.164 and in quotes, as in \"+12025550142\"; in a spreadsheet, format the column as text";
    let expected = format!(
        "\
originators: the key `false` is a boolean, not text: write `\"NO\"`, in quotes: without them, the code of Norway is read as a boolean
originators: the key `1` is a number, not text: write `\"001\"`, in quotes, for numbers of no country: without them, it is read as a number
originators.US: expected a sender, found the number `12025550142`: quote it, in E.164: \"+12025550142\"
originators.SE: expected a sender, found the number `46701740605`: quote it, in E.164: \"+46701740605\"
originators.IN: expected a sender, found the number `56767`: quote it, so that it stays text as written
originators.GB: expected a sender, found the boolean `true`: write `omit` to let the provider choose the sender, or `refuse` to send nothing; if it is the name of a sender, write `{{ sender: \"true\" }}`
originators.DE: expected a sender, found the number `100000.0`: {lost}
originators.FR: expected a sender, found nothing: write a sender, or `omit` to let the provider choose it, or `refuse` to send nothing
default_region: expected a region, found the number `46`: quote it, so that it stays text as written
borrow.GG[0]: expected a region, found the boolean `false`: write `\"NO\"`, in quotes: without them, the code of Norway is read as a boolean
"
    );
    let errors = nested("serde_yaml", yaml);
    let mut lines: Vec<&str> = expected.lines().collect();
    let told = sentences(errors);
    let mut told: Vec<&str> = told.lines().collect();
    lines.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, lines);
}

#[test]
fn what_toml_reads_as_a_number_or_a_boolean_is_to_be_quoted() {
    let toml = "
[senders]
default_region = 46
[senders.originators]
US = +12025550142
IN = 56767
GB = false
001 = 'A'
NO = 'B'
";
    let expected = "\
originators.US: expected a sender, found the number `12025550142`: quote it, in E.164: \"+12025550142\"
originators.IN: expected a sender, found the number `56767`: quote it, so that it stays text as written
originators.GB: expected a sender, found the boolean `false`: write `omit` to let the provider choose the sender, or `refuse` to send nothing; if it is the name of a sender, write `{ sender: \"false\" }`
default_region: expected a region, found the number `46`: quote it, so that it stays text as written
";
    let told = sentences(nested("toml", toml));
    let mut told: Vec<&str> = told.lines().collect();
    let mut lines: Vec<&str> = expected.lines().collect();
    told.sort_unstable();
    lines.sort_unstable();
    assert_eq!(told, lines);
}

#[test]
fn apps_belong_to_plans_and_without_any_all_belong_to_the_default() {
    for (map, app, plan, why) in [
        (
            "{ service_plans: { a: {}, b: {} }, apps: { one: b } }",
            "one",
            Some("b"),
            "as the map says",
        ),
        (
            "{ service_plans: { a: {} }, apps: { one: a } }",
            "two",
            None,
            "the map names others",
        ),
        (
            "{ service_plans: { a: {} } }",
            "two",
            Some("a"),
            "the only plan",
        ),
        (
            "{ service_plans: { a: {}, default: {} } }",
            "two",
            Some("default"),
            "the default",
        ),
        (
            "{ service_plans: { a: {}, b: {} } }",
            "two",
            None,
            "nobody knows which",
        ),
    ] {
        let map = map.replace("{}", "{ elsewhere: omit }");
        let router = Router::from_yaml("map", &map).unwrap();
        let plan = plan.map(|plan| router.plan(plan).unwrap());
        assert_eq!(router.plan_for_app(app), plan, "{why}");
    }
}

#[test]
fn a_text_names_a_sender_of_the_plan() {
    let map = "originators: { US: \"+12025550142\", FR: \"38099\", GB: RETAIL }";
    let router = Router::from_yaml("map", map).unwrap();
    let plan = router.default_plan().unwrap();
    for (text, expected, why) in [
        ("+12025550142", Some("+12025550142"), "its exact text"),
        ("12025550142", Some("+12025550142"), "without its `+`"),
        ("38099", Some("38099"), "a short code"),
        ("RETAIL", Some("RETAIL"), "a name"),
        ("retail", None, "another name"),
        ("+12025550143", None, "not the plan's"),
        ("", None, "nothing"),
    ] {
        let sender = router.sender(plan, text);
        assert_eq!(
            sender.as_ref().map(|sender| sender.as_str()),
            expected,
            "{why}"
        );
    }
}
