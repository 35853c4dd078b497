"""What `read` gives is what `chancery read --json` gives, and quotations stand in the texts."""

import datetime
import json
import pathlib
import tempfile
import unittest
import warnings

import pandas

import chancery
import told


def names(people):
    return [p["name"] for p in people]


def ids(people):
    return [p["id"] for p in people]


def name(person, key="name"):
    return person and person[key]


def of(thing, *keys):
    """A value within objects, any of which may be unknown."""
    for key in keys:
        thing = thing and thing[key]
    return thing


EXACT = {
    "events": lambda e: {
        "kind": e["kind"], "status": e["status"], "plover_type": of(e, "plover", "type"),
        "plover_mode": of(e, "plover", "mode"), "date": of(e, "time", "edtf"), "place": of(e, "place", "name"),
        "country": of(e, "place", "country"), "actors": names(e["actors"]), "actor_ids": ids(e["actors"]),
        "actors_for": sorted({a["for"] or a["name"] for a in e["actors"]}), "recipients": names(e["recipients"]),
        "recipient_ids": ids(e["recipients"]), "mediators": names(e["mediators"]),
        "mediator_ids": ids(e["mediators"]), "outcome": of(e, "outcome", "value"), "issues": e["issues"],
        "process": e["process"], "background": e["background"],
    },
    "positions": lambda p: {
        "holder": p["holder"]["name"], "holder_id": p["holder"]["id"], "holder_kind": p["holder"]["kind"],
        "said_by": name(p["said_by"]), "said_by_id": name(p["said_by"], "id"), "issue": p["issue"],
        "clause": p["clause"], "stance": p["stance"], "red_line": p["red_line"],
        "proposition": p["proposition"] or None, "condition": of(p, "condition"), "rung": p["rung"],
        "chain": p["chain"], "process": p["process"],
    },
    "proposals": lambda p: {
        "name": p["name"] or None, "versions": [v["exact"] for v in p["versions"]],
        "by": names([b for b in [p["by"], *p["with"]] if b]), "drafted_by": names(p["drafted_by"]),
        "to": names(p["to"]), "contains": [c["exact"] for c in p["contains"]],
        "answers": [f"{a['by']['name']}: {a['stance']}" for a in p["answers"]], "planned": p["planned"],
        "process": p["process"],
    },
    "pledges": lambda p: {
        "by": p["by"]["name"], "by_id": p["by"]["id"], "parties": names(p["parties"]), "said_by": name(p["said_by"]),
        "to": name(p["to"]), "to_id": name(p["to"], "id"), "what": p["what"] or None,
        "amount": of(p, "amount", "value"), "currency": of(p, "amount", "currency"), "period": p["period"],
        "until": of(p, "until", "edtf"), "status": p["status"], "process": p["process"],
    },
    "statements": lambda s: {
        "speaker": name(s["speaker"]), "speaker_id": name(s["speaker"], "id"), "speaker_for": name(s["speaker"], "for"),
        "office": name(s["speaker"], "office"), "form": s["form"], "cue": s["cue"], "rung": s["rung"],
        "chain": s["chain"], "text": s["text"] or None, "quoted": [q["exact"] for q in s["quotes"]],
    },
    "offices": lambda o: {
        "holder": o["holder"]["name"], "holder_id": o["holder"]["id"], "holder_for": o["holder"]["for"],
        "title": o["title"], "former": o["former"],
    },
}


class Tables(unittest.TestCase):
    maxDiff = None

    def test_reports_are_those_of_the_program(self):
        for source in told.SOURCES:
            wanted = [
                {key: r["report"][key] for key in ("id", "key", "path", "url", "title", "outlet", "language", "text")}
                | {"published": r["report"]["published"]["edtf"], "published_basis": r["report"]["published"]["basis"]}
                for r in told.read(source)
            ]
            found = chancery.read(source).reports.rows()
            self.assertEqual([{key: row[key] for key in wanted[0]} for row in found], wanted)

    def test_claims_are_those_of_the_program(self):
        seen = dict.fromkeys(EXACT, 0)
        for source in told.SOURCES:
            reading = chancery.read(source)
            for table, exact in EXACT.items():
                wanted = [
                    {"id": c["id"], "report": r["report"]["id"], "rule": c["rule"], **exact(c)}
                    for r in told.read(source) for c in r[table]
                ]
                rows = reading.tables[table].rows()
                self.assertEqual([{key: row[key] for key in (wanted or [{}])[0]} for row in rows], wanted, table)
                seen[table] += len(rows)
        self.assertTrue(all(seen.values()), f"a table was empty throughout: {seen}")

    def test_quotations_stand_in_the_texts(self):
        for source in told.SOURCES:
            reading = chancery.read(source)
            texts = {row["id"]: row["text"] for row in reading.reports.rows()}
            evidence = {
                c["id"]: [(e["start"], e["end"]) for e in c["evidence"]]
                for r in told.read(source) for table in EXACT for c in r[table]
            }
            for table in EXACT:
                for row in reading.tables[table].rows():
                    start, end = row["quote_start"], row["quote_end"]
                    self.assertEqual(texts[row["report"]][start:end], row["quote"])
                    self.assertIn((start, end), evidence[row["id"]])

    def test_days_are_days(self):
        rows = {row["date"]: row for row in chancery.read(told.SOURCES[0]).events.rows()}
        day = datetime.date(2025, 12, 8)
        self.assertEqual((rows["2025-12-08"]["first_day"], rows["2025-12-08"]["last_day"]), (day, day))
        self.assertIsNone(rows[None]["first_day"])


