"""A record made on a cluster of two workers is the record of one machine, byte for byte."""

import json
import os
import pathlib
import re
import sys
import tempfile
import unittest
import warnings

import pyspark
from pyspark.sql import SparkSession

import chancery
import chancery.spark
import told

WORKERS = 2
FIELDS = ("id", "url", "title", "outlet", "author", "published", "text")


def cluster(workers=WORKERS):
    """A cluster on this machine: each worker is a process of its own, with one core."""
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,2048]").appName("chancery")
    settings = {
        "spark.executorEnv.RAYON_NUM_THREADS": "1", "spark.executor.memory": "2g", "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64", "spark.sql.parquet.compression.codec": "gzip", "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def rows(objects):
    return [tuple(o.get(field) for field in FIELDS) for o in objects]


class Cluster(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore", ResourceWarning)
        cls.spark = cluster()

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def frame(self, objects, partitions=4):
        schema = ", ".join(f"{field} string" for field in FIELDS)
        return self.spark.createDataFrame(rows(objects), schema).repartition(partitions)

    def test_the_record_of_examples_is_that_of_one_machine(self):
        for source in told.SOURCES:
            objects = [
                {"id": r["report"]["key"], "published": r["report"]["published"]["edtf"], "text": r["report"]["text"],
                 "outlet": r["report"]["outlet"], "title": r["report"]["title"]}
                for r in told.read(source)
            ]
            objects = [{key: value for key, value in o.items() if value} for o in objects]
            wanted = chancery.Record.of(objects)
            carried = chancery.spark.read(self.frame(objects)).cache()
            found = chancery.spark.record(carried)
            self.assertTrue(len(wanted.events))
            self.assertEqual(found.json(), wanted.json())
            self.assertEqual(found.brief(), wanted.brief())

    def test_many_reports_of_few_events_are_put_together(self):
        lines = told.generated(120)
        objects = [{("id" if k == "key" else k): v for k, v in json.loads(line).items()} for line in lines]
        wanted = chancery.Record.of(objects)
        carried = chancery.spark.read(self.frame(objects, 7)).cache()
        self.assertEqual(chancery.spark.record(carried).json(), wanted.json())
        self.assertLess(len(wanted.events), 100)
        workers = carried.rdd.mapPartitions(lambda _: [os.environ.get("SPARK_EXECUTOR_DIRS", str(os.getppid()))])
        self.assertGreater(len(set(workers.collect())), 1, "one worker did it all")

    def test_files_come_as_the_source_for_files_has_them(self):
        source = told.SOURCES[0]
        files = self.spark.read.format("binaryFile").load(str(source))
        carried = chancery.spark.read(files.select("path", "content"))
        found = json.loads(chancery.spark.record(carried).json())
        wanted = json.loads(chancery.Record.of(source).json())
        self.assertEqual([e["id"] for e in found["events"]], [e["id"] for e in wanted["events"]])

    def test_the_guide_spreads_an_archive_over_the_workers(self):
        guide = (told.ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
        (code,) = re.findall(r"^```python\n(import io\n.*?)^```$", guide, re.DOTALL | re.MULTILINE)
        with tempfile.TemporaryDirectory() as folder:
            archive, carried = f"{folder}/news.warc.gz", f"{folder}/carried"
            told.archive(archive, 12)
            code = re.sub(r"s3a://\S*\.warc\.gz", archive, code).replace("s3a://corpus/carried", carried)
            exec(compile(code, "docs/spark.md", "exec"), {"spark": self.spark})
            found = chancery.spark.record(self.spark.read.parquet(carried))
            wanted = chancery.Record.of(pathlib.Path(archive))
            self.assertEqual(len(found.reports), 12)
            self.assertTrue(len(wanted.events))
            self.assertEqual(found.brief(), wanted.brief())


if __name__ == "__main__":
    unittest.main()
