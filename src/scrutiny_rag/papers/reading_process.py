"""The process that reads papers for `BoundedReader`: a message in, a paper or the reason why not out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scrutiny_rag.papers.bounded import receive, send
from scrutiny_rag.papers.model import Paper, PaperError
from scrutiny_rag.papers.reading import read_paper

try:
    import resource
    import signal

    _TIMER: int | None = signal.ITIMER_PROF
except (ImportError, AttributeError):  # not on every system: there the parent's clock is the only bound
    _TIMER = None

_TOO_LARGE = "Reading the file needs more memory than a paper may take; split it, or save it again."


def main() -> None:
    """Reads papers until the parent closes its end; arguments: seconds, bytes of memory, OCR (0 or 1)."""
    seconds, memory, ocr = (int(argument) for argument in sys.argv[1:4])
    # What a library prints must not get between the messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if _TIMER is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            path, name, overrides = receive(sys.stdin.buffer)
        except EOFError:
            return
        if _TIMER is not None:
            # Ends the process where it runs out, in a library's midst too.
            signal.setitimer(_TIMER, seconds)
        answer = _read(Path(path), name, overrides, ocr=bool(ocr))
        if _TIMER is not None:
            signal.setitimer(_TIMER, 0)
        send(out, answer)


def _read(path: Path, name: str, overrides: dict[str, object], *, ocr: bool) -> tuple[str, Paper | str]:
    try:
        return "paper", read_paper(path, name, overrides, ocr=ocr)
    except PaperError as error:
        return "error", str(error)
    except MemoryError:
        return "spent", _TOO_LARGE
    except Exception as error:  # noqa: BLE001
        # The libraries that read files fail on bad ones in ways they do not list.
        return "error", f"The file cannot be read ({type(error).__name__}: {error})."


if __name__ == "__main__":
    main()
