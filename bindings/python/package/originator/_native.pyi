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

_Path: TypeAlias = str | PathLike[str]
# A number or a sender as people or systems write it.
_Text: TypeAlias = str | bytes
_UseCase: TypeAlias = Literal["otp", "transactional", "marketing"]
# `...` leaves it to the plan. `None` is no region: without `bare_digits`, only numbers in international form are read.
_DefaultRegion: TypeAlias = str | None | EllipsisType
# `None` leaves it to the plan.
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

# What pyarrow makes an array of.
_Values: TypeAlias = list[Any] | tuple[Any, ...] | _ArrayOfNumPy

@final
class Router:
    """Decides which sender a message leaves from, by a map that may be replaced while it is in use.

    Safe to share between threads; decisions never wait for a reload.
    """

    @staticmethod
    def from_file(path: _Path) -> Router:
        """Reads a map in YAML or JSON. `MapError` says everything that is wrong with it."""

    @staticmethod
    def from_text(text: str, name: str = "map") -> Router:
        """Takes the text of a map in YAML or JSON; `name` names it in errors."""

    def reload(self, path: _Path) -> Reload:
        """Replaces the map by that of a file, and says which plans that added and removed. On an error the old map
        still serves."""

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
        """The sender of a first message to a number.

        `plan` may be left out if the map has one plan or one named `default`. `needs_reply`: only senders that the
        recipient can answer. `use_case`: `transactional` if not given. `sender`: the one that the caller wants; it is
        checked, never replaced. `default_region`: the region whose national numbers are read. `bare_digits`:
        whether digits without `+` or `00` are refused, or are E.164 without its `+` (`international`). Each of these
        two takes the place of both settings of the plan, and only one of them may be given. `explain`: the decision
        has an explanation.
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
        """The sender of the answer to a customer, who wrote to one of our senders; the rest as `route` has it."""

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
        """A decision for each number. A null is refused as `invalid_number`.

        The columns have the names and the order of a decision's fields; what repeats is dictionary-encoded. The column
        may be an Arrow array of any library, a stream of arrays, a Series of polars or pandas, an array of NumPy, an
        Index of pandas, a list or a tuple. Texts and bytes are read where they lie, without a copy, and other threads
        run meanwhile. The result is a `pyarrow.Table` for a stream of arrays, such as a `ChunkedArray` or a Series, and
        a `pyarrow.RecordBatch` for everything else.

        The values are texts, bytes, integers, floats of 64 bits or decimals; a dictionary (a category) or runs of them
        are taken as well. Integers and floats are read as their digits. They have no `+`, so `bare_digits` or
        `default_region` has to be given or to be in the plan: otherwise they are a `ValueError`. A value that is
        negative, has a fraction, or is a float above 2**53 is refused as `invalid_number`. A column of any other type
        is a `TypeError`.
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
        """A decision for the answer to each customer, who wrote to the sender beside them or, if null, to one that is
        not known. A table if one of the two columns is a stream; the rest as `route_batch` has it."""

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
    """Which sender a message leaves from, and why. A refusal is a decision too."""

    @property
    def recipient(self) -> str | None:
        """The recipient in E.164, if it could be read."""

    @property
    def region(self) -> str | None:
        """Its region: an ISO 3166-1 code, or `001` for numbers of no country."""

    @property
    def line_type(self) -> _LineType | None: ...
    @property
    def validity(self) -> _Validity | None: ...
    @property
    def plan(self) -> str:
        """The id of the service plan that was asked."""

    @property
    def outcome(self) -> Literal["use", "omit", "refuse"]:
        """Send from the sender, send without naming one, or do not send."""

    @property
    def sender(self) -> str | None: ...
    @property
    def sender_kind(self) -> Literal["long_code", "toll_free", "short_code", "alphanumeric"] | None: ...
    @property
    def reason(self) -> str:
        """Why: one of a closed list of words."""

    @property
    def warnings(self) -> list[str]:
        """What may become of the message on the way: words of a closed list."""

    @property
    def read_as(self) -> _ReadAs | None:
        """The form in which the recipient was written, if it could be read: canonical E.164, in another international
        form, as it is dialled in the default region, or in bare digits that were taken for E.164."""

    @property
    def explanation(self) -> str | None:
        """How the decision came about, in sentences; only with `explain=True`."""

@final
class Located:
    """Where a number belongs."""

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
        """Whether the text is digits that were read as a number of the default region, though they are a valid number
        of another country after a `+`, which may have been lost."""

def locate(number: _Text, default_region: str | None = None, *, bare_digits: _BareDigits = None) -> Located | None:
    """Says where a number belongs; `None` if it cannot be read.

    `default_region`: the region whose national numbers are read. `bare_digits`: whether digits without `+` or `00` are
    refused, which is the default, or are E.164 without its `+` (`international`). Only one of these two may be given.
    """

@final
class Reload:
    """What a reload changed."""

    @property
    def is_changed(self) -> bool:
        """Whether anything changed: the plans, the apps, the country rules or the numbering plan."""

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of the plans that the map has and did not have before, in the order of the map."""

    @property
    def removed(self) -> tuple[str, ...]:
        """The ids of the plans that the map had and has no longer."""

@final
class Finding:
    """An error or a warning of a map: what it is, where it stands and what to do; `str` is the sentence."""

    @property
    def severity(self) -> Literal["error", "warning"]: ...
    @property
    def kind(self) -> str: ...
    @property
    def path(self) -> str:
        """Where in the map, in the words of its keys."""

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
        """Who says so of the country."""

@final
class Report:
    """What `check` found; `str` shows it with the lines of the source. A map with errors has no warnings yet."""

    @property
    def errors(self) -> tuple[Finding, ...]: ...
    @property
    def warnings(self) -> tuple[Finding, ...]: ...

class MapError(ValueError):
    """Everything that is wrong with a map, with the lines of the source."""

    errors: tuple[Finding, ...]

def check(path: _Path) -> Report:
    """Says everything that is wrong with a map, or what may go wrong with it."""
