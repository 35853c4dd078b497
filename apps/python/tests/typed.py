"""What a type checker is to accept: it is checked and never run."""

import datetime
from pathlib import Path
from typing import assert_type

import chancery

reading = chancery.read(["The envoys met.", {"text": "They met again.", "published": "2026-03-03"}, Path("reports")])
assert_type(reading.events, chancery.Table)

for batch in chancery.read_batches(({"text": text} for text in ["a", "b"]), size=2, published=datetime.date(2026, 3, 3)):
    assert_type(batch, chancery.Reading)

record = chancery.Record("record.chancery", as_of=datetime.datetime(2026, 3, 3), process="x")
assert_type(record.brief(), str)
assert_type(record.brief("2026-03-01", form="markdown"), str)
assert_type(record.matrix(parties=["no"]), chancery.Table)
assert_type(record.why("e1", form="text"), str)
