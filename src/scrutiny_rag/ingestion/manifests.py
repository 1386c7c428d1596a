"""Which row of which manifest is about a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scrutiny_rag.errors import PaperError
from scrutiny_rag.listing import first_few, printable
from scrutiny_rag.papers.manifest import MANIFEST_NAME, ManifestRow, read_manifest

_NAMED = 3
_MOST_BYTES = 50_000_000


class Manifests:
    """The manifests of the folders of a job, each read once."""

    def __init__(self) -> None:
        self._rows: dict[Path, dict[str, ManifestRow]] = {}
        self._used: dict[Path, set[str]] = {}
        self._below: dict[Path, Counter[str]] = {}
        """How many files below a folder bear each name."""
        self.wrong: dict[Path, str] = {}
        """Manifests that cannot be read, each with the reason; they say nothing of any file."""

    def row(self, file: Path, top: Path) -> ManifestRow | None:
        """What the nearest manifest between a file and the folder `top` says of it.

        A row names a file by its path from the manifest's folder; the bare name will do for a file below it
        that no other file there shares.
        """
        folder = file.parent
        while True:
            rows = self._of(folder)
            path = file.relative_to(folder).as_posix()
            key = path if path in rows else file.name if self._alone(file, folder, rows) else None
            if key is not None:
                self._used[folder].add(key)
                return rows[key]
            if folder == top or folder.parent == folder:
                return None
            folder = folder.parent

    def unused(self, tops: Iterable[Path]) -> list[str]:
        """A sentence for each manifest in or below `tops` that has rows of no paper."""
        whole = set(tops)
        found = []
        for folder in sorted(self._rows):
            if not any(folder.is_relative_to(top) for top in whole):
                continue  # files were named one by one: the other rows are of files that were not
            left = [repr(name) for name in self._rows[folder] if name not in self._used[folder]]
            if left:
                names = first_few(left, _NAMED)
                found.append(
                    f"{printable(str(folder / MANIFEST_NAME))} has rows of no paper that is there: {names}."
                )
        return found

    def _of(self, folder: Path) -> dict[str, ManifestRow]:
        if folder not in self._rows:
            rows = self._read(folder)
            self._rows[folder] = {
                name.replace("\\", "/").removeprefix("./"): row for name, row in rows.items()
            }
            self._used[folder] = set()
        return self._rows[folder]

    def _read(self, folder: Path) -> dict[str, ManifestRow]:
        path = folder / MANIFEST_NAME
        try:
            if not path.is_file():
                return {}
            if path.stat().st_size > _MOST_BYTES:
                raise PaperError(f"{path} is larger than {_MOST_BYTES // 1_000_000} MB; split it.")
            return read_manifest(folder)
        except PaperError as error:
            self.wrong[path] = printable(str(error))
        except OSError as error:
            self.wrong[path] = f"The manifest cannot be opened: {error.strerror or error}."
        return {}

    def is_wrong_above(self, file: Path, top: Path) -> bool:
        """Whether a manifest between a file and the folder `top` cannot be read."""
        return any(
            path.parent == folder
            for path in self.wrong
            for folder in file.parents
            if folder.is_relative_to(top)
        )

    def _alone(self, file: Path, folder: Path, rows: dict[str, ManifestRow]) -> bool:
        """Whether a row has this file's bare name, and no other file below the manifest does."""
        if file.name not in rows:
            return False
        if folder not in self._below:
            self._below[folder] = Counter(path.name for path in folder.rglob("*"))
        return self._below[folder][file.name] == 1
