"""The archive that a Word file is: within bounds, and in the one form of the several that Word writes."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection

from scrutiny_rag.papers.model import PaperError

_MOST_UNPACKED = 400_000_000
_MOST_PARTS = 10_000
_MOST_XML = 60_000_000
_PICTURE = re.compile(
    r"\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp|svg|webp|wdp|bin|ttf|odttf|mp4|wav|xlsx|pdf)$", re.IGNORECASE
)
DAMAGED = "The Word file is damaged; open it in a word processor and save it again."
_ENCRYPTED = "The Word file is locked with a password; save a copy without one."
_OLD = "The file is in the old Word format; save it as .docx."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Names of "Strict Open XML" (ISO/IEC 29500-1), which differ from the usual ones by their address alone."""

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template\.main\+xml|"
    rb"ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml)"
)
_RELATIONSHIP = re.compile(rb"<Relationship\s[^>]*?/>|<Relationship\s[^>]*?>\s*</Relationship>")
_TARGET = re.compile(rb"Target\s*=\s*[\"']([^\"']*)[\"']")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")

BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, EOFError, OSError)
"""What zipfile raises over a damaged archive."""


def checked(data: bytes) -> bytes:
    """`data`, with what keeps an honest Word file from being opened put right.

    That is a template's or a macro file's kind, the names of "Strict Open XML", and links to parts that are
    not there. Raises PaperError where it is no .docx archive or unpacks beyond bounds.
    """
    if data.startswith(_OLE):
        raise PaperError(_ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else _OLD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check(parts)
            return _mended(archive, parts, data)
    except BAD_ARCHIVE as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(DAMAGED) from error


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise PaperError(_ENCRYPTED)
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise PaperError("The file is an archive but no Word file; save the paper as .docx.")
    xml = max((part.file_size for part in parts if not _PICTURE.search(part.filename)), default=0)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED or xml > _MOST_XML:
        raise PaperError(
            "The Word file unpacks to more than a paper can hold; save it again without its pictures."
        )


def _mended(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], data: bytes) -> bytes:
    names = {part.filename.lower() for part in parts}
    changed: dict[str, bytes] = {}
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        before = archive.read(part)
        after = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", before)
        if part.filename == "[Content_Types].xml":
            after = _OTHER_MAINS.sub(_MAIN, after)
        elif part.filename.lower().endswith(".rels"):
            after = _without_loose(after, part.filename, names)
        if after != before:
            changed[part.filename] = after
    if not changed:
        return data
    mended = io.BytesIO()
    with zipfile.ZipFile(mended, "w", zipfile.ZIP_STORED) as out:
        for part in parts:
            out.writestr(part.filename, changed.get(part.filename) or archive.read(part))
    return mended.getvalue()


def _without_loose(rels: bytes, name: str, names: Collection[str]) -> bytes:
    """A part's relationships without those to parts that the archive does not hold."""
    base = posixpath.dirname(posixpath.dirname(name))

    def kept(match: re.Match[bytes]) -> bytes:
        target = _TARGET.search(match[0])
        if _EXTERNAL.search(match[0]) or target is None:
            return match[0]
        path = posixpath.normpath(posixpath.join("/", base, target[1].decode("utf-8", "replace")))
        return match[0] if path.lstrip("/").lower() in names else b""

    return _RELATIONSHIP.sub(kept, rels)
