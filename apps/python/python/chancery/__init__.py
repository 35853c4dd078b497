"""Chancery reads reports on diplomacy and keeps one sourced record.

`read` tells what reports say, one by one; `read_batches` does so for a stream of any length; `Record` is the record of
a store, or of reports. What they give are tables by Arrow's C data interface: `pyarrow.table(t)`, `polars.DataFrame(t)`
and `pandas.DataFrame.from_arrow(t)` take them without a copy, and none of the three is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from os import PathLike

from chancery._native import Error, Reading, Record, Skipped, Table, __version__, read
from chancery._types import Date, Path, Report

__all__ = ["Date", "Error", "Reading", "Record", "Report", "Skipped", "Table", "__version__", "read", "read_batches"]


def read_batches(
    reports: Iterable[Report],
    *,
    size: int = 256,
    published: Date | None = None,
    register: Path | None = None,
    rules: Path | None = None,
) -> Iterator[Reading]:
    """Reads any number of reports, so many at a time, and gives what each batch says before it takes the next.

    Memory stays flat however long the stream is. The arguments are those of `read`; a batch of which nothing could be
    read is told by a warning and left out.
    """
    if size < 1:
        raise ValueError(f"a batch holds one report at least, not {size}")
    if isinstance(reports, (str, bytes, dict, PathLike)):
        raise TypeError("`read_batches` takes many reports, one after the other; `read` takes one")
    return _batches(iter(reports), size, published, register, rules)


def _batches(
    reports: Iterator[Report],
    size: int,
    published: Date | None,
    register: Path | None,
    rules: Path | None,
) -> Iterator[Reading]:
    before = 0
    while batch := list(islice(reports, size)):
        reading = read(batch, published=published, register=register, rules=rules, _before=before, _any=False)
        before += len(batch)
        if len(reading.reports):
            yield reading