class Handed(unittest.TestCase):
    """The same report, in whatever it is handed over, gives the same."""

    TEXT = "Kenya's foreign minister, Musalia Mudavadi, met Espen Barth Eide in Oslo on Tuesday. 🕊 “We agree,” he said."

    def test_one_text_is_one_report(self):
        alone, listed = chancery.read(self.TEXT), chancery.read([self.TEXT])
        self.assertEqual(alone.events.rows(), listed.events.rows())
        self.assertEqual(chancery.read(self.TEXT.encode()).events.rows(), alone.events.rows())
        self.assertEqual(alone.reports.rows()[0]["key"], "report-1")

    def test_objects_are_json_lines(self):
        path = told.ROOT / "examples/london/northern-wire.jsonl"
        found = chancery.read([json.loads(line) for line in path.read_text().splitlines()])
        wanted = told.read(path)
        self.assertEqual([r["id"] for r in found.reports.rows()], [r["report"]["id"] for r in wanted])
        self.assertEqual(
            [e["id"] for e in found.events.rows()], [e["id"] for r in wanted for e in r["events"]]
        )

    def test_a_day_may_be_a_date(self):
        words = chancery.read({"text": self.TEXT, "published": "2026-03-05"})
        dates = chancery.read({"text": self.TEXT, "published": datetime.date(2026, 3, 5)})
        given = chancery.read(self.TEXT, published=datetime.date(2026, 3, 5))
        for reading in (words, dates, given):
            self.assertEqual([e["date"] for e in reading.events.rows()], ["2026-03-03"])

    def test_an_object_need_not_be_a_dict(self):
        frame = pandas.DataFrame([{"text": self.TEXT, "published": pandas.Timestamp(2026, 3, 5), "url": float("nan")}])
        for row in (frame.to_dict("records")[0], frame.iloc[0].to_dict()):
            self.assertEqual([e["date"] for e in chancery.read([row]).events.rows()], ["2026-03-03"])

    def test_own_tables_are_read_again_when_they_change(self):
        lines = (told.ROOT / "data/register/persons.tsv").read_text().splitlines()
        header = next(line for line in lines if line and not line.startswith("#"))
        with tempfile.TemporaryDirectory() as folder:
            for number in range(1, 3):
                cells = {"id": f"person-{number}", "name": f"Quirin Beispiel{number}"}
                row = "\t".join(cells.get(column, "") for column in header.split("\t"))
                pathlib.Path(folder, "persons.tsv").write_text(f"{header}\n{row}\n")
                text = f"{cells['name']} met Espen Barth Eide in Oslo on Tuesday."
                found = chancery.read(text, register=folder).events.rows()
                self.assertIn(cells["id"], found[0]["actor_ids"])


class Faults(unittest.TestCase):
    def test_the_words_are_those_of_the_program(self):
        missing = told.ROOT / "missing.txt"
        complaint = told.chancery("read", missing, code=2).strip().removeprefix("chancery: ")
        with self.assertRaises(chancery.Error) as met:
            chancery.read(missing)
        self.assertEqual(str(met.exception), complaint)

    def test_what_cannot_be_read_is_skipped_with_a_warning(self):
        with self.assertWarns(chancery.Skipped) as met:
            reading = chancery.read(["The envoys met.", "", {"id": "x"}, "\ud800", "They met again."])
        self.assertEqual([r["key"] for r in reading.reports.rows()], ["report-1", "report-5"])
        self.assertEqual(len(reading.problems), 3)
        self.assertIn("`report-2` is empty", " ".join(reading.problems))
        self.assertIn("`text` is missing", " ".join(reading.problems))
        self.assertIn("is", str(met.warning))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with self.assertRaises(chancery.Skipped):
                chancery.read(["The envoys met.", ""])

    def test_all_unread_is_an_error_that_names_each(self):
        with self.assertRaisesRegex(chancery.Error, "report-1.*\n.*report-2|report-2.*\n.*report-1"):
            chancery.read(["", " "])

    def test_what_is_no_report_is_a_type_error(self):
        for strange in (3, [3], [None], {1: "text"}, {"text": "x", "meta": object()}):
            with self.assertRaises(TypeError):
                chancery.read(strange)
        with self.assertRaisesRegex(ValueError, "is not a date"):
            chancery.read("x", published="some day")

    def test_a_faulty_folder_is_told_with_file_and_line(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "persons.tsv").write_text("no such columns\n1\n")
            with self.assertRaisesRegex(chancery.Error, "persons.tsv"):
                chancery.read("x", register=folder)

    def test_what_the_caller_raises_passes_through(self):
        def broken():
            yield "The envoys met."
            raise KeyError("mine")
        with self.assertRaises(KeyError):
            chancery.read(broken())


class Batches(unittest.TestCase):
    def test_batches_are_the_whole(self):
        texts = [f"Note {n}: the envoys met." for n in range(7)] + ["", "", ""]
        with self.assertWarns(chancery.Skipped):
            batches = list(chancery.read_batches(iter(texts), size=3))
        self.assertEqual([len(b.reports) for b in batches], [3, 3, 1])
        keys = [r["key"] for b in batches for r in b.reports.rows()]
        self.assertEqual(keys, [f"report-{n}" for n in range(1, 8)])

    def test_only_one_batch_is_taken_at_a_time(self):
        taken = []

        def reports():
            for n in range(10):
                taken.append(n)
                yield f"Note {n}."
        stream = chancery.read_batches(reports(), size=2)
        self.assertEqual(taken, [])
        next(stream)
        self.assertEqual(taken, [0, 1])

    def test_one_report_is_no_stream(self):
        with self.assertRaises(TypeError):
            chancery.read_batches("The envoys met.")
        with self.assertRaises(ValueError):
            chancery.read_batches([], size=0)


if __name__ == "__main__":
    unittest.main()
