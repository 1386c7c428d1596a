"""A page of a PDF as it looks, with quoted words marked: drawn in a process of its own, as papers are read."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.reading import MOST_BYTES

_BY_THE_CLOCK_S = 60
_at_once = threading.BoundedSemaphore(2)
_UNREADABLE = "This page cannot be drawn: open the file in a PDF reader."


def page_picture(file: Path, sha256: str, page: int, quote: str | None = None) -> bytes:
    """The page, numbered from 1, as a WebP picture with `quote` marked where it stands there.

    Raises InputError, with a sentence for people, where the file has gone, is not the one that was read (its bytes
    have another SHA-256), or cannot be drawn within bounds of time and memory.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InputError(_UNREADABLE)
        with file.open("rb") as opened:
            now = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        raise InputError(
            "The file of this paper is no longer where it was when it was read; its text is kept."
        ) from None
    if now != sha256:
        raise InputError("The file of this paper has changed since it was read: ingest it again.")
    # -P: a file beside the papers named like a module is not imported.
    command = [sys.executable, "-P", "-m", "scrutiny_rag.web.page_drawing", str(file), str(page)]
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    with _at_once:
        try:
            done = subprocess.run(
                command,
                input=(quote or "").encode(),
                capture_output=True,
                timeout=_BY_THE_CLOCK_S,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise InputError(_UNREADABLE) from None
    if done.returncode != 0 or not done.stdout:
        raise InputError(_UNREADABLE)
    return done.stdout
