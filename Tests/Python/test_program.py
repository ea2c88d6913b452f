from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import asvit
from asvit._program import arguments

SOURCES = Path(asvit.__file__).parent.parent
ENVIRONMENT = {
    **os.environ,
    "ASVIT_BINARY": asvit.find_program(),
    "PYTHONPATH": str(SOURCES),
}


def test_keyword_arguments_are_options() -> None:
    assert arguments(
        {
            "max_params": "10M",
            "steps": 20,
            "metrics": ["length", "kappa"],
            "genotype": ["1,2|3", "4,5|6"],
            "from_": Path("runs/first"),
            "then_train": {"budget": "3ep", "replay": True},
            "force": True,
            "json": False,
            "images": None,
        }
    ) == [
        *["--max-params", "10M", "--steps", "20", "--metrics", "length,kappa"],
        *["--genotype", "1,2|3", "--genotype", "4,5|6", "--from", "runs/first", "--force"],
        *["--then-train", "--budget", "3ep", "--replay"],
    ]


def test_refusals_have_the_program_s_text_and_exit_code(
    space: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(asvit.AsViTError, match="^x: genotype 'x' has 1 parts") as refusal:
        asvit.score("x", space=space)
    assert refusal.value.exit_code == 65
    # The exception shows the message; it does not come twice.
    assert capfd.readouterr().err == ""
    with pytest.raises(asvit.AsViTError, match="^Unknown option '--spce'") as refusal:
        asvit.search(tmp_path / "run", spce="tiny")
    assert refusal.value.exit_code == 64
    assert "Error: Unknown option" in refusal.value.output
    copy = pickle.loads(pickle.dumps(refusal.value))
    assert (str(copy), copy.exit_code) == (str(refusal.value), 64)


def test_progress_is_shown_where_python_writes_errors(
    space: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asvit.score("4,2,1|2,2,1|2,1,1|2,1,1|8", space=space, repeats=1)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "scoring 1/1, 4,2,1|2,2,1|2,1,1|2,1,1|8\n" in shown.err


def test_without_a_program_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASVIT_BINARY", "/nowhere/asvit")
    with pytest.raises(asvit.AsViTError, match="ASVIT_BINARY is /nowhere/asvit"):
        asvit.find_program()


def test_python_m_asvit_is_the_program(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "asvit", *words]
        return subprocess.run(command, env=ENVIRONMENT, text=True, capture_output=True)

    version = subprocess.run([asvit.find_program(), "--version"], capture_output=True, text=True)
    assert run("--version").stdout == version.stdout
    refused = run("score", "x")
    assert (refused.returncode, refused.stdout) == (65, "")
    assert refused.stderr.startswith("Error: x: ")


def started_search(space: Path, out: Path, *command: str) -> subprocess.Popen[str]:
    """A long search, once its first step is in the journal."""
    process = subprocess.Popen(
        [sys.executable, *command], env=ENVIRONMENT, text=True, stderr=subprocess.PIPE
    )
    journal = out / "journal.jsonl"
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes()) and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    return process


SCRIPT = """
import sys, asvit
try:
    asvit.search(sys.argv[2], space=sys.argv[1], steps=100000, rescore=True)
except KeyboardInterrupt:
    sys.exit(7)
"""


def test_ctrl_c_is_passed_on_and_the_run_can_go_on(space: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    process = started_search(space, out, "-c", SCRIPT, str(space), str(out))
    process.send_signal(signal.SIGINT)
    _, shown = process.communicate(timeout=60)
    assert process.returncode == 7
    assert "run the same command again" in shown or "resume" in shown, shown
    run = asvit.load(out)
    assert isinstance(run, asvit.SearchRun)
    assert not run.is_finished and run.journal
    assert len(run.architecture_rows) <= len(run.journal)
    with pytest.raises(asvit.AsViTError, match="this run is not finished"):
        run.found


def test_ctrl_c_reaches_python_m_asvit(space: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    words = ["search", "--space", str(space), "--steps", "100000", "--rescore", "--out", str(out)]
    process = started_search(space, out, "-m", "asvit", *words)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


def test_the_program_ends_with_python(space: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    process = started_search(space, out, "-c", SCRIPT, str(space), str(out))
    process.kill()
    process.communicate(timeout=60)
    # The folder is in use as long as the program runs.
    deadline = time.monotonic() + 30
    while True:
        try:
            run = asvit.search(out, space=space, steps=2, force=True, repeats=1, batch=4)
            break
        except asvit.AsViTError:
            assert time.monotonic() < deadline
            time.sleep(0.5)
    assert run.is_finished
