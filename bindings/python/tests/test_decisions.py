"""One decision at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import MAP, Row

import originator
from originator._native import _RECORD_FIELDS

# A decision has every field of a record but its input, which the caller has.
FIELDS = [field for field in _RECORD_FIELDS if field != "input"]


def record(decision: originator.Decision) -> Row:
    return {field: getattr(decision, field) for field in FIELDS}


def same(decisions: list[Row], rows: list[Row]) -> None:
    assert len(decisions) == len(rows)
    for decision, row in zip(decisions, rows):
        assert decision == {field: row[field] for field in FIELDS}, row


@pytest.fixture
def router() -> originator.Router:
    return originator.Router.from_file(MAP)


def test_a_route_is_what_the_command_line_says(
    router: originator.Router, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    rows = batch([{"to": number} for number in numbers], "--column", "to")
    decisions = [record(router.route(number)) for number in numbers]
    same(decisions, rows)
    assert len({row["reason"] for row in rows}) >= 6


def test_a_reply_is_what_the_command_line_says(
    router: originator.Router, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    ours = ["+46701740605", "+12025550142", None, "+16045550142", "+447700900999"]
    rows: list[Row] = [{"from": number, "ours": ours[index % len(ours)]} for index, number in enumerate(numbers)]
    answers = batch(rows, "--from-column", "from", "--written-to-column", "ours")
    same([record(router.reply(row["from"], row["ours"])) for row in rows], answers)


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ({"needs_reply": True}, ["--needs-reply"]),
        ({"use_case": "otp"}, ["--use-case", "otp"]),
        ({"sender": "RETAIL"}, ["--sender", "RETAIL"]),
        ({"sender": b"+46701740605"}, ["--sender", "+46701740605"]),
        ({"default_region": "SE"}, ["--default-region", "SE"]),
        ({"bare_digits": "international"}, ["--bare-digits", "international"]),
        ({"bare_digits": "refuse"}, ["--bare-digits", "refuse"]),
    ],
)
def test_terms_are_those_of_the_command_line(
    router: originator.Router,
    numbers: list[str],
    batch: Callable[..., list[Row]],
    given: dict[str, Any],
    option: list[str],
) -> None:
    some = [*numbers[::7], "070-174 06 99", "+919845012345", "46701740699", "12025550123"]
    rows = batch([{"to": number} for number in some], "--column", "to", *option)
    same([record(router.route(number, **given)) for number in some], rows)


def test_a_default_region_may_be_left_to_the_plan_or_taken_back() -> None:
    router = originator.Router.from_text("originators: { SE: '+46701740605' }\ndefault_region: SE")
    assert router.route("070-174 06 99").sender == "+46701740605"
    assert router.route("070-174 06 99", default_region=...).sender == "+46701740605"
    assert router.route("070-174 06 99", default_region=None).reason == "invalid_number"


def test_what_is_no_text_at_all_is_a_refusal_or_a_type_error(router: originator.Router) -> None:
    unreadable: list[str | bytes] = ["\ud800", "\0", "+1202555\u200b0123", b"\xff", b""]
    for number in unreadable:
        assert router.route(number).reason == "invalid_number", number
    wrong: Any
    for wrong in [None, 12025550123, ["+12025550123"]]:
        with pytest.raises(TypeError):
            router.route(wrong)


def test_plans_are_named_or_one_is_left() -> None:
    router = originator.Router.from_text("""
service_plans:
  retail: { originators: { US: "+12025550142" } }
  post: { originators: { US: "+13125550123" } }
