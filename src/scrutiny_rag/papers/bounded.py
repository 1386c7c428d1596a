"""Papers read by a process of their own, so that a hostile or broken file costs no more than its bounds."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrutiny_rag.papers.model import Paper, PaperError

_PLAIN_SUFFIXES = frozenset((".txt", ".md", ".markdown"))
_MOST_PLAIN = 200_000
"""Bytes up to which plain text costs next to nothing to read, whatever is in it."""

_NOT_PLAIN = (b"%PDF-", b"PK", b"\xd0\xcf\x11\xe0")
"""How files start that are read as what they are, though they are called text."""

SECONDS = 30
"""Of computing time that one paper may take."""

SECONDS_WITH_OCR = 1800
MOST_MEMORY = 1 << 30
"""Bytes that reading one paper may need."""

MOST_MEMORY_WITH_OCR = 6 << 30
_WAITING = 10
"""Times the computing time that a paper may take by the clock, where many share the machine."""

_LENGTH = struct.Struct(">Q")


def is_plain(path: Path) -> bool:
    """Whether a file is plain text, and little enough to be read without bounds; False where it cannot be opened."""
    if path.suffix.lower() not in _PLAIN_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            start = file.read(_MOST_PLAIN + 1)
    except OSError:
        return False
    return len(start) <= _MOST_PLAIN and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_NOT_PLAIN)


class BoundedReader:
    """Reads papers in a child process within bounds of time and memory; a context manager.

    The process starts with the first paper and is started anew when one breaks it. Not for several threads.
    """

    def __init__(self, *, ocr: bool = False, seconds: int | None = None, memory: int | None = None) -> None:
        self._ocr = ocr
        self._seconds = seconds or (SECONDS_WITH_OCR if ocr else SECONDS)
        self._memory = memory or (MOST_MEMORY_WITH_OCR if ocr else MOST_MEMORY)
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> BoundedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path, name: str, overrides: Mapping[str, object] | None = None) -> Paper:
        """As `read_paper`; raises PaperError also where the paper takes more than its bounds."""
        if self._child is None:
            self._child = self._started()
        child = self._child
        watch = threading.Timer(_WAITING * self._seconds, child.kill)
        watch.daemon = True
        watch.start()
        try:
            send(child.stdin, (str(path), name, dict(overrides or {})))
            kind, found = receive(child.stdout)
        except (OSError, EOFError):
            raise PaperError(self._why(child)) from None
        finally:
            watch.cancel()
        if kind == "paper" and isinstance(found, Paper):
            return found
        if kind == "spent":
            self.close()
        raise PaperError(str(found))

    def close(self) -> None:
        """Ends the child process, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        bounds = [str(self._seconds), str(self._memory), str(int(self._ocr))]
        command = [sys.executable, "-P", "-m", "scrutiny_rag.papers.reading_process", *bounds]
        source = str(Path(__file__).parents[2])
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def _why(self, child: subprocess.Popen[bytes]) -> str:
        """Why a child that has gone did not read its paper."""
        self.close()
        timed_out = {-getattr(signal, name, 0) for name in ("SIGPROF", "SIGKILL")} - {0}
        if child.returncode in timed_out:
            return f"The file takes more than {self._seconds} seconds to read; split it, or save it again."
        return "The file cannot be read: reading it broke off; open it in its program and save it again."


def send(pipe: Any, message: object) -> None:
    """Sends a message to the other process. Raises OSError where it has gone."""
    data = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: Any) -> Any:
    """What the other process sends. Raises EOFError where it has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
