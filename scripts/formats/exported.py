"""Two records and what `chancery export --as` writes of them: made once, whoever asks first."""
import functools
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The example that the README reads, and reports with what it lacks: moves, refusals, marks of markup, a state as place.
SOURCES = {"london": "examples/london", "harbour": "scripts/formats/reports"}

_folder = tempfile.TemporaryDirectory(prefix="chancery-formats-")


def chancery(*arguments):
    """What the program prints."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}
    done = subprocess.run([os.environ["CHANCERY"], *arguments], cwd=ROOT, env=kept, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@functools.cache
def store(source):
    """A store of the reports."""
    path = pathlib.Path(_folder.name) / f"{source}.chancery"
    chancery("--quiet", "add", "--store", str(path), SOURCES[source])
    return str(path)


@functools.cache
def record(source):
    """The record as JSON."""
    return json.loads(chancery("record", "--json", "--store", store(source)))


@functools.cache
def texts(source):
    """The texts of the reports, by id."""
    read = chancery("read", "--json", SOURCES[source]).decode().splitlines()
    reports = [json.loads(line)["report"] for line in read]
    return {report["id"]: report["text"] for report in reports}


@functools.cache
def exported(source, form):
    """The path of the file or folder that a format is."""
    path = pathlib.Path(_folder.name) / f"{source}.{form}"
    chancery("export", "--as", form, "--output", str(path), "--store", store(source))
    return path


def tables(source):
    """What each table of CSV, Parquet and SQLite is to hold: how many rows, and of some a column by key."""
    r = record(source)
    listed = {
        "reports": r["reports"], "actors": r["actors"], "events": r["events"], "positions": r["positions"],
        "proposals": r["proposals"], "pledges": r["pledges"], "statements": r["statements"],
    }
    rows = {name: len(things) for name, things in listed.items()}
    rows["participants"] = sum(len(e[side]) for e in r["events"] for side in ("actors", "recipients", "mediators"))
    rows["history"] = sum(len(t["history"]) for name in ("events", "positions", "pledges") for t in r[name])
    rows["contradictions"] = sum(len(c["sides"]) for c in r["contradictions"])
    rows["evidence"] = sum(
        len(t["evidence"]) for name in ("events", "positions", "proposals", "pledges", "statements") for t in r[name]
    )
    return rows


def held_to_text(case, source, rows):
    """Every quotation of a table stands in its report at its place."""
    seen = 0
    for row in rows:
        if row["quote"]:
            start, end = int(row["quote_start"]), int(row["quote_end"])
            case.assertEqual(texts(source)[row["quote_report"]][start:end], row["quote"])
            seen += 1
    return seen
