"""What may be a column of numbers: layouts, types, and what is said of everything else."""

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import originator

MAP = "originators: { US: { pool: ['+12025550142', '56767'] }, SE: '+46701740605' }"
US, SE = 12025550123, 46701740699
TEXTS = ["+12025550123", None, "+46701740699"]
DIGITS = [US, None, SE]
RECIPIENTS = ["+12025550123", None, "+46701740699"]


def runs(values: Any) -> Any:
    return pc.call_function("run_end_encode", [values])


@pytest.fixture
def router() -> originator.Router:
    return originator.Router.from_text(MAP)


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        (TEXTS, pa.RecordBatch),
        (tuple(TEXTS), pa.RecordBatch),
        ([text and text.encode() for text in TEXTS], pa.RecordBatch),
        (np.array(TEXTS, dtype=object), pa.RecordBatch),
        (np.array(["+12025550123", float("nan"), "+46701740699"], dtype=object), pa.RecordBatch),
        (np.array(["+12025550123", "", "+46701740699"]), pa.RecordBatch),
        (np.array([b"+12025550123", b"", b"+46701740699"]), pa.RecordBatch),
        (pd.Index(TEXTS), pa.RecordBatch),
        (pd.CategoricalIndex(TEXTS), pa.RecordBatch),
        (pd.array(TEXTS, dtype="string"), pa.RecordBatch),
        (pd.Series(TEXTS, dtype="object"), pa.Table),
        (pd.Series(TEXTS, dtype="string"), pa.Table),
        (pd.Series(TEXTS, dtype="category"), pa.Table),
        (pd.Series(TEXTS, dtype=pd.ArrowDtype(pa.string())), pa.Table),
        (pl.Series(TEXTS), pa.Table),
        (pl.Series(TEXTS, dtype=pl.Categorical), pa.Table),
        (pl.Series(TEXTS, dtype=pl.Enum(["+46701740699", "+12025550123"])), pa.Table),
        (pl.DataFrame({"to": TEXTS})["to"], pa.Table),
        (pa.table({"to": TEXTS})["to"], pa.Table),
        (pa.array(TEXTS).dictionary_encode(), pa.RecordBatch),
        (pa.array(["", *TEXTS]).dictionary_encode().slice(1), pa.RecordBatch),
        (pa.DictionaryArray.from_arrays(pa.array([0, 1, 2], pa.uint16()), TEXTS), pa.RecordBatch),
        (runs(pa.array(TEXTS)), pa.RecordBatch),
        (runs(pa.array(["", "", *TEXTS])).slice(2), pa.RecordBatch),
        (pa.array([text and text.encode() for text in TEXTS], pa.binary(12)), pa.RecordBatch),
        (pa.array([text and text.encode() for text in TEXTS], pa.binary_view()), pa.RecordBatch),
    ],
    ids=str,
)
def test_texts_of_every_kind_are_taken(
    router: originator.Router, numbers: Any, form: type[pa.RecordBatch] | type[pa.Table]
) -> None:
    decided = router.route_batch(numbers)
    assert isinstance(decided, form)
    assert decided.column("recipient").to_pylist() == RECIPIENTS
    assert decided.column("reason").to_pylist() == ["domestic", "invalid_number", "domestic"]
    assert decided.column("read_as").to_pylist() == ["e164", None, "e164"]


