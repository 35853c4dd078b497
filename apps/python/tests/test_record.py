"""A record answers as the program's commands do, over a store and over reports."""

import datetime
import json
import pathlib
import tempfile
import unittest

import pandas
import polars
import pyarrow

import chancery
import told

LONDON = told.SOURCES[0]

_folder = tempfile.TemporaryDirectory(prefix="chancery-python-")
STORE = pathlib.Path(_folder.name) / "record.chancery"


def setUpModule():
    told.chancery("--quiet", "add", "--store", STORE, *told.SOURCES)


def tearDownModule():
    _folder.cleanup()


class OfAStore(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.record = chancery.Record(STORE)

    def test_the_whole_is_byte_for_byte_that_of_the_program(self):
        self.assertEqual(self.record.json(), told.chancery("record", "--json", "--store", STORE))
        in_memory = chancery.Record.of(told.SOURCES)
        self.assertEqual(in_memory.json(), told.chancery("record", "--json", *told.SOURCES))

    def test_tables_have_a_row_a_thing(self):
        wanted = json.loads(self.record.json())
        for table in ("reports", "actors", "events", "positions", "proposals", "pledges", "statements"):
            found = self.record.tables[table].rows()
            self.assertEqual([row["id"] for row in found], [thing["id"] for thing in wanted[table]], table)
            self.assertTrue(found, table)
        events = {e["id"]: e for e in wanted["events"]}
        for row in self.record.events.rows():
            event = events[row["id"]]
            self.assertEqual(row["status"], event["status"])
            self.assertEqual(row["actors"], [a["name"] for a in event["actors"]])
            self.assertEqual(row["date"], event["time"] and event["time"]["edtf"])
            self.assertEqual(row["reports"], event["reports"])

    def test_every_table_has_its_name(self):
        for name, table in self.record.tables.items():
            self.assertEqual((table.name, getattr(self.record, name).columns), (name, table.columns))
            self.assertEqual(set(table.about), {name, *table.columns})
            self.assertTrue(all(table.about.values()), name)

    def test_pages_are_those_of_the_program(self):
        event = self.record.events.rows()[0]["id"]
        for wanted, found in [
            (("brief",), self.record.brief()),
            (("brief", "--since", "2025-12-09", "--quotes", 2), self.record.brief("2025-12-09", quotes=2)),
            (("brief", "--markdown"), self.record.brief(form="markdown")),
            (("why", event), self.record.why(event, form="text")),
            (("show", event), self.record.show(event, form="text")),
        ]:
            self.assertEqual(found, told.chancery(wanted[0], "--store", STORE, *wanted[1:]))
        for wanted, found in [
            (("brief",), self.record.brief(form="json")),
            (("gaps",), self.record.gaps()),
            (("why", event), self.record.why(event)),
            (("show", event), self.record.show(event)),
        ]:
            self.assertEqual(found, json.loads(told.chancery(wanted[0], "--json", "--store", STORE, *wanted[1:])))
        lines = told.chancery("search", "--json", "--store", STORE, "Zelensky").splitlines()
        self.assertEqual(self.record.search("Zelensky"), [json.loads(line) for line in lines])

    def test_changes_are_those_of_the_program(self):
        day = datetime.date(2025, 12, 8)
        arguments = "diff", "--json", "--store", STORE, "--by-publication", "--since", day
        wanted = [json.loads(line) for line in told.chancery(*arguments).splitlines()]
        self.assertEqual(self.record.changes(day, by_publication=True), wanted)
        self.assertTrue(wanted)
        everything = self.record.changes("2020-01-01")
        self.assertEqual({c["kind"] for c in everything}, {"new"})
        self.assertEqual(self.record.changes(datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)), [])

    def test_the_matrix_is_that_of_the_program(self):
        csv = told.chancery("matrix", "--csv", "--store", STORE)
        rows = polars.read_csv(csv.encode(), infer_schema=False)
        self.assertEqual(polars.DataFrame(self.record.matrix()).rows(), rows.rows())
        party = self.record.positions.rows()[0]["holder"]
        self.assertEqual(set(polars.DataFrame(self.record.matrix(parties=[party]))["party"]), {party})

    def test_a_record_is_held_still(self):
        before = self.record.json()
        past = chancery.Record(STORE, as_of="2020-01-01")
        self.assertEqual((len(past.events), len(past.reports)), (0, 0))
        self.assertEqual(self.record.json(), before)

    def test_one_negotiation(self):
        narrow = chancery.Record(STORE, process="ukraine-peace")
        wanted = told.chancery("record", "--json", "--store", STORE, "--process", "ukraine-peace")
        self.assertEqual(narrow.json(), wanted)

    def test_faults_are_told_in_the_words_of_the_program(self):
        missing = pathlib.Path(_folder.name) / "missing"
        complaint = told.chancery("record", "--store", missing, code=2).strip().removeprefix("chancery: ")
        with self.assertRaises(chancery.Error) as met:
            chancery.Record(missing)
        self.assertEqual(str(met.exception), complaint)
        with self.assertRaisesRegex(chancery.Error, "nothing in the record is called `e0000`"):
            self.record.why("e0000")
        with self.assertRaisesRegex(chancery.Error, "no negotiation `nowhere`"):
            chancery.Record(STORE, process="nowhere")
        with self.assertRaisesRegex(chancery.Error, "no party `Atlantis`"):
            self.record.matrix(parties=["Atlantis"])
        for wrong in (lambda: self.record.brief("soon"), lambda: self.record.brief(form="html"),
                      lambda: chancery.Record(STORE, as_of="yesterday")):
            with self.assertRaises(ValueError):
                wrong()
        with self.assertRaisesRegex(chancery.Error, "only a store can be searched"):
            chancery.Record.of("The envoys met.").search("envoys")


class Arrow(unittest.TestCase):
    """Whatever understands Arrow takes the same values, and from the same memory."""

    def test_three_libraries_see_the_same(self):
        record = chancery.Record(STORE)
        for table in [*record.tables.values(), *chancery.read(LONDON).tables.values(), record.matrix()]:
            rows = table.rows()
            arrow = pyarrow.table(table)
            arrow.validate(full=True)
            self.assertEqual(arrow.to_pylist(), rows, table.name)
            self.assertEqual(polars.DataFrame(table).to_dicts(), rows, table.name)
            frame = pandas.DataFrame.from_arrow(table)
            self.assertEqual((list(frame.columns), len(frame)), (table.columns, len(rows)), table.name)
            if rows:
                self.assertEqual(list(frame[table.columns[0]]), [row[table.columns[0]] for row in rows])

    def test_nothing_is_copied(self):
        table = chancery.Record(STORE).events
        addresses = [
            [[buffer.address for chunk in column.chunks for buffer in chunk.buffers() if buffer] for column in taken.columns]
            for taken in (pyarrow.table(table), pyarrow.table(table))
        ]
        self.assertEqual(*addresses)
        self.assertTrue(any(addresses[0]))

    def test_what_was_lent_outlives_the_lender(self):
        lent = pyarrow.table(chancery.read(LONDON).events)
        wanted = chancery.read(LONDON).events.rows()
        for _ in range(20):
            chancery.read("The envoys met.")
        self.assertEqual(lent.to_pylist(), wanted)

    def test_columns_are_told_without_the_rows(self):
        table = chancery.read(LONDON).events
        self.assertEqual(pyarrow.schema(table), pyarrow.table(table).schema)


if __name__ == "__main__":
    unittest.main()
