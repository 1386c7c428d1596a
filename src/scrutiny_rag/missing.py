"""Papers of which the body or the date is not known, and a manifest in which a person can say them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.papers.manifest import add_to_manifest
from scrutiny_rag.store.rows import PaperRow


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper and what is not known of it."""

    paper: str
    lacks: tuple[str, ...]
    """ "body", "date" or both."""
    folder: Path
    """Where its manifest belongs: the ingested folder, or the file's own."""
    path: str
    """Its path from that folder, as a manifest names it."""


def missing_from(rows: Iterable[PaperRow]) -> list[Missing]:
    """The papers of `rows` without a body or a date, by name; a body that their folder lent them is one."""
    found = []
    for row in rows:
        meta = row.metadata
        known = {"body": meta.body is not None, "date": meta.date is not None}
        lacks = tuple(name for name, is_known in known.items() if not is_known)
        if lacks:
            source = Path(row.source)
            folder = Path(row.root) if row.root and source.is_relative_to(row.root) else source.parent
            found.append(Missing(row.name, lacks, folder, source.relative_to(folder).as_posix()))
    return sorted(found, key=lambda each: each.paper)


def write_manifests(missing: Sequence[Missing]) -> list[Path]:
    """Write or add to the manifest of each folder of `missing`, a row a paper, and return their paths.

    What a manifest says already stays as it is. Raises PaperError, saying how to mend it, where one is wrong
    or cannot be written.
    """
    by_folder: dict[Path, list[str]] = defaultdict(list)
    for each in missing:
        by_folder[each.folder].append(each.path)
    return [add_to_manifest(folder, names) for folder, names in sorted(by_folder.items())]
