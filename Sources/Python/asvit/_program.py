"""The native program: where it is, how it is called and how it fails."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import IO, Any, Optional, Union

Word = Union[str, int, float, "os.PathLike[str]"]
"""A value of one option: text, a number, a path or a run."""

Option = Union[Word, bool, None, Sequence[Word], Mapping[str, Any]]
"""What a keyword argument may be; see ``arguments``."""


class AsViTError(Exception):
    """A command that failed.

    Attributes:
        exit_code: The program's: 3 every candidate of a training diverged, 64 usage, 65 bad data, 74
            input or output failed, 130 interrupted; below 0 the signal that ended it.
        output: All that the program wrote to standard error.

    The text is the program's own, which names the value at fault and the way out.
    """

    def __init__(self, message: str, exit_code: int = 64, output: str = "") -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.output = output

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.exit_code, self.output)


def find_program() -> str:
    """The path of the native program.

    It is what ``ASVIT_BINARY`` names, or else the program that was installed with this package, or
    else one on the ``PATH``.

    Raises:
        AsViTError: When it is nowhere.
    """
    named = os.environ.get("ASVIT_BINARY")
    if named:
        if not os.access(named, os.X_OK):
            raise AsViTError(f"ASVIT_BINARY is {named}, which is no program; correct or unset it")
        return named
    found = _installed_program() or shutil.which("asvit")
    if found is None:
        raise AsViTError(
            "the program asvit is neither installed with this package nor on the PATH; install the "
            "wheel, or name the program with ASVIT_BINARY"
        )
    return found


def _installed_program() -> Optional[str]:
    try:
        files = distribution("asvit").files or []
    except PackageNotFoundError:
        return None
    programs = (
        str(Path(str(file.locate())).resolve())
        for file in files
        if file.parts[-2:] == ("bin", "asvit")
    )
    return next((path for path in programs if os.access(path, os.X_OK)), None)


def arguments(options: Mapping[str, Option]) -> list[str]:
    """Command-line arguments of keyword arguments.

    ``max_params="10M"`` becomes ``--max-params 10M``, ``True`` the option alone, and ``None`` and
    ``False`` nothing. An underscore at the end is left out, as ``from_`` is ``--from``. Sequences are
    joined by commas, but those of ``genotype``, which has commas itself, repeat the option. A mapping
    is the options of another command that follow it, and comes last.

    >>> arguments({"steps": 20, "metrics": ["length", "kappa"], "force": True, "images": None})
    ['--steps', '20', '--metrics', 'length,kappa', '--force']
    """
    words: list[str] = []
    following: list[str] = []
    for name, value in options.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(flag)
        elif isinstance(value, Mapping):
            following += [flag, *arguments(value)]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            if flag == "--genotype":
                words += [word for item in value for word in (flag, _text(item))]
            else:
                words += [flag, ",".join(map(_text, value))]
        else:
            words += [flag, _text(value)]
    return words + following


def _text(value: Word) -> str:
    return os.fspath(value) if isinstance(value, os.PathLike) else str(value)


def run_json(command: str, *words: str, stdin: Optional[str] = None) -> Any:
    """What a command prints as JSON.

    Progress is shown on ``sys.stderr``. Ctrl-C is passed on, so that the program ends as it does in a
    shell; what it says then is shown before ``KeyboardInterrupt`` goes on.

    Args:
        command: The command, such as ``"score"``.
        words: Its arguments.
        stdin: What it reads from standard input.

    Raises:
        AsViTError: When its exit code is not 0.
    """
    call = [find_program(), *command.split(), *words, "--json"]
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as read:
        read.write((stdin or "").encode())
        read.seek(0)
        # In a session of its own, so that the program gets Ctrl-C from here alone, and once: a second
        # one would end it at once.
        process = subprocess.Popen(
            call, stdin=read, stdout=printed, stderr=subprocess.PIPE, start_new_session=True
        )
        assert process.stderr is not None
        with process.stderr:
            relay = _Relay(process.stderr)
            interrupt = _wait(process, relay)
        if interrupt is not None:
            relay.show_rest()
            raise interrupt
        if process.returncode != 0:
            raise AsViTError(_failure(process.returncode, relay), process.returncode, relay.text)
        relay.show_rest()
        printed.seek(0)
        return json.load(printed)


def _wait(process: subprocess.Popen[bytes], relay: _Relay) -> Optional[KeyboardInterrupt]:
    """Waits for the end of a process; returns the last Ctrl-C in the meantime."""
    interrupt = None
    try:
        while True:
            try:
                relay.run()
                process.wait()
                return interrupt
            except KeyboardInterrupt as error:
                interrupt = error
                process.send_signal(signal.SIGINT)
    except BaseException:
        process.kill()
        process.wait()
        raise


class _Relay:
    """Shows lines of a stream as they arrive, until an error message, which an exception shows."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.text = ""
        self._shown = 0
        self._descriptor = stream.fileno()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def run(self) -> None:
        while data := os.read(self._descriptor, 65536):
            self.text += self._decoder.decode(data)
            self._show(self.text.rfind("\n", 0, self.error_start) + 1)

    def show_rest(self) -> None:
        self._show(len(self.text))

    @property
    def error_start(self) -> int:
        """Where the error message begins; the end of the text when there is none."""
        if self.text.startswith("Error: "):
            return 0
        return self.text.find("\nError: ") + 1 or len(self.text)

    def _show(self, end: int) -> None:
        if end > self._shown:
            sys.stderr.write(self.text[self._shown : end])
            sys.stderr.flush()
            self._shown = end


def _failure(code: int, relay: _Relay) -> str:
    message = relay.text[relay.error_start :].removeprefix("Error: ").strip()
    if code < 0:
        return message or f"the program was ended by {signal.Signals(-code).name}"
    return message or relay.text.strip() or f"the program ended with exit code {code}"
