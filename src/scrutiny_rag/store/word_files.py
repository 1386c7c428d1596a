"""The files of a word index: which belong to it as it stands, and how they come into another folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from scrutiny_rag.store.seals import SEAL_NAME, Files, read_seal, write_seal

META = "meta.json"
"""Names the segments, whose own files never change."""
_TRIES = 50


def segment_files(folder: Path, meta: bytes) -> list[str]:
    """The files in `folder` of the segments that `meta` names."""
    deleted = {
        segment["segment_id"].replace("-", ""): segment["deletes"]["opstamp"] if segment["deletes"] else None
        for segment in json.loads(meta)["segments"]
    }
    found = []
    for name in sorted(path.name for path in folder.iterdir()):
        segment, _, kind = name.partition(".")
        if segment in deleted and (not kind.endswith("del") or kind == f"{deleted[segment]}.del"):
            found.append(name)
    return found


def snapshot(work: Path, into: Path, known: Files) -> None:
    """Put the word index in `work` as it stands into the new folder `into`, sealed; `known` are files that are sealed.

    Takes no time in proportion to the index: files that are there already are linked, not copied. Raises OSError.
    """
    for _ in range(_TRIES):
        meta = (work / META).read_bytes()
        into.mkdir()
        try:
            names = segment_files(work, meta)
            link(work, into, names)
            if (work / META).read_bytes() == meta:
                break
        except FileNotFoundError:
            pass  # a merge ended meanwhile, and took away what it had merged
        shutil.rmtree(into)
    else:
        raise OSError(f"{work} does not come to rest")
    (into / META).write_bytes(meta)
    write_seal(into / SEAL_NAME, [*names, META], {name: known[name] for name in names if name in known})


def known_files(folder: Path) -> Files:
    """The sealed files of a folder but those that change; none where it has no seal."""
    sealed = read_seal(folder / SEAL_NAME)
    return {} if sealed is None else {name: noted for name, noted in sealed[0].items() if name != META}


def link(source: Path, into: Path, names: Iterable[str]) -> None:
    """Put files into another folder without copying what is in them, where the disk can."""
    for name in names:
        try:
            (into / name).hardlink_to(source / name)
        except FileNotFoundError:
            raise
        except (OSError, NotImplementedError):
            shutil.copy2(source / name, into / name)


def mirror(source: Path, into: Path, names: Iterable[str]) -> None:
    """Have files be seen in another folder, which may be on another disk."""
    for name in names:
        try:
            (into / name).symlink_to((source / name).resolve())
        except (OSError, NotImplementedError):
            shutil.copy2(source / name, into / name)
