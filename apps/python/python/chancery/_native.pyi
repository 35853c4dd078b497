"""The part of Chancery that is written in Rust."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, final, overload

from chancery._types import Date, Path, Report

__all__ = [
    "Error", "Reading", "Record", "Skipped", "Table", "__version__", "blocks", "links", "read", "read_carried", "states"
]

__version__: str

class Error(Exception):
    """Something that Chancery cannot do, in words that say what to do."""

class Skipped(UserWarning):
    """An input that could not be read; the others were."""

@final
class Table:
    """A table in memory as Arrow lays it out."""

    @property
    def name(self) -> str:
        """Its name, a plural: `events`."""
    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
    @property
    def about(self) -> dict[str, str]:
        """What each column holds, by its name; under the table's own name, what a row is."""
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries: for a look, and where no library of data frames is at hand."""
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table by Arrow's C data interface."""
    def __arrow_c_schema__(self) -> object:
        """Its columns by Arrow's C data interface."""

@final
class Reading:
    """What reports say: a table for each kind of thing, a row for each time that a report tells it."""

    @property
    def reports(self) -> Table:
        """The reports, with their texts, which all offsets index."""
    @property
    def events(self) -> Table:
        """Events: engagements, and acts of one side."""
    @property
    def positions(self) -> Table:
        """Where somebody stands on an issue."""
    @property
    def proposals(self) -> Table:
        """Plans and texts on the table."""
    @property
    def pledges(self) -> Table:
        """What somebody undertook."""
    @property
    def statements(self) -> Table:
        """Somebody's words."""
    @property
    def offices(self) -> Table:
        """Offices that reports give somebody."""
    @property
    def tables(self) -> dict[str, Table]:
        """All tables, by name."""
    @property
    def problems(self) -> list[str]:
        """What could not be read, a sentence each."""

def read(
    reports: Report | Iterable[Report],
    *,
    published: Date | None = None,
    register: Path | None = None,
    rules: Path | None = None,
    _before: int = 0,
    _any: bool = True,
) -> Reading:
    """Reads reports and tells what each of them says."""

def read_carried(
    reports: Report | Iterable[Report],
    *,
    published: Date | None = None,
    register: Path | None = None,
    rules: Path | None = None,
) -> list[bytes]:
    """Reads reports, and gives each with all that a record needs of it as bytes."""

def states(carried: Sequence[bytes], *, register: Path | None = None, rules: Path | None = None) -> set[str]:
    """What all blocks must be told of the reports: the names that these treat as states'."""

def blocks(
    carried: Sequence[bytes], states: set[str], *, register: Path | None = None, rules: Path | None = None
) -> tuple[list[str], list[bytes]]:
    """The claims of reports for each block that they are to be compared in: names of blocks, and claims as bytes."""

def links(
    claims: Sequence[bytes], states: set[str], *, register: Path | None = None, rules: Path | None = None
) -> list[tuple[str, str, int]]:
    """The pairs among the claims of a block that tell one occasion, with how well they fit."""

@final
class Record:
    """The record of a store, or of reports: what happened, who stands where, what is on the table."""

    def __new__(
        cls,
        path: Path | None = None,
        *,
        as_of: Date | None = None,
        now: Date | None = None,
        process: str | None = None,
        register: Path | None = None,
        rules: Path | None = None,
    ) -> Record: ...
    @staticmethod
    def of(
        reports: Report | Iterable[Report],
        *,
        published: Date | None = None,
        now: Date | None = None,
        process: str | None = None,
        register: Path | None = None,
        rules: Path | None = None,
    ) -> Record:
        """The record of reports, in memory: nothing is stored."""
    @staticmethod
    def _linked(
        carried: Sequence[bytes],
        links: Sequence[tuple[str, str, int]],
        *,
        now: Date | None = None,
        process: str | None = None,
        register: Path | None = None,
        rules: Path | None = None,
    ) -> Record:
        """The record of reports that were read elsewhere, with the links that blocks of their claims found."""
    @property
    def reports(self) -> Table:
        """The reports, without their texts."""
    @property
    def actors(self) -> Table:
        """Whoever acts or speaks."""
    @property
    def events(self) -> Table:
        """Engagements, with all that any report says of each."""
    @property
    def participants(self) -> Table:
        """Who is at which event."""
    @property
    def history(self) -> Table:
        """What each report said of events, positions and pledges, in the order learned."""
    @property
    def positions(self) -> Table:
        """Where somebody stands on one matter, as last learned."""
    @property
    def proposals(self) -> Table:
        """Plans and texts on the table."""
    @property
    def pledges(self) -> Table:
        """What somebody undertook."""
    @property
    def statements(self) -> Table:
        """Somebody's words, as one report has them."""
    @property
    def contradictions(self) -> Table:
        """What reports contradict each other in, a row a side."""
    @property
    def claims(self) -> Table:
        """What single reports say, as it was read."""
    @property
    def evidence(self) -> Table:
        """The exact words behind everything in the record."""
    @property
    def tables(self) -> dict[str, Table]:
        """All tables, by name."""
    def matrix(self, on: Date | None = None, *, parties: Sequence[str] = ...) -> Table:
        """Where each party stands on each issue, a row an issue and party."""
    def search(self, words: str, *, limit: int = 20) -> list[dict[str, Any]]:
        """The reports of the store that hold all of the words; inside quotation marks, in that order."""
    def json(self) -> str:
        """The whole record as one line of JSON, as `chancery record --json` prints it."""
    @overload
    def brief(self, since: Date | None = None, *, quotes: int = 10, form: Literal["text", "markdown"] = "text") -> str: ...
    @overload
    def brief(self, since: Date | None = None, *, quotes: int = 10, form: Literal["json"]) -> dict[str, Any]: ...
    @overload
    def changes(
        self, since: Date, *, by_publication: bool = False, form: Literal["json"] = "json"
    ) -> list[dict[str, Any]]: ...
    @overload
    def changes(self, since: Date, *, by_publication: bool = False, form: Literal["text", "markdown"]) -> str: ...
    @overload
    def gaps(self, *, days: int = 30, form: Literal["json"] = "json") -> dict[str, Any]: ...
    @overload
    def gaps(self, *, days: int = 30, form: Literal["text", "markdown"]) -> str: ...
    @overload
    def why(self, id: str, *, form: Literal["json"] = "json") -> dict[str, Any]: ...
    @overload
    def why(self, id: str, *, form: Literal["text", "markdown"]) -> str: ...
    @overload
    def show(self, id: str, *, form: Literal["json"] = "json") -> dict[str, Any]: ...
    @overload
    def show(self, id: str, *, form: Literal["text", "markdown"]) -> str: ...