@pytest.mark.parametrize(
    "numbers",
    [
        DIGITS,
        [float(US), None, float(SE)],
        (US, float("nan"), float(SE)),
        np.array([US, -1, SE]),
        np.array([US, 0, SE], dtype=np.uint64),
        np.array([US, np.nan, SE]),
        np.ma.MaskedArray([US, 7, SE], mask=[False, True, False]),
        pd.Index(DIGITS),
        pd.array(DIGITS, dtype="Int64"),
        # An empty cell makes a column of integers one of floats.
        pd.Series(DIGITS),
        pd.Series(DIGITS, dtype="object"),
        pd.Series(DIGITS, dtype="Int64"),
        pd.Series(DIGITS, dtype="category"),
        pd.Series(DIGITS, dtype=pd.ArrowDtype(pa.decimal128(20, 0))),
        # What `astype(str)` makes of a column with an empty cell.
        pd.Series(DIGITS).astype(str),
        pl.Series(DIGITS),
        pl.Series(DIGITS, dtype=pl.UInt64),
        pl.Series(DIGITS, dtype=pl.Float64),
        pl.Series([Decimal(US), None, Decimal(SE)], dtype=pl.Decimal(20, 2)),
        pa.array(DIGITS),
        pa.array(DIGITS, pa.float64()),
        pa.array(DIGITS).cast(pa.decimal128(20, 0)),
        pa.array(DIGITS).cast(pa.decimal256(40, 4)),
        pa.array(DIGITS).dictionary_encode(),
        runs(pa.array(DIGITS)),
        pa.chunked_array([[US], [], [None, SE]]),
    ],
    ids=lambda it: f"{type(it).__name__}-{getattr(it, 'dtype', getattr(it, 'type', ''))}",
)
def test_integers_and_whole_floats_are_read_as_their_digits(router: originator.Router, numbers: Any) -> None:
    decided = router.route_batch(numbers, bare_digits="international")
    assert decided.column("recipient").to_pylist() == RECIPIENTS
    assert decided.column("read_as").to_pylist() == ["bare", None, "bare"]
    told = router.route_batch(numbers, bare_digits="refuse")
    assert told.column("reason").to_pylist() == ["invalid_number"] * 3


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (pa.int8(), 112),
        (pa.int16(), 12345),
        (pa.int32(), 2025550123),
        (pa.int64(), 2025550123),
        (pa.uint8(), 112),
        (pa.uint16(), 12345),
        (pa.uint32(), 2025550123),
        (pa.uint64(), 2025550123),
        (pa.decimal32(9, 0), 701740605),
        (pa.decimal64(18, 0), 2025550123),
    ],
)
def test_every_width_of_integers_is_decided_as_its_text_is(
    router: originator.Router, type: pa.DataType, value: int
) -> None:
    column = router.route_batch(pa.array([value, None], type), default_region="US")
    single = router.route(str(value), default_region="US")
    assert column.column("recipient").to_pylist() == [single.recipient, None]
    assert column.column("reason").to_pylist() == [single.reason, "invalid_number"]
    assert column.column("warnings").to_pylist() == [single.warnings, []]


def test_values_that_cannot_be_numbers_are_refused_row_by_row(router: originator.Router) -> None:
    floats = [0.5, US + 0.5, -US, float("nan"), float("inf"), float("-inf"), 2.0**54, 1e300, 46701.740605, None, US]
    reasons = router.route_batch(pl.Series(floats, dtype=pl.Float64), bare_digits="international")["reason"].to_pylist()
    assert reasons == ["invalid_number"] * 10 + ["domestic"]
    integers = router.route_batch([-US, 0, 7, 2**63 - 1, US], bare_digits="international")
    assert integers.column("reason").to_pylist() == ["invalid_number"] * 4 + ["domestic"]
    decimals = router.route_batch([Decimal("12025550123.5"), Decimal("12025550123.0")], bare_digits="international")
    assert decimals.column("reason").to_pylist() == ["invalid_number", "domestic"]


@pytest.mark.parametrize(
    "numbers",
    [
        [None, None],
        np.array([np.nan, np.nan]),
        pd.Series([None, None]),
        pd.Series([np.nan, np.nan]),
        pd.Series([None, None], dtype="category"),
        pl.Series([None, None]),
        pl.Series([None, None], dtype=pl.String),
        pl.Series([None, None], dtype=pl.Categorical),
        pl.Series([None, None], dtype=pl.Int64),
        pa.nulls(2),
        pa.chunked_array([pa.nulls(1), pa.nulls(0), pa.nulls(1)]),
        pa.nulls(2, pa.float64()),
    ],
    ids=str,
)
def test_nulls_alone_are_refused_row_by_row_and_need_nothing_said(router: originator.Router, numbers: Any) -> None:
    assert router.route_batch(numbers).column("reason").to_pylist() == ["invalid_number"] * 2
    unknown = router.reply_batch(TEXTS[:1] * 2, numbers)
    assert unknown.column("reason").to_pylist() == ["domestic"] * 2
    assert unknown.column("warnings").to_pylist() == [[], []]


@pytest.mark.parametrize(
    "numbers",
    [[], (), np.array([]), pd.Series([]), pl.Series([]), pa.array([], pa.int64()), pa.chunked_array([], pa.int64())],
    ids=lambda it: type(it).__name__,
)
def test_no_rows_give_no_rows(router: originator.Router, numbers: Any) -> None:
    assert router.route_batch(numbers).num_rows == 0


def test_columns_without_rows_have_a_type_as_well(router: originator.Router) -> None:
    none: Any
    for none in [pa.array([], pa.bool_()), pa.chunked_array([], pa.bool_())]:
        for columns in [(none, None), (none, []), ([], none)]:
            with pytest.raises(TypeError, match="^a column of `bool` where phone numbers belong"):
                router.reply_batch(*columns)
    assert router.reply_batch([], pa.chunked_array([], pa.string())).num_rows == 0


def test_what_comes_out_may_go_in(router: originator.Router) -> None:
    first = router.route_batch(pl.Series(TEXTS))
    again = router.reply_batch(first.column("recipient"), first.column("sender"))
    assert again.column("recipient").to_pylist() == RECIPIENTS
    assert again.column("reason").to_pylist() == ["same_number", "invalid_number", "same_number"]
    by_polars = pl.DataFrame(first)
    assert router.reply_batch(by_polars["recipient"], by_polars["sender"]).equals(again)