""")
    assert router.plans == ["retail", "post"]
    decision = router.route("+12025550123", "post")
    assert (decision.plan, decision.sender) == ("post", "+13125550123")
    with pytest.raises(ValueError, match="several plans.*\n  name one of `retail`, `post`"):
        router.route("+12025550123")
    with pytest.raises(ValueError, match="has no plan `sale`"):
        router.reply("+12025550123", plan="sale")


def test_an_explanation_is_there_when_asked_for(router: originator.Router) -> None:
    assert router.route("+12025550123").explanation is None
    explained = router.reply("+12025550123", "+46701740605", explain=True)
    assert explained.sender == "+12025550142"
    assert explained.explanation is not None
    assert "+12025550142" in explained.explanation
    assert repr(explained) == "<Decision: use +12025550142 (domestic)>"


def test_words_that_are_none_are_told_so(router: originator.Router) -> None:
    with pytest.raises(ValueError, match="`opt` is not a use case: did you mean `otp`?"):
        router.route("+12025550123", use_case="opt")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one of otp, transactional, marketing"):
        router.route("+12025550123", use_case="promo")  # type: ignore[arg-type]
    for wrong, near in [("UK", "GB"), ("se", "SE")]:
        with pytest.raises(ValueError, match=f"did you mean `{near}`"):
            router.route("+12025550123", default_region=wrong)
    with pytest.raises(ValueError, match="not an ISO 3166-1"):
        originator.locate("+12025550123", "Sweden")


def test_locate() -> None:
    located = originator.locate("070-174 06 05", "SE")
    assert located is not None
    assert (located.e164, located.region) == ("+46701740605", "SE")
    assert (located.line_type, located.validity) == ("mobile", "valid")
    assert originator.locate("12345") is None


@pytest.mark.parametrize(
    ("number", "given", "read_as", "is_ambiguous"),
    [
        ("+46701740605", {}, "e164", False),
        ("+46 70 174 06 05", {}, "international", False),
        ("0046701740605", {}, "international", False),
        ("46701740605", {"bare_digits": "international"}, "bare", False),
        ("070-174 06 05", {"default_region": "SE"}, "national", False),
        # A number of France whose `+` was lost, or one of Sweden that is too long.
        ("33612345678", {"default_region": "SE"}, "national", True),
        ("070-174 06 05", {"default_region": "SE", "bare_digits": None}, "national", False),
    ],
)
def test_locate_says_how_a_number_was_read(
    number: str, given: dict[str, Any], read_as: str, is_ambiguous: bool
) -> None:
    located = originator.locate(number, **given)
    assert located is not None
    assert (located.read_as, located.is_ambiguous) == (read_as, is_ambiguous)


def test_bare_digits_are_read_as_they_are_said_to_be() -> None:
    router = originator.Router.from_text("originators: { SE: '+46701740605' }\ndefault_region: US")
    calls: list[Any] = [router.route, router.reply]
    for call in calls:
        assert call("46701740699").recipient != "+46701740699"
        decision = call("46701740699", bare_digits="international")
        assert (decision.recipient, decision.read_as) == ("+46701740699", "bare")
        # `None` is no region, and says nothing against bare digits.
        assert call("46701740699", default_region=None, bare_digits="international").read_as == "bare"
        refused = call("46701740699", bare_digits="refuse")
        assert (refused.reason, refused.read_as) == ("invalid_number", None)
    assert originator.locate("46701740699") is None
    assert originator.locate("46701740699", bare_digits="refuse") is None
    columns: list[Any] = [router.route_batch, router.reply_batch]
    for call in columns:
        assert call(["46701740699"], bare_digits="international").column("read_as").to_pylist() == ["bare"]
        assert call(["46701740699"], bare_digits="refuse").column("read_as").to_pylist() == [None]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"default_region": "SE", "bare_digits": "international"},
            "default_region and bare_digits both set the meaning of digits without a `+`\n  pass only one of them",
        ),
        (
            {"default_region": "SE", "bare_digits": "refuse"},
            "default_region and bare_digits both set the meaning of digits without a `+`\n  pass only one of them",
        ),
        ({"bare_digits": "internatinal"}, "`internatinal` is not a value of bare_digits: did you mean `international`?"),
        ({"bare_digits": "Refuse"}, "`Refuse` is not a value of bare_digits: did you mean `refuse`?"),
        ({"bare_digits": "e164"}, "`e164` is not a value of bare_digits: one of refuse, international"),
        ({"bare_digits": ""}, "`` is not a value of bare_digits: one of refuse, international"),
        ({"bare_digits": "SE"}, '`SE` is not a value of bare_digits: did you mean default_region="SE"?'),
        (
            {"default_region": "international"},
            '`international` is not a region: did you mean bare_digits="international"?',
        ),
    ],
)
def test_what_says_nothing_of_bare_digits_is_told_so(
    router: originator.Router, given: dict[str, Any], told: str
) -> None:
    calls: list[Any] = [router.route, router.reply, originator.locate]
    asked: list[tuple[Any, str | list[str]]] = [(call, "+12025550123") for call in calls]
    asked += [(call, ["+12025550123"]) for call in (router.route_batch, router.reply_batch)]
    for call, numbers in asked:
        with pytest.raises(ValueError) as caught:
            call(numbers, **given)
        assert str(caught.value) == told


def test_a_reload_is_seen_and_a_failing_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("originators: { US: '+12025550142' }")
    router = originator.Router.from_file(path)
    path.write_text("originators: { US: '+13125550123' }")
    reload = router.reload(path)
    assert (reload.is_changed, reload.added, reload.removed) == (True, (), ())
    assert router.route("+12025550123").sender == "+13125550123"
    other = tmp_path / "other.yaml"
    other.write_text("originators: { UK: '+13125550123' }")
    with pytest.raises(originator.MapError, match="other.yaml:1:16"):
        router.reload(other)
    assert router.route("+12025550123").sender == "+13125550123"
    with pytest.raises(FileNotFoundError) as missing:
        router.reload(tmp_path / "missing.yaml")
    assert missing.value.filename == str(tmp_path / "missing.yaml")


def test_a_reload_says_which_plans_came_and_went(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    plan = "{ originators: { US: '+12025550142' } }"
    path.write_text(f"service_plans: {{ retail: {plan}, post: {plan} }}")
    router = originator.Router.from_file(path)
    same = router.reload(path)
    assert (same.is_changed, same.added, same.removed) == (False, (), ())
    assert repr(same) == "<Reload: nothing changed>"
    path.write_text(f"service_plans: {{ retial: {plan}, post: {plan} }}")
    reload = router.reload(path)
    assert (reload.is_changed, reload.added, reload.removed) == (True, ("retial",), ("retail",))
    assert repr(reload) == "<Reload: added ('retial',), removed ('retail',)>"
    with pytest.raises(ValueError, match="has no plan `retail`"):
        router.route("+12025550123", "retail")
