from os import PathLike
from types import EllipsisType
from typing import Any, Literal, Protocol, TypeAlias, final, overload, type_check_only

import pyarrow as pa

__all__ = [
    "Decision",
    "Finding",
    "Located",
    "MapError",
    "Reload",
    "Report",
    "Router",
    "check",
    "locate",
]

# The fields of a record, in the order of every output.
_RECORD_FIELDS: tuple[str, ...]

_Path: TypeAlias = str | PathLike[str]
# A number or a sender as people or systems write it.
_Text: TypeAlias = str | bytes
_UseCase: TypeAlias = Literal["otp", "transactional", "marketing"]
# `...` is that of the plan. `None` is no region: without `bare_digits`, only numbers in international form are read.
_DefaultRegion: TypeAlias = str | None | EllipsisType
# `None` is that of the plan.
_BareDigits: TypeAlias = Literal["refuse", "international"] | None
_LineType: TypeAlias = Literal[
    "fixed_line",
    "mobile",
    "fixed_line_or_mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "unknown",
]
_Validity: TypeAlias = Literal["valid", "possible", "invalid"]
_ReadAs: TypeAlias = Literal["e164", "international", "national", "bare"]

# Arrow's PyCapsule interface.
@type_check_only
class _Array(Protocol):
    """An Arrow array, such as a `pyarrow.Array`."""

    def __arrow_c_array__(self, requested_schema: object | None = None, /) -> tuple[object, object]: ...

