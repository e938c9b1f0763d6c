"""Columns of Arrow arrays, and of what is made of them."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import MAP, Row
from test_decisions import FIELDS, same

import originator


@pytest.fixture
def router() -> originator.Router:
    return originator.Router.from_file(MAP)


def test_a_batch_is_what_the_command_line_says(
    router: originator.Router, numbers: list[str], batch: Callable[..., list[Row]]
) -> None:
    rows = batch([{"to": number} for number in numbers], "--column", "to")
    decided = router.route_batch(pa.array(numbers))
    assert isinstance(decided, pa.RecordBatch)
    decided.validate(full=True)
    assert decided.schema.names == FIELDS
    same(decided.to_pylist(), rows)


@pytest.mark.parametrize("rows_each", [1, 999, 100_000])
def test_a_batch_of_replies_is_what_the_command_line_says(
    router: originator.Router, numbers: list[str], batch: Callable[..., list[Row]], rows_each: int
) -> None:
    some = ["+46701740605", "+12025550142", None, "+16045550142", "+447700900999"]
    ours = [some[index % len(some)] for index in range(len(numbers))]
    rows = [{"from": number, "ours": our} for number, our in zip(numbers, ours)]
    answers = batch(rows, "--from-column", "from", "--written-to-column", "ours")
    cut = pa.chunked_array([ours[at : at + rows_each] for at in range(0, len(ours), rows_each)])
    customers = pa.chunked_array([numbers[:1500], [], numbers[1500:]])
    decided = router.reply_batch(customers, cut)
    assert isinstance(decided, pa.Table)
    same(decided.to_pylist(), answers)
    both = router.reply_batch(pa.array(numbers), pa.array(ours))
    assert isinstance(both, pa.RecordBatch)
    same(both.to_pylist(), answers)


@pytest.mark.parametrize(
    "numbers",
    [
        pa.array(["+12025550123", None, "+46701740699"]),
        pa.array(["+12025550123", None, "+46701740699"], pa.large_string()),
        pa.array(["+12025550123", None, "+46701740699"], pa.string_view()),
        pa.array([b"+12025550123", b"\xff", b"+46701740699"]),
        pa.array(["", "", "+12025550123", None, "+46701740699", ""]).slice(2, 3),
        pa.chunked_array([["+12025550123", None], ["+46701740699"]]),
        pl.Series(["+12025550123", None, "+46701740699"]),
        pd.Series(["+12025550123", None, "+46701740699"]),
    ],
    ids=["text", "large", "view", "bytes", "slice", "chunked", "polars", "pandas"],
)
def test_every_layout_of_texts_is_read_and_null_is_no_number(
    router: originator.Router, numbers: Any
) -> None:
    decided = router.route_batch(numbers)
    assert decided.column("reason").to_pylist() == ["domestic", "invalid_number", "domestic"]
    assert decided.column("sender").to_pylist()[:2] == ["+12025550142", None]
    assert decided.column("recipient").to_pylist() == ["+12025550123", None, "+46701740699"]


def test_terms_hold_for_all(router: originator.Router) -> None:
    numbers = pa.array(["070-174 06 99", "+447700900123"])
    decided = router.route_batch(numbers, needs_reply=True, use_case="otp", default_region="SE")
    assert decided.column("outcome").to_pylist() == ["use", "use"]
    assert decided.column("sender_kind").to_pylist() == ["long_code", "long_code"]
    named = router.route_batch(numbers, "default", sender="RETAIL")
    assert named.column("reason").to_pylist() == ["invalid_number", "explicit"]


def test_none_gives_none(router: originator.Router) -> None:
    assert router.route_batch(pa.array([], pa.string())).num_rows == 0
    assert router.reply_batch(pa.array([], pa.string()), pa.array([], pa.string())).num_rows == 0
    empty = router.route_batch(pa.chunked_array([], pa.string()))
    assert empty.schema.names == FIELDS


def test_polars_and_pandas_take_what_comes_out(router: originator.Router) -> None:
    frame = pl.DataFrame({"to": ["+12025550123", "+46701740699", None]})
    decided = pl.DataFrame(router.route_batch(frame["to"]))
    joined = frame.hstack(decided.select("sender", "reason", "warnings"))
    assert joined["sender"].cast(pl.String).to_list()[0] == "+12025550142"
    assert joined["reason"].cast(pl.String).to_list()[2] == "invalid_number"
    shown = router.route_batch(pd.Series(["+12025550123", "+4915123456789"])).to_pandas()
    assert shown["sender"].tolist() == ["+12025550142", "RETAIL"]
    assert shown["reason"].dtype == "category"


def test_texts_that_are_not_utf8_do_no_harm(router: originator.Router) -> None:
    bytes_ = pa.array([b"\xff\xfe", b"+12025550123"])
    broken = pa.Array.from_buffers(pa.string(), 2, bytes_.buffers())
    decided = router.route_batch(broken)
    assert decided.column("reason").to_pylist() == ["invalid_number", "domestic"]


def test_other_threads_run_meanwhile(router: originator.Router) -> None:
    numbers = pa.array(["+46701740699", "070-174 06 99"] * 200_000)
    times: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            times.append(time.monotonic())
            time.sleep(0.001)

    ticking = threading.Thread(target=tick)
    ticking.start()
    start = time.monotonic()
    router.route_batch(numbers)
    end = time.monotonic()
    done.set()
    ticking.join()
    meanwhile = [at for at in times if start < at < end]
    assert len(meanwhile) >= 5, f"{len(meanwhile)} times in {end - start} s"
