"""Which files a job is about, and under which names."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.manifest import ManifestRow, read_manifest
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES
from scrutiny_rag.store.ledger import SourceFile


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to ingest, with what its folder's manifest says of it."""

    path: Path
    file: SourceFile
    overrides: ManifestRow | None


def find_files(paths: Sequence[Path], taken: dict[str, str]) -> list[FoundFile]:
    """The supported files at `paths` (files, or folders with all below them), in order of their names.

    `taken` maps the names already in the index to their source paths: a new file whose name is taken by
    another file that still exists is named relative to its folder. Raises InputError where a path does not
    exist or a folder holds no paper, and PaperError where a manifest is wrong.
    """
    found: list[tuple[Path, Path | None]] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"There is no file or folder {path}.")
        below = _papers_below(path) if path.is_dir() else [path]
        if not below:
            kinds = ", ".join(sorted(SUPPORTED_SUFFIXES))
            raise InputError(f"The folder {path} holds no papers ({kinds}).")
        found.extend((file, path if path.is_dir() else None) for file in below)
    unique = list(dict.fromkeys((file.resolve(), root.resolve() if root else None) for file, root in found))
    by_name = Counter(file.name for file in dict.fromkeys(f for f, _ in unique))
    manifests: dict[Path, dict[str, ManifestRow]] = {}
    files: dict[Path, FoundFile] = {}
    for file, root in unique:
        if file in files:
            continue
        folder = root or file.parent
        if folder not in manifests:
            manifests[folder] = read_manifest(folder)
        relative = file.relative_to(folder).as_posix()
        row = manifests[folder].get(relative) or manifests[folder].get(file.name)
        name = _name(file, folder, by_name, taken)
        stat = file.stat()
        source = SourceFile(
            name=name,
            source=str(file),
            root=str(root) if root else None,
            size=stat.st_size,
            mtime_ns=stat.st_mtime_ns,
            manifest=json.dumps(row, sort_keys=True, default=str) if row else "",
        )
        files[file] = FoundFile(file, source, row)
    return sorted(files.values(), key=lambda f: f.file.name)


def _papers_below(folder: Path) -> list[Path]:
    root = folder.resolve()
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        # A link that leads out of the folder is not part of it.
        inside = path.resolve().is_relative_to(root)
        if path.suffix.lower() in SUPPORTED_SUFFIXES and path.is_file() and not hidden and inside:
            found.append(path)
    return found


def _name(file: Path, folder: Path, by_name: Counter[str], taken: dict[str, str]) -> str:
    def free(name: str) -> bool:
        source = taken.get(name)
        return source is None or Path(source) == file or not Path(source).exists()

    relative = file.relative_to(folder).as_posix()
    names = [relative, f"{folder.name}/{relative}", str(file)]
    if by_name[file.name] == 1:
        names.insert(0, file.name)
    return next(name for name in names if free(name) or name == str(file))