def test_senders_may_be_integers(router: originator.Router) -> None:
    customers = ["+12025550123"] * 4
    answers = router.reply_batch(customers, pd.Series([46701740605, 56767, None, -1], dtype="Int64"))
    assert isinstance(answers, pa.Table)
    assert answers.column("sender").to_pylist()[1] == "56767"
    assert answers.column("reason").to_pylist() == ["domestic", "same_number", "domestic", "domestic"]
    assert answers.column("warnings").to_pylist() == [[], [], [], ["not_our_number"]]


PASS = (
    '\n  pass bare_digits="international" if they are E.164 without the `+`, '
    "or default_region with a region if they are its national numbers"
)


@pytest.mark.parametrize(
    ("numbers", "dtype"),
    [
        ([US], "int64"),
        (np.array([US], dtype=np.uint64), "uint64"),
        (pd.Series([US, None]), "float64"),
        (pd.Series([US], dtype="Int64"), "Int64"),
        (pd.Series([US], dtype="category"), "category"),
        (pl.Series([US]), "Int64"),
        (pa.array([float(US)]), "double"),
        (pa.array([US]).cast(pa.decimal128(20, 0)), "decimal128(20, 0)"),
    ],
)
def test_integers_need_bare_digits_or_a_default_region(router: originator.Router, numbers: Any, dtype: str) -> None:
    with pytest.raises(ValueError) as caught:
        router.route_batch(numbers)
    assert str(caught.value) == f"a column of `{dtype}` has digits without a `+`, and their meaning is not set{PASS}"
    assert router.route_batch(numbers, default_region="US").column("read_as").to_pylist()[0] == "national"
    for setting in ["bare_digits: international", "default_region: US"]:
        of_the_plan = originator.Router.from_text(f"{MAP}\n{setting}")
        assert of_the_plan.route_batch(numbers).column("recipient").to_pylist()[0] == "+12025550123"
    assert router.route_batch(numbers, default_region=None).column("reason").to_pylist()[0] == "invalid_number"


