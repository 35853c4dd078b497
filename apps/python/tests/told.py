"""What the program tells on the command line, to hold the module against; and the sources that both are given."""

import functools
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
SOURCES = [ROOT / "examples" / "london", ROOT / "examples" / "muscat", ROOT / "scripts" / "formats" / "reports"]


def chancery(*arguments, code=0):
    """What the program prints; where it is to fail, what it complains of."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CHANCERY_")}
    done = subprocess.run([os.environ["CHANCERY"], *map(str, arguments)], env=kept, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


@functools.cache
def read(*source):
    """What `chancery read --json` tells of each report."""
    return [json.loads(line) for line in chancery("read", "--json", *source).splitlines()]


@functools.cache
def record(*source):
    """What `chancery record --json` tells."""
    return json.loads(chancery("record", "--json", *source))


def generated(count):
    """Reports that are made up, one a line."""
    return subprocess.run(
        [ROOT / "scripts" / "load", str(count)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