@type_check_only
class _Arrays(Protocol):
    """A stream of Arrow arrays: a `pyarrow.ChunkedArray`, a Series of polars or of pandas."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object: ...

@type_check_only
class _ArrayOfNumPy(Protocol):
    """An array of NumPy, or an Index of pandas."""

    def __array__(self) -> Any: ...

# Objects that pyarrow converts to an array.
_Values: TypeAlias = list[Any] | tuple[Any, ...] | _ArrayOfNumPy

@final
class Router:
    """Decides the senders of messages by a map that can be reloaded while it is in use.

    A router can be shared between threads; decisions never wait for a reload.
    """

    @staticmethod
    def from_file(path: _Path) -> Router:
        """Reads a map in YAML or JSON. Raises `MapError` with all errors of the map."""

    @staticmethod
    def from_text(text: str, name: str = "map") -> Router:
        """Reads the text of a map in YAML or JSON; `name` is its name in errors."""

    def reload(self, path: _Path) -> Reload:
        """Replaces the map by that of a file, and returns the plans that were added and removed. After an error, the
        old map stays in use."""

    @property
    def plans(self) -> list[str]:
        """The ids of the map's service plans, in the order in which they first appeared."""

    def route(
        self,
        number: _Text,
        plan: str | None = None,
        *,
        needs_reply: bool = False,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
        explain: bool = False,
    ) -> Decision:
        """Decides the sender of a first message to a number.

        `plan`: may be omitted if the map has one plan, or a plan `default`. `needs_reply`: use only senders that the
        recipient can answer. `use_case`: by default `transactional`. `sender`: send from this sender or refuse the
        message; no other sender is used. `default_region`: read national numbers of this region. `bare_digits`: refuse
        digits without `+` or `00`, or read them as E.164 (`international`). Each of the last two overrides both
        settings of the plan, and only one of them may be passed. `explain`: add an explanation to the decision.
        """

    def reply(
        self,
        customer: _Text,
        written_to: _Text | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
        explain: bool = False,
    ) -> Decision:
        """Decides the sender of a reply to a customer who wrote to one of our senders. The other arguments are those of
        `route`."""

    @overload
    def route_batch(
        self,
        numbers: _Array,
        plan: str | None = None,
        *,
        needs_reply: bool = False,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.RecordBatch:
        """Decides each number. A null is refused as `invalid_number`.

        The columns have the names and the order of a decision's fields; repeated values are dictionary-encoded. The
        column may be an Arrow array of any library, a stream of arrays, a Series of polars or pandas, an array of
        NumPy, an Index of pandas, a list or a tuple. Text and bytes are read without a copy, and the GIL is released.
        The result is a `pyarrow.Table` for a stream of arrays, such as a `ChunkedArray` or a Series, and a
        `pyarrow.RecordBatch` for everything else.

        The values are texts, bytes, integers, floats of 64 bits or decimals; a dictionary (a category) or runs of them
        are accepted as well. Integers and floats are read as their digits. They have no `+`, so that the arguments or
        the plan must set `bare_digits` or `default_region`: otherwise a `ValueError` is raised. A value that is
        negative, has a fraction, or is a float above 2**53 is refused as `invalid_number`. A column of any other type
        raises a `TypeError`.
        """

    @overload
    def route_batch(
        self,
        numbers: _Arrays,
        plan: str | None = None,
        *,
        needs_reply: bool = False,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.Table: ...
    @overload
    def route_batch(
        self,
        numbers: _Values,
        plan: str | None = None,
        *,
        needs_reply: bool = False,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.RecordBatch: ...
    @overload
    def reply_batch(
        self,
        customers: _Array,
        written_to: _Array | _Values | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.RecordBatch:
        """Decides a reply to each customer, who wrote to the sender in the same row; null means an unknown sender. The
        result is a table if one of the two columns is a stream. The other arguments are those of `route_batch`."""

    @overload
    def reply_batch(
        self,
        customers: _Array,
        written_to: _Arrays,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.Table: ...
    @overload
    def reply_batch(
        self,
        customers: _Arrays,
        written_to: _Array | _Arrays | _Values | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.Table: ...
    @overload
    def reply_batch(
        self,
        customers: _Values,
        written_to: _Arrays,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.Table: ...
    @overload
    def reply_batch(
        self,
        customers: _Values,
        written_to: _Array | _Values | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
        bare_digits: _BareDigits = None,
    ) -> pa.RecordBatch: ...

@final
class Decision:
    """The sender of a message, and the reason for it. A refusal is a decision, too."""

    @property
    def recipient(self) -> str | None:
        """The recipient in E.164, if it could be read."""

    @property
    def region(self) -> str | None:
        """The region of the recipient: an ISO 3166-1 code, or `001` for numbers of no country."""

    @property
    def line_type(self) -> _LineType | None: ...
    @property
    def validity(self) -> _Validity | None: ...
    @property
    def plan(self) -> str:
        """The id of the service plan."""

    @property
    def outcome(self) -> Literal["use", "omit", "refuse"]:
        """Send from the sender, send without a sender, or do not send."""

    @property
    def sender(self) -> str | None: ...
    @property
    def sender_kind(self) -> Literal["long_code", "toll_free", "short_code", "alphanumeric"] | None: ...
    @property
    def reason(self) -> str:
        """The reason: a word of a closed list."""

    @property
    def warnings(self) -> list[str]:
        """The risks on the way to the recipient: words of a closed list."""

    @property
    def read_as(self) -> _ReadAs | None:
        """The form in which the recipient was written, if it could be read: canonical E.164, in another international
        form, as it is dialled in the default region, or in bare digits that were taken for E.164."""

    @property
    def explanation(self) -> str | None:
        """An explanation of the decision in sentences; only with `explain=True`."""

@final
class Located:
    """The location of a number."""

    @property
    def e164(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def line_type(self) -> _LineType: ...
    @property
    def validity(self) -> _Validity: ...
    @property
    def read_as(self) -> _ReadAs:
        """The form in which the number was written: canonical E.164, in another international form, as it is dialled in
        the default region, or in bare digits that were taken for E.164."""

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text has digits that were read as a number of the default region, but are also a valid number of
        another country after a `+`, which may be missing."""

def locate(number: _Text, default_region: str | None = None, *, bare_digits: _BareDigits = None) -> Located | None:
    """Returns the location of a number, or `None` if it cannot be read.

    `default_region`: read national numbers of this region. `bare_digits`: refuse digits without `+` or `00`, which is
    the default, or read them as E.164 (`international`). Only one of the two may be passed.
    """

@final
class Reload:
    """The changes of a reload."""

    @property
    def is_changed(self) -> bool:
        """Whether anything changed: the plans, the apps, the country rules or the numbering plan."""

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of the plans that the map did not have before, in the order of the map."""

    @property
    def removed(self) -> tuple[str, ...]:
        """The ids of the plans that the map no longer has."""

@final
class Finding:
    """An error or a warning of a map, with its position and its fix; `str` gives a sentence."""

    @property
    def severity(self) -> Literal["error", "warning"]: ...
    @property
    def kind(self) -> str: ...
    @property
    def path(self) -> str:
        """The path in the map, made of its keys."""

    @property
    def line(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...
    @property
    def message(self) -> str: ...
    @property
    def fix(self) -> str: ...
    @property
    def source_line(self) -> str | None: ...
    @property
    def sources(self) -> list[str]:
        """The sources of the country rule."""

@final
class Report:
    """The findings of `check`; `str` shows them with the lines of the map. A map with errors has no warnings yet."""

    @property
    def errors(self) -> tuple[Finding, ...]: ...
    @property
    def warnings(self) -> tuple[Finding, ...]: ...

class MapError(ValueError):
    """All errors of a map, with the lines of the map."""

    errors: tuple[Finding, ...]

def check(path: _Path) -> Report:
    """Checks a map, and returns all its errors, or its warnings."""
