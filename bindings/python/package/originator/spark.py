"""Decisions as columns of a Spark DataFrame; needs `originator[spark]`.

    >>> from originator.spark import with_sender
    >>> decided = with_sender(messages, "to", "originators.yaml")
    >>> decided.select("to", "outcome", "sender", "reason").show()

Runs on PySpark 4, with or without Spark Connect. The executors need the package `originator`, too.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._native import _RECORD_FIELDS, Router

try:
    import pyarrow as pa
    from pyspark.sql.types import (
        ArrayType,
        BinaryType,
        ByteType,
        DecimalType,
        DoubleType,
        FloatType,
        IntegerType,
        LongType,
        NullType,
        ShortType,
        StringType,
        StructField,
        StructType,
    )
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "originator.spark needs PySpark 4 with pandas and pyarrow, and cannot import "
        f"{(error.name or '').split('.')[0]}\n  pip install 'originator[spark]'",
        name=error.name,
    ) from error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from ._native import _BareDigits, _DefaultRegion, _Path, _Text, _UseCase

__all__ = ["with_sender"]

_WORD = StringType()
# The fields of a record that are never null.
_NEVER_NULL = ("plan", "outcome", "reason", "warnings")
# The fields that the command `originator batch` adds, with their types, and whether each may be null: those of a record
# but its input, which is a column of the DataFrame already.
_ADDED = [
    (name, ArrayType(_WORD, containsNull=False) if name == "warnings" else _WORD, name not in _NEVER_NULL)
    for name in _RECORD_FIELDS
    if name != "input"
]
# Numbers in these types have no `+`.
_NUMERIC = (ByteType, ShortType, IntegerType, LongType, DoubleType, DecimalType)
# Spark accepts no dictionary arrays from Python.
_TEXTS = pa.schema(
    pa.field(name, pa.list_(pa.field("element", pa.string(), False)) if name == "warnings" else pa.string(), nullable)
    for name, _, nullable in _ADDED
)


def with_sender(
    df: DataFrame,
    to: str,
    map: _Path,
    *,
    plan: str | None = None,
    written_to: str | None = None,
    needs_reply: bool = False,
    use_case: _UseCase | None = None,
    sender: _Text | None = None,
    default_region: _DefaultRegion = ...,
    bare_digits: _BareDigits = None,
    prefix: str = "",
) -> DataFrame:
    """Adds to each row the decision about the number in the column `to`, in the columns that `originator batch` adds;
    `warnings` is an array. The decisions run when Spark requests rows. The column `to` may have text, binary, integers,
    doubles or decimals; numbers that are not text need `bare_digits` or a default region.

    `map`: the path of a map on the driver, or the text of a map in YAML or JSON; the text is sent with the query.
    `written_to`: the column of our senders to which the customers in `to` wrote, null if unknown; every row is then a
    reply. `prefix`: a prefix of the names of the added columns. The other arguments are those of `Router.route`. A
    number that is null is refused as `invalid_number`.

    Raises `MapError` or `OSError` for errors of the map, `ValueError` for errors of the arguments, and `TypeError` for
    a column of a type that has no phone numbers. All of them are raised before Spark runs anything.
    """
    read = _Map.of(map)
    terms: dict[str, Any] = {
        "plan": plan,
        "use_case": use_case,
        "sender": sender,
        "default_region": default_region,
        "bare_digits": bare_digits,
    }
    if written_to is None:
        terms["needs_reply"] = needs_reply
    columns = df.schema
    decide = _Decide(
        read,
        terms,
        _place(columns, to),
        None if written_to is None else _place(columns, written_to),
    )
    # Raises the errors of the map and the arguments here, on the driver, and not on an executor.
    none = pa.array([], pa.string())
    decide.decisions(none, None if written_to is None else none)
    decide.check_digits(columns[decide.to])

    added = [StructField(prefix + name, form, nullable) for name, form, nullable in _ADDED]
    taken = {name.lower() for name in columns.names}
    clash = [it.name for it in added if it.name.lower() in taken]
    if clash:
        raise ValueError(
            f"the columns have {_quoted(clash)} already\n  drop or rename them, or pass a prefix such as `originator_`"
        )
    # Spark looks columns up by name: names with a dot and duplicate names need replacing.
    plain = df.toDF(*(f"_{place}" for place in range(len(columns))))
    return plain.mapInArrow(decide, StructType([*columns.fields, *added]))


@dataclass(frozen=True)
class _Map:
    """The text of a map, as it is sent to executors. Two are equal if their digests are."""

    digest: bytes
    name: str = field(compare=False)
    text: str = field(compare=False, repr=False)

    @staticmethod
    def of(given: _Path) -> _Map:
        # The text of a map has a key and a value, which no path contains.
        if isinstance(given, str) and re.search(r"\A\s*\{|:\s", given):
            name, text = "map", given
        else:
            name, text = os.fspath(given), _read(Path(given))
        return _Map(hashlib.sha256(f"{name}\0{text}".encode(errors="surrogatepass")).digest(), name, text)


def _read(path: Path) -> str:
    written = path.read_bytes()
    try:
        return written.decode()
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path} is not UTF-8: line {line} has invalid bytes\n  save the file as UTF-8") from None


@lru_cache(maxsize=4)
def _router(map: _Map) -> Router:
    """Built once in a process, which Spark uses for many tasks."""
    return Router.from_text(map.text, map.name)


@dataclass(frozen=True)
class _Decide:
    """Decides the batches of a partition on an executor."""

    map: _Map
    terms: dict[str, Any]
    to: int
    written_to: int | None

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            ours = None if self.written_to is None else batch.column(self.written_to)
            decided = self.decisions(batch.column(self.to), ours)
            texts = [column.cast(form) for column, form in zip(decided.columns, _TEXTS.types)]
            schema = pa.schema([*batch.schema, *_TEXTS])
            yield pa.RecordBatch.from_arrays([*batch.columns, *texts], schema=schema)

    def decisions(self, numbers: pa.Array[Any], ours: pa.Array[Any] | None) -> pa.RecordBatch:
        router = _router(self.map)
        if ours is None:
            return router.route_batch(numbers, **self.terms)
        return router.reply_batch(numbers, ours, **self.terms)

    def check_digits(self, column: StructField) -> None:
        """Raises an error if the numbers have no `+`, and neither the arguments nor the plan set their meaning."""
        if not isinstance(column.dataType, _NUMERIC):
            return
        try:
            self.decisions(pa.array([0]), None if self.written_to is None else pa.nulls(1))
        except ValueError as error:
            _, fix = str(error).split("\n", 1)
            raise ValueError(
                f"the column `{column.name}` is {column.dataType.simpleString()}: it has digits without a `+`, and "
                f"their meaning is not set\n{fix}"
            ) from None


def _place(columns: StructType, name: str) -> int:
    """The index of the column of phone numbers with this name."""
    places = [place for place, it in enumerate(columns.names) if it == name]
    if not places:
        raise ValueError(f"no column is called `{name}`\n  the columns are {_quoted(columns.names)}")
    if len(places) > 1:
        raise ValueError(f"{len(places)} columns are called `{name}`\n  rename all but one")
    form = columns[places[0]].dataType
    what = f"the column `{name}` is {form.simpleString()}"
    if isinstance(form, FloatType):
        raise TypeError(
            f"{what}, which cannot hold a phone number exactly: it rounds integers above 16,777,216\n"
            f"  read the column again from its source, as text: spark.read.schema('`{name}` string')"
        )
    if isinstance(form, StructType):
        raise TypeError(f'{what} where phone numbers belong\n  take one field of it: df["{name}"]["number"]')
    if not isinstance(form, (StringType, BinaryType, NullType, *_NUMERIC)):
        raise TypeError(
            f"{what} where phone numbers belong\n  pass the column of phone numbers, as text or integers"
        )
    return places[0]


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
