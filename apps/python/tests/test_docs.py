"""The examples of docs/python.md run, one after the other, and print what stands below them."""

import contextlib
import doctest
import io
import os
import re
import tempfile
import unittest
import warnings

import told

GUIDE = told.ROOT / "docs" / "python.md"


class Guide(unittest.TestCase):
    def test_examples_print_what_they_say(self):
        text = GUIDE.read_text()
        blocks = list(re.finditer(r"^```pycon\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))
        self.assertGreater(len(blocks), 8)
        parser, names, runner = doctest.DocTestParser(), {}, doctest.DocTestRunner(
            optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        )
        output, before = io.StringIO(), os.getcwd()
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            os.symlink(told.ROOT / "examples", os.path.join(folder, "examples"))
            os.chdir(folder)
            try:
                told.chancery("--quiet", "add", "examples/london")
                for block in blocks:
                    line = text.count("\n", 0, block.start()) + 1
                    test = parser.get_doctest(block.group(1), names, f"line {line}", str(GUIDE), line)
                    with contextlib.redirect_stderr(io.StringIO()):
                        runner.run(test, out=output.write, clear_globs=False)
                    names = test.globs
            finally:
                os.chdir(before)
        self.assertEqual(runner.failures, 0, output.getvalue())
        self.assertGreater(runner.tries, 20)


if __name__ == "__main__":
    unittest.main()
