from os import PathLike
from types import EllipsisType
from typing import Literal, Protocol, TypeAlias, final, overload, type_check_only

import pyarrow as pa

__all__ = [
    "Decision",
    "Finding",
    "Located",
    "MapError",
    "Report",
    "Router",
    "check",
    "locate",
]

_Path: TypeAlias = str | PathLike[str]
# A number or a sender as people or systems write it.
_Text: TypeAlias = str | bytes
_UseCase: TypeAlias = Literal["otp", "transactional", "marketing"]
# `...` leaves it to the plan, `None` reads numbers in international form only.
_DefaultRegion: TypeAlias = str | None | EllipsisType
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

# Arrow's PyCapsule interface.
@type_check_only
class _Array(Protocol):
    """An Arrow array, such as a `pyarrow.Array`."""

    def __arrow_c_array__(self, requested_schema: object | None = None, /) -> tuple[object, object]: ...

@type_check_only
class _Arrays(Protocol):
    """A stream of Arrow arrays: a `pyarrow.ChunkedArray`, a Series of polars or of pandas."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object: ...

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

    def reload(self, path: _Path) -> None:
        """Replaces the map by that of a file. On an error the old one still serves."""

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
        explain: bool = False,
    ) -> Decision:
        """The sender of a first message to a number.

        `plan` may be left out if the map has one plan or one named `default`. `needs_reply`: only senders that the
        recipient can answer. `use_case`: `transactional` if not given. `sender`: the one that the caller wants; it is
        checked, never replaced. `default_region`: reads numbers written nationally, in place of the plan's. `explain`:
        the decision has an explanation.
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
    ) -> pa.RecordBatch:
        """A decision for each number, null for null included: it is no number, and refused.

        The columns have the names and the order of a decision's fields; what repeats is dictionary-encoded. Takes any
        object that shares Arrow arrays of texts or bytes, without a copy, and lets other threads run meanwhile. Gives a
        `pyarrow.RecordBatch` for an array, and a `pyarrow.Table` for a stream of arrays, such as a `ChunkedArray` or a
        Series of polars or pandas.
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
    ) -> pa.Table: ...
    @overload
    def reply_batch(
        self,
        customers: _Array,
        written_to: _Array | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
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
    ) -> pa.Table: ...
    @overload
    def reply_batch(
        self,
        customers: _Arrays,
        written_to: _Array | _Arrays | None = None,
        plan: str | None = None,
        *,
        use_case: _UseCase | None = None,
        sender: _Text | None = None,
        default_region: _DefaultRegion = ...,
    ) -> pa.Table: ...

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

def locate(number: _Text, default_region: str | None = None) -> Located | None:
    """Says where a number belongs; `None` if it cannot be read."""

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
