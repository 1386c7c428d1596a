"""Which files a job is about, and under which names."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.errors import InputError, PaperError
from scrutiny_rag.ingestion.manifests import Manifests
from scrutiny_rag.listing import printable as printable
from scrutiny_rag.papers.manifest import MANIFEST_NAME, ManifestRow
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES
from scrutiny_rag.store.rows import SourceFile

_KINDS_NAMED = 5
_OUTSIDE = "It is a link that leads out of the folder, and is not followed: name the place itself."


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to ingest, with what the manifest beside it says of it."""

    path: Path
    file: SourceFile
    overrides: ManifestRow | None
    manifest_known: bool = True
    """False where a manifest that may be about it cannot be read: what an earlier one said then stays."""


def find_files(
    paths: Sequence[Path],
    taken: Mapping[str, str],
    unlisted: dict[Path, str] | None = None,
    *,
    allow_empty: bool = False,
    warnings: list[str] | None = None,
) -> list[FoundFile]:
    """The supported files at `paths` (files, or folders with all below them), in order of their names.

    `taken` maps the names already in the index to their source paths: a file keeps the name that it has
    there, and a new file's name is its own, or relative to its folder where that is another file's. What is
    left alone is put into `unlisted`, each with the reason: folders and files that cannot be opened, that are no
    files or lie outside by a link, whose names cannot be written down, and manifests below that are wrong; what should
    be known of the manifests comes into `warnings`, a sentence each. Raises InputError where a path cannot be opened,
    or, unless `allow_empty`, is not there or holds no paper, and PaperError where the manifest of a folder that is
    named is wrong.
    """
    unlisted = {} if unlisted is None else unlisted
    roots: dict[Path, Path | None] = {}
    passed_over: set[Path] = set()
    for path in paths:
        there = _exists(path)
        if there is None:
            raise InputError(
                f"{printable(str(path))} cannot be opened: check its name, and that you may open its folder."
            )
        if not there and allow_empty:
            continue
        if not there:
            raise InputError(
                f"There is no file or folder {printable(str(path))}.{_still_listed(path, taken)}"
            )
        below = _papers_below(path, unlisted, passed_over) if path.is_dir() else [path]
        if not below and path.resolve() in unlisted:
            raise InputError(f"{path}: {unlisted[path.resolve()]}")
        if not below and not allow_empty:
            kinds = ", ".join(sorted(SUPPORTED_SUFFIXES))
            raise InputError(f"The folder {path} holds no papers ({kinds}).{_still_listed(path, taken)}")
        root = path.resolve() if path.is_dir() else None
        for file in map(Path.resolve, below):
            if printable(str(file)) != str(file):
                unlisted[file] = "Its name or its folder's has characters that cannot be shown; rename it."
            else:
                roots.setdefault(file, root)
    names = _names(roots, taken)
    manifests = Manifests()
    found = []
    for file, root in roots.items():
        row = manifests.row(file, root or file.parent)
        known = not manifests.is_wrong_above(file, root or file.parent)
        try:
            state = file.stat()
        except FileNotFoundError:
            continue  # deleted since the folder was listed
        except OSError as error:
            unlisted[file] = f"The file cannot be opened: {_reason(error)}."
            continue
        source = SourceFile(
            name=names[file],
            source=str(file),
            root=str(root) if root else None,
            size=state.st_size,
            mtime_ns=state.st_mtime_ns,
            manifest=json.dumps(row, sort_keys=True, default=str) if row else "",
        )
        found.append(FoundFile(file, source, row, known))
    for path, why in manifests.wrong.items():
        if path.parent in {root or file.parent for file, root in roots.items()}:
            raise PaperError(why)  # of the very folder that was named: to be mended before hours are spent
        unlisted[path] = why
    if warnings is not None:
        warnings += _passed_over(passed_over)
        warnings += manifests.unused({root for root in roots.values() if root is not None})
    return sorted(found, key=lambda f: f.file.name)


