"""Files that are made for a visitor, and fetched by the browser at once."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import gradio as gr

_FILE_S = 300
"""How long a file made for a visitor is left for the download to begin."""


class Downloads:
    """A folder of files, and a button that no person sees, by which the browser fetches the last one."""

    def __init__(self, elem_id: str) -> None:
        self._id = elem_id
        self._folder = TemporaryDirectory(prefix="scrutiny-rag-export-")
        self._button: gr.DownloadButton | None = None

    def button(self) -> gr.DownloadButton:
        """The button, made on first use inside an open `gr.Blocks`: an event that makes a file gives it here."""
        if self._button is None:
            self._button = gr.DownloadButton("File", elem_id=self._id, visible="hidden")
        return self._button

    @property
    def click_js(self) -> str:
        """What the page runs after such an event."""
        # Gradio draws the new address of the file a moment after it has come.
        return f"() => {{ setTimeout(() => {{ document.querySelector('#{self._id}')?.click(); }}, 200); }}"

    def hold(self, name: str, data: bytes) -> str:
        """Keep a file for a few minutes; where it is."""
        folder = Path(self._folder.name)
        for old in folder.iterdir():
            if old.stat().st_mtime < time.time() - _FILE_S:
                old.unlink(missing_ok=True)
        file = folder / name
        file.write_bytes(data)
        return str(file)
