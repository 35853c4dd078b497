"""CSV, Parquet and SQLite in the programs that load tables."""
import asyncio
import csv
import datetime
import sqlite3
import unittest

import duckdb
import pandas
import pyarrow
import pyarrow.parquet
from datasette.app import Datasette

from exported import SOURCES, exported, held_to_text, record, tables


def members(cell):
    """The members of a list in a cell of CSV."""
    return next(csv.reader([cell], delimiter=";", skipinitialspace=True)) if cell else []


def as_written(cell):
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r") else cell


def day(words):
    return datetime.date.fromisoformat(words)


class Parquet(unittest.TestCase):
    def test_pyarrow_and_duckdb_see_the_record(self):
        for source in SOURCES:
            folder = exported(source, "parquet")
            for name, rows in tables(source).items():
                table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
                counted = duckdb.sql(f"SELECT count(*) FROM '{folder}/{name}.parquet'").fetchall()[0][0]
                self.assertEqual((table.num_rows, counted), (rows, rows), name)
                for field in table.schema:
                    self.assertTrue(field.metadata[b"description"], f"{name}.{field.name} tells what it holds")

    def test_events_have_types_and_values(self):
        for source in SOURCES:
            events = pyarrow.parquet.read_table(exported(source, "parquet") / "events.parquet")
            kinds = {name: str(events.schema.field(name).type) for name in ("first_day", "quote_start", "background")}
            self.assertEqual(kinds, {"first_day": "date32[day]", "quote_start": "int64", "background": "bool"})
            self.assertEqual(events.schema.field("actors").type.value_type, pyarrow.string())
            for row, event in zip(events.to_pylist(), record(source)["events"], strict=True):
                edtf = event["time"] and event["time"]["edtf"]
                self.assertEqual((row["id"], row["status"], row["date"]), (event["id"], event["status"], edtf))
                self.assertEqual(row["actors"], [actor["name"] for actor in event["actors"]])
                self.assertEqual(row["claims"], event["claims"])
                if edtf and len(edtf) == 10:
                    self.assertEqual((row["first_day"], row["last_day"]), (day(edtf), day(edtf)))
            self.assertEqual(held_to_text(self, source, events.to_pylist()), len(record(source)["events"]))

    def test_a_month_keeps_its_days_open(self):
        rows = duckdb.sql(
            f"SELECT first_day, last_day FROM '{exported('harbour', 'parquet')}/events.parquet' WHERE date = '2026-02'"
        ).fetchall()
        self.assertEqual(rows, [(day("2026-02-01"), day("2026-02-28"))])

    def test_duckdb_joins_claims_to_what_they_count_in(self):
        for source in SOURCES:
            folder = exported(source, "parquet")
            joined = duckdb.sql(
                f"SELECT e.id, list(c.id ORDER BY c.id) FROM '{folder}/claims.parquet' c "
                f"JOIN '{folder}/events.parquet' e ON c.in_record = e.id GROUP BY e.id"
            ).fetchall()
            expected = {e["id"]: sorted(e["claims"]) for e in record(source)["events"]}
            self.assertEqual({key: claims for key, claims in joined if key in expected}, expected)


class Csv(unittest.TestCase):
    def test_it_holds_what_parquet_holds(self):
        for source in SOURCES:
            for name in tables(source):
                batch = pyarrow.parquet.read_table(exported(source, "parquet") / f"{name}.parquet")
                with open(exported(source, "csv") / f"{name}.csv", newline="", encoding="utf-8") as file:
                    rows = list(csv.DictReader(file))
                self.assertEqual(len(rows), batch.num_rows, name)
                for cells, values in zip(rows, batch.to_pylist(), strict=True):
                    self.assertEqual(list(cells), list(values))
                    for column, value in values.items():
                        self.assert_told(as_written(cells[column]), value)

    def assert_told(self, cell, value):
        if value is None:
            self.assertEqual(cell, "")
        elif isinstance(value, list):
            self.assertEqual(members(cell), value)
        elif isinstance(value, bool):
            self.assertEqual(cell, str(value).lower())
        elif isinstance(value, float):
            self.assertEqual(float(cell), value)
        else:
            self.assertEqual(cell, str(value))

    def test_pandas_reads_it(self):
        events = pandas.read_csv(exported("harbour", "csv") / "events.csv", parse_dates=["first_day", "last_day"])
        self.assertEqual(list(events["id"]), [event["id"] for event in record("harbour")["events"]])
        self.assertEqual(events["first_day"].dtype.kind, "M")


class Plover(unittest.TestCase):
    def read(self, source):
        return pandas.read_csv(exported(source, "plover"), sep="\t", dtype={"Event Date": "string"})

    def test_pandas_reads_the_columns_of_polecat(self):
        for source in SOURCES:
            table = self.read(source)
            self.assertEqual(list(table.columns[:7]), [
                "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
            ])
            self.assertEqual(list(table.columns[38:40]), ["Language", "Version"])
            coded = [event for event in record(source)["events"] if event["plover"]]
            self.assertEqual(list(table["Event ID"][: len(coded)]), [event["id"] for event in coded])
            self.assertEqual(list(table["Event Type"][: len(coded)]), [event["plover"]["type"] for event in coded])
            self.assertTrue(table["Quad Code"].notna().all())
            self.assertTrue(table["Intensity"].isna().all(), "nothing is made up")
            pandas.to_datetime(table["Event Date"].dropna(), format="%Y-%m-%d")

    def test_only_points_have_coordinates(self):
        table = self.read("harbour")
        nairobi, chile = (table[table["Placename"] == place].iloc[0] for place in ("Nairobi", "Chile"))
        self.assertAlmostEqual(nairobi["Latitude"], -1.29, delta=0.1)
        self.assertAlmostEqual(nairobi["Longitude"], 36.82, delta=0.1)
        self.assertEqual((chile["Country"], chile["Feature Type"]), ("CHL", "country"))
        self.assertTrue(pandas.isna(chile["Latitude"]))


class Sqlite(unittest.TestCase):
    def test_all_references_lead_somewhere(self):
        for source in SOURCES:
            with sqlite3.connect(exported(source, "sqlite")) as file:
                self.assertEqual(file.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
                self.assertEqual(file.execute("PRAGMA foreign_key_check").fetchall(), [])

    def test_datasette_publishes_it(self):
        for source in SOURCES:
            asyncio.run(self.published(source))

    async def published(self, source):
        desk = Datasette([str(exported(source, "sqlite"))])
        await desk.invoke_startup()
        name = exported(source, "sqlite").stem
        for table, rows in tables(source).items():
            answer = await desk.client.get(f"/{name}/{table}.json?_shape=objects")
            self.assertEqual(answer.status_code, 200, table)
            self.assertEqual(answer.json()["filtered_table_rows_count"], rows, table)
        events = (await desk.client.get(f"/{name}/events.json?_shape=array&_size=max&_json=actors")).json()
        told = {event["id"]: [actor["name"] for actor in event["actors"]] for event in record(source)["events"]}
        self.assertEqual({row["id"]: row["actors"] for row in events}, told)
        page = await desk.client.get(f"/{name}/statements?_search=port")
        self.assertEqual((page.status_code, 'name="_search"' in page.text), (200, True), "words can be searched")


if __name__ == "__main__":
    unittest.main()