def _papers_below(folder: Path, unlisted: dict[Path, str], passed_over: set[Path]) -> list[Path]:
    root = folder.resolve()
    found = []

    def note(error: OSError) -> None:
        unlisted[Path(error.filename).resolve()] = f"The folder cannot be opened: {_reason(error)}."

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in folders):
            # A link is not gone into; to a folder inside it would be a second way.
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                unlisted[Path(place).resolve() / path.name] = _OUTSIDE
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(place, name)
            if name == MANIFEST_NAME:
                continue
            if path.suffix.lower() not in SUPPORTED_SUFFIXES:
                passed_over.add(Path(place).resolve() / name)
            elif why := _not_a_paper(path, root):
                unlisted[Path(place).resolve() / name] = why
            else:
                found.append(path)
    return found


def _not_a_paper(path: Path, root: Path) -> str | None:
    """Why a file below the folder `root` is left alone; None where it is to be read."""
    try:
        if not path.resolve().is_relative_to(root):
            return _OUTSIDE
        mode = path.stat().st_mode
    except FileNotFoundError:
        # Deleted since the folder was listed, unless a link leads to it.
        return "It is a link to a file that is not there." if path.is_symlink() else None
    except RuntimeError:
        return "It is a link that leads round to itself."
    except OSError as error:
        # What cannot be looked at is told of when it is to be read.
        return "It is a link that leads round to itself." if error.errno == errno.ELOOP else None
    return None if stat.S_ISREG(mode) else "It is a pipe, a socket or a device, and no file."


def _exists(path: Path) -> bool | None:
    """Whether there is such a file or folder; None where that cannot be known."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return None
    return True


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _still_listed(path: Path, taken: Mapping[str, str]) -> str:
    """How to let the papers leave that the index has from a place where none is now."""
    place = path.resolve()
    count = sum(Path(source).is_relative_to(place) for source in taken.values())
    if not count:
        return ""
    which = "1 paper" if count == 1 else f"{count:,} papers"
    return f" The index has {which} from there: `--allow-empty` lets them leave."


def _passed_over(files: Iterable[Path]) -> list[str]:
    """A sentence on files of kinds that are not read; none where there are none."""
    kinds = Counter(file.suffix.lower() or "no ending" for file in sorted(files))
    if not kinds:
        return []
    total = kinds.total()
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(_KINDS_NAMED))
    return [f"{total} {'file is' if total == 1 else 'files are'} of kinds that are not read: {listed}."]


def _names(roots: Mapping[Path, Path | None], taken: Mapping[str, str]) -> dict[Path, str]:
    """A name for every file, no two alike."""
    by_name = Counter(file.name for file in roots)
    has = {Path(source): name for name, source in taken.items()}
    wanted = {file: _candidates(file, root, by_name, has.get(file)) for file, root in roots.items()}

    def free(name: str, file: Path) -> bool:
        holder = Path(taken.get(name, file))
        # Who held the name is this file, is gone, or has just been given another name.
        return name not in given and (holder == file or holder in roots or _exists(holder) is False)

    given: dict[str, Path] = {}
    # Files that keep their names choose first.
    for file in sorted(roots, key=lambda f: (wanted[f][0] != has.get(f), str(f))):
        given[next((name for name in wanted[file] if free(name, file)), str(file))] = file
    return {file: name for name, file in given.items()}


def _candidates(file: Path, root: Path | None, by_name: Counter[str], current: str | None) -> list[str]:
    """Names for a file, best first; its whole path, which no other file has, comes last."""
    folder = root or file.parent
    relative = file.relative_to(folder).as_posix()
    names = [relative, f"{folder.name}/{relative}", str(file)]
    if by_name[file.name] == 1:
        names.insert(0, file.name)
    elif root is None:
        names.remove(relative)  # files named one by one, with the same name
    if current is not None and (current != file.name or current in names):
        names.insert(0, current)
    return list(dict.fromkeys(names))
