"""The program as ``pip`` installs it: ``asvit`` beside this Python, and ``python -m asvit``."""

import shlex
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import unittest
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import Union

MODULE = [sys.executable, "-m", "asvit"]
GENOTYPE = "2,8,2|2,4,2|2,2,2|2,1,2|16,8"
SHORT = ["--space", "asvit-32", "--repeats", "1", "--batch", "2", "--angles", "2"]

try:
    installed = {Path(file.locate()).resolve() for file in files("asvit") or []}
except PackageNotFoundError:
    installed = set()
program = Path(sysconfig.get_path("scripts"), "asvit")


@unittest.skipUnless(program.resolve() in installed, "no wheel of asvit is installed here")
class InstalledProgram(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_program(
        self, *command: Union[str, Path], stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            timeout=300, input=stdin)

    def test_one_version(self) -> None:
        import asvit

        for command in ([str(program)], MODULE):
            process = self.run_program(*command, "--version")
            self.assertEqual(
                (process.returncode, process.stdout, process.stderr),
                (0, asvit.__version__ + "\n", ""))
        self.assertEqual(asvit.__version__, version("asvit"))

    def test_spaces_are_inside(self) -> None:
        process = self.run_program(*MODULE, "spaces", "list")
        self.assertEqual(process.returncode, 0, process.stderr)
        spaces = process.stdout.splitlines()[1:]
        self.assertGreater(len(spaces), 5)
        for space in spaces:
            self.assertTrue(space.endswith("inside the program"), space)

    def test_standard_streams(self) -> None:
        process = self.run_program(*MODULE, "score", *SHORT, "--file", "-", "--csv", stdin=GENOTYPE)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertIn(GENOTYPE, process.stdout)

    def test_exit_status_of_an_error(self) -> None:
        process = self.run_program(*MODULE, "search", "--steps", "none", "--out", "run")
        self.assertEqual(process.returncode, 64)
        self.assertEqual(process.stdout, "")
        self.assertTrue(process.stderr.startswith("Error: The value 'none'"), process.stderr)

    def test_interrupted_and_resumed(self) -> None:
        command = [*MODULE, "search", *SHORT, "--rescore", "--steps", "100000", "--out", "run"]
        with open(self.folder / "messages", "w+") as messages:
            process = subprocess.Popen(
                command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=messages)
            journal = self.folder / "run/journal.jsonl"
            deadline = time.monotonic() + 60
            while not (journal.exists() and journal.read_text().count("\n") >= 3):
                self.assertIsNone(process.poll())
                self.assertLess(time.monotonic(), deadline, "no steps within a minute")
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=60), 130)
            messages.seek(0)
            text = messages.read()
        self.assertIn("interrupted; to resume, run the same command again:\n", text)
        again = shlex.split(text.splitlines()[-1])
        self.assertEqual(Path(again[0]).resolve(), program.resolve())
        self.assertNotIn("..", again[0])
        count = journal.read_text().count("\n")
        with subprocess.Popen(
            again, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as resumed:
            assert resumed.stderr is not None
            self.assertEqual(resumed.stderr.readline(), f"resumed after step {count} of 100000\n")
            resumed.send_signal(signal.SIGINT)
            resumed.communicate(timeout=60)
        self.assertEqual(resumed.returncode, 130)


if __name__ == "__main__":
    unittest.main()