BELONG = "where phone numbers belong\n  "
GIVE = BELONG + "pass the column of phone numbers, as text or integers"
FLOAT = (
    "cannot hold a phone number exactly: it rounds integers above 16,777,216"
    "\n  read the column again from its source, as text"
)
ONE = "one number where a column of numbers belongs\n  pass a list of numbers, or call `route` or `reply` for one number"
LIST = "belongs\n  pass a list, a NumPy array, a Series of pandas or polars, or an Arrow array"
FIT = "do not fit in one Arrow array"
UTC = datetime.timezone.utc


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        # Too few digits.
        (
            pd.Series([US], dtype="float32", name="phone"),
            f'a column of `float32` {FLOAT}: pandas.read_csv(file, dtype={{"phone": "string"}})',
        ),
        (
            pl.Series("phone", [US], dtype=pl.Float32),
            f'a column of `Float32` {FLOAT}: polars.read_csv(file, schema_overrides={{"phone": polars.String}})',
        ),
        (
            pa.array([float(US)], pa.float32()),
            f'a column of `float` {FLOAT}: pyarrow.csv.ConvertOptions(column_types={{"to": pyarrow.string()}})',
        ),
        (np.array([US], dtype=np.float32), f"a column of `float32` {FLOAT}: numpy.loadtxt(file, dtype=str)"),
        # Other types.
        ([True], f"a column of `bool` {GIVE}"),
        (pd.Series([True]), f"a column of `bool` {GIVE}"),
        (pl.Series([datetime.date(2026, 1, 1)]), f"a column of `Date` {GIVE}"),
        (pa.array([datetime.datetime(2026, 1, 1, tzinfo=UTC)]), f"a column of `timestamp[us, tz=UTC]` {GIVE}"),
        (pl.Series([["+12025550123"]]), f"a column of `List(String)` {GIVE}"),
        (pa.chunked_array([], pa.bool_()), f"a column of `bool` {GIVE}"),
        (
            pl.Series("to", [{"number": "+12025550123"}]),
            f"a column of `Struct({{'number': String}})` {BELONG}"
            'take one field of them: frame["to"].struct.field("number")',
        ),
        (
            pd.Series([{"number": "+12025550123"}]),
            f'a column of `object` {BELONG}take one field of them: frame["to"].str["number"]',
        ),
        (
            pa.array([{"number": "+12025550123"}]),
            f'a column of `struct<number: string>` {BELONG}'
            'take one field of them: pyarrow.compute.struct_field(numbers, "number")',
        ),
        (
            pl.Series("to", [US], dtype=pl.Int128),
            f'a column of `Int128` {BELONG}make them integers of 64 bits: frame["to"].cast(polars.Int64)',
        ),
        # Values of several types.
        (
            pd.Series(["+12025550123", US], name="phone"),
            f"the values of a column of `object` {FIT}: Expected bytes, got a 'int' object"
            '\n  make them text: frame["phone"].astype("string")',
        ),
        (
            ["+12025550123", US],
            f"the values of a list {FIT}: Expected bytes, got a 'int' object"
            "\n  make them text: [str(number) for number in numbers]",
        ),
        (
            np.array(["+12025550123", US], dtype=object),
            f"the values of a column of `object` {FIT}: Expected bytes, got a 'int' object"
            "\n  make them text: numbers.astype(str)",
        ),
        (
            pl.Series("to", [object()], dtype=pl.Object),
            f'a column of `Object` {BELONG}make them text: frame["to"].map_elements(str, return_dtype=polars.String)',
        ),
        # Tables.
        (
            pd.DataFrame({"id": [1], "to": ["+12025550123"]}),
            'a DataFrame where one column belongs\n  name the column, such as frame["to"]; it has `id`, `to`',
        ),
        (
            pl.DataFrame({"phone": ["+12025550123"]}),
            'a DataFrame where one column belongs\n  name the column, such as frame["phone"]; it has `phone`',
        ),
        (
            pl.DataFrame({f"c{place}": [1] for place in range(12)}),
            'a DataFrame where one column belongs\n  name the column, such as frame["c0"]; it has `c0`, `c1`, `c2`, '
            "`c3`, `c4`, `c5`, `c6`, `c7`, `c8`, `c9`, 2 more",
        ),
        (
            pl.LazyFrame({"to": ["+12025550123"]}),
            'a LazyFrame where one column belongs\n  collect it, and name the column: frame.collect()["to"]',
        ),
        (
            pa.table({"to": ["+12025550123"]}),
            'a Table where one column belongs\n  name the column, such as frame["to"]; it has `to`',
        ),
        (
            pa.table({"to": ["+12025550123"]}).to_reader(),
            'a RecordBatchReader where one column belongs\n  name the column, such as frame["to"]',
        ),
        # What is no column at all.
        ("+12025550123", ONE),
        (b"+12025550123", ONE),
        (np.int64(US), ONE),
        (US, f"int where a column of phone numbers {LIST}"),
        (None, f"NoneType where a column of phone numbers {LIST}"),
        ({"to": "+12025550123"}, f"dict where a column of phone numbers {LIST}"),
        (iter(["+12025550123"]), f"list_iterator where a column of phone numbers {LIST}"),
        (pl.col("to"), f"Expr where a column of phone numbers {LIST}"),
        (
            np.array([[US, SE]]),
            "an array of 2 dimensions where a column of phone numbers belongs"
            "\n  pass one of its columns, such as numbers[:, 0]",
        ),
    ],
    ids=lambda it: type(it).__name__,
)
def test_what_is_no_column_of_numbers_is_a_type_error_that_says_what_to_write(
    router: originator.Router, numbers: Any, told: str
) -> None:
    with pytest.raises(TypeError) as caught:
        router.route_batch(numbers, bare_digits="international")
    assert str(caught.value) == told


@pytest.mark.filterwarnings("ignore:(?s).*map_elements is significantly slower")
def test_the_fixes_that_errors_name_work(router: originator.Router) -> None:
    mixed = pd.DataFrame({"phone": ["+12025550123", US, float(SE), None]})
    reasons = router.route_batch(mixed["phone"].astype("string"), bare_digits="international")["reason"].to_pylist()
    assert reasons == ["domestic", "domestic", "domestic", "invalid_number"]
    structs = pd.DataFrame({"to": [{"number": "+12025550123"}]})
    assert router.route_batch(structs["to"].str["number"])["reason"].to_pylist() == ["domestic"]
    objects = pl.DataFrame({"to": pl.Series(["+12025550123", US], dtype=pl.Object)})
    texts = objects["to"].map_elements(str, return_dtype=pl.String)
    assert router.route_batch(texts, bare_digits="international")["reason"].to_pylist() == ["domestic", "domestic"]
    wide = pl.DataFrame({"to": pl.Series([US], dtype=pl.Int128)})
    assert router.route_batch(wide["to"].cast(pl.Int64), bare_digits="international").num_rows == 1


def test_an_error_about_senders_speaks_of_their_column(router: originator.Router) -> None:
    senders = pd.Series([46701740605], dtype="float32", name="ours")
    with pytest.raises(TypeError, match='dtype={"ours": "string"}'):
        router.reply_batch(["+12025550123"], senders)
    with pytest.raises(ValueError) as caught:
        router.reply_batch(["+12025550123"], ["a", "b"])
    assert str(caught.value) == "1 customers and 2 senders that they wrote to: pass one sender for each customer, or null"
