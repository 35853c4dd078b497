"""How the module sits in a process: the interpreter is let go, there is one model, a fork is told, memory is flat."""

import multiprocessing
import os
import subprocess
import sys
import threading
import time
import unittest

import chancery
import told

NAMES = ["President William Ruto", "Foreign Minister Penny Wong", "Prime Minister Edi Rama", "Mark Rutte"]
TEXTS = [
    f"OSLO, March {n // 4 + 1}, 2026. {NAMES[n % 4]} met Espen Barth Eide in Oslo. “We demand a ceasefire,” he said."
    for n in range(64)
]


def memory():
    """What this process holds in memory, in MiB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


class Interpreter(unittest.TestCase):
    def test_other_threads_go_on_while_reports_are_read(self):
        texts, spent = TEXTS, 0.0
        while spent < 0.5:
            texts, begun = texts * 2, time.monotonic()
            chancery.read(texts)
            spent = time.monotonic() - begun
        done, ticks = threading.Event(), []

        def tick():
            while not done.wait(0.005):
                ticks.append(time.monotonic())
        clock = threading.Thread(target=tick)
        clock.start()
        begun = time.monotonic()
        chancery.read(texts)
        ended = time.monotonic()
        done.set()
        clock.join()
        within = [begun, *(t for t in ticks if begun < t < ended), ended]
        longest = max(b - a for a, b in zip(within, within[1:]))
        self.assertLess(longest, (ended - begun) / 3, "the other thread stood still")

    def test_threads_read_at_once_and_see_the_same(self):
        some, found = TEXTS[:16], []
        wanted = chancery.read(some).events.rows()
        threads = [threading.Thread(target=lambda: found.append(chancery.read(some).events.rows())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [wanted] * 4)


def grows(program):
    """What a program of its own process prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=os.path.dirname(__file__))
    assert done.returncode == 0, done.stderr
    return [float(number) for number in done.stdout.split()]


@unittest.skipUnless(sys.platform == "linux", "memory is asked of Linux")
class Memory(unittest.TestCase):
    def test_two_calls_share_one_model(self):
        first, again, own = grows("""
import tempfile, threading, chancery, test_process as t
from pathlib import Path
def grown(work):
    before = t.memory(); work(); return t.memory() - before
def of_a_thread(work):
    thread = threading.Thread(target=work); thread.start(); thread.join()
read = lambda **more: chancery.read(t.TEXTS[:2], **more)
print(grown(read), grown(lambda: of_a_thread(read)))
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "persons.tsv").write_text("id\\tname\\taliases\\tgender\\tstate\\tsurname\\nquirin-beispiel\\tQuirin Beispiel\\t\\t\\t\\t\\n")
    read_own = lambda: [read(register=folder) for _ in range(3)]
    print(grown(read_own))
""")
        self.assertGreater(first, 20, "the model was made by the first call")
        self.assertLess(again, first / 4, "and by no other")
        # Its own rules take some memory, and no second model.
        self.assertLess(own, first, f"{first} {own}")

    def test_a_stream_keeps_memory_flat(self):
        early, late = grows("""
import chancery, test_process as t
stream = ({"id": f"{n}", "text": t.TEXTS[n % 64]} for n in range(480))
seen = [t.memory() for batch in chancery.read_batches(stream, size=8)]
print(max(seen[:20]), max(seen[-20:]))
""")
        self.assertLess(late, early * 1.1)


def read_one(text):
    return len(chancery.read(text).events)


class Processes(unittest.TestCase):
    def test_a_forked_process_is_told_instead_of_waiting_for_ever(self):
        chancery.read(TEXTS[0])
        here, there = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                chancery.read(TEXTS[0])
                os.write(there, b"read")
            except chancery.Error as error:
                os.write(there, str(error).encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        self.assertIn(b"spawn", os.read(here, 1000))

    def test_spawned_workers_read(self):
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            self.assertEqual(pool.map(read_one, TEXTS[:4]), [read_one(text) for text in TEXTS[:4]])


if __name__ == "__main__":
    unittest.main()
