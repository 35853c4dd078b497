"""Reading and reconciling on Apache Spark: the record of a corpus that is too large for one machine's evening.

`read` is a stage over rows of reports and runs wherever the rows are. `record` spreads the claims over blocks, lets the
workers compare within each block, and puts the record together where the program was started. It is, byte for byte, the
record that `chancery.Record.of` makes of the same reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

from chancery import _native
from chancery._native import Record
from chancery._types import Date, Path

if TYPE_CHECKING:
    from pyspark.sql import DataFrame  # type: ignore[import-untyped, import-not-found, unused-ignore]
else:
    DataFrame = Any

__all__ = ["read", "record"]

_CARRIED = "carried binary"
_PLACED = "block string, claim binary"
_LINKS = "a string, b string, score long"


def read(
    reports: DataFrame, *, published: Date | None = None, register: Path | None = None, rules: Path | None = None
) -> DataFrame:
    """Reads the reports of a data frame, a row each: columns as the keys that `chancery.read` takes (`text`, `id`, `url`,
    `title`, `outlet`, `author`, `published`), or `path` and `content` as of the source `binaryFile`.

    Gives a row for each report that was read, in one column, `carried`: all that a record needs of it, for `record` of
    the same version of Chancery. `register` and `rules` must lie at the same place on every worker.
    """
    own = {"register": register, "rules": rules}

    def stage(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            rows = ({key: cell for key, cell in row.items() if cell is not None} for row in batch.to_pylist())
            yield _batch(carried=_native.read_carried(rows, published=published, **own))

    return reports.mapInArrow(stage, _CARRIED)


def record(
    carried: DataFrame,
    *,
    now: Date | None = None,
    process: str | None = None,
    register: Path | None = None,
    rules: Path | None = None,
) -> Record:
    """The record of reports that `read` has read. What was read is used three times: `cache()` or write it first."""
    own = {"register": register, "rules": rules}
    read_reports = [bytes(row[0]) for row in carried.select("carried").collect()]
    states = _native.states(read_reports, **own)

    def place(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            block, claim = _native.blocks(batch.column(0).to_pylist(), states, **own)
            yield _batch(block=block, claim=claim)

    def compare(block: pyarrow.Table) -> pyarrow.Table:
        found = _native.links(block.column("claim").to_pylist(), states, **own)
        a, b, score = zip(*found) if found else ((), (), ())
        names = pyarrow.string()
        return pyarrow.table({
            "a": pyarrow.array(a, names), "b": pyarrow.array(b, names), "score": pyarrow.array(score, pyarrow.int64())
        })

    placed = carried.select("carried").mapInArrow(place, _PLACED)
    linked = placed.groupBy("block").applyInArrow(compare, _LINKS).distinct().collect()
    links = [(row.a, row.b, row.score) for row in linked]
    return Record._linked(read_reports, links, now=now, process=process, **own)


def _batch(**columns: list[Any]) -> pyarrow.RecordBatch:
    kinds = {"carried": pyarrow.binary(), "block": pyarrow.string(), "claim": pyarrow.binary()}
    arrays = [pyarrow.array(cells, kinds[name]) for name, cells in columns.items()]
    return pyarrow.RecordBatch.from_arrays(arrays, list(columns))
