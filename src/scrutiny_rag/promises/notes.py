"""What officers keep of promises, in a file of its own beside the index.

The file is plain JSON by the promises' stable identifiers, so that neither a new ingest nor an index built anew
touches it, and it can be copied or put under version control.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from filelock import FileLock

from scrutiny_rag.errors import InputError
from scrutiny_rag.promises.model import OwnNote

FILE_NAME = "own-notes.json"
_LONGEST = 4000


class OwnNotes:
    """The notes of one index folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def all(self) -> dict[str, OwnNote]:
        """Every note by its promise's identifier. Raises InputError where the file cannot be read."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The notes in {self._path} cannot be read: {error}.") from error
        try:
            values = json.loads(text)
            return {str(key): OwnNote(**value) for key, value in values.items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(
                f"The notes in {self._path} are damaged: mend the file, or put it elsewhere to start anew."
            ) from error

    def set(
        self, promise_id: str, *, status: str | None = None, owner: str | None = None, note: str | None = None
    ) -> OwnNote:
        """Keep what is given (None leaves what was, "" empties it); the note as it then stands.

        Raises InputError where the file cannot be read or written.
        """
        given = {"status": status, "owner": owner, "note": note}
        changes = {key: value.strip()[:_LONGEST] or None for key, value in given.items() if value is not None}
        with FileLock(self._path.with_suffix(".lock"), timeout=30):
            notes = self.all()
            kept = replace(notes.get(promise_id, OwnNote()), **changes)
            if kept == OwnNote():
                notes.pop(promise_id, None)
            else:
                notes[promise_id] = kept
            self._write(notes)
        return kept

    def _write(self, notes: dict[str, OwnNote]) -> None:
        values = {key: asdict(notes[key]) for key in sorted(notes)}
        try:
            with NamedTemporaryFile("w", encoding="utf-8", dir=self._path.parent, delete=False) as file:
                json.dump(values, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self._path)
        except OSError as error:
            raise InputError(f"The notes cannot be written to {self._path}: {error.strerror}.") from error
