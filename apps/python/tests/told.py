"""What the program tells on the command line, to hold the module against; and the sources that both are given."""

import functools
import io
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


def archive(path, count):
    """A web archive of generated reports as pages, with the requests for them between."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, line in enumerate(generated(count)):
            report, address = json.loads(line), f"https://example.org/{number}"
            text = "".join(f"<p>{paragraph}</p>" for paragraph in report["text"].split("\n") if paragraph)
            page = f"<html><head><title>Report {number}</title></head><body><article>{text}</article></body></html>"
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            asked = StatusAndHeaders(f"GET /{number} HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            writer.write_record(writer.create_warc_record(address, "request", http_headers=asked))
            answer = writer.create_warc_record(address, "response", io.BytesIO(page.encode()), http_headers=head)
            writer.write_record(answer)
