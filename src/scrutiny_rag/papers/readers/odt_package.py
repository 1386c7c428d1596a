"""The archive that an OpenDocument text is: within bounds, its parts as trees of elements."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from scrutiny_rag.papers.model import PaperError

_MOST_XML = 60_000_000
_MOST_PARTS = 10_000
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
DAMAGED = "The OpenDocument text is damaged; open it in a word processor and save it again."
_ENCRYPTED = "The OpenDocument text is locked with a password; save a copy without one."
_BAD_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    SyntaxError,  # lxml's XMLSyntaxError is one
)
"""What zipfile and lxml raise over a damaged archive."""


def name(prefixed: str) -> str:
    """A name such as "text:p" as lxml has it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class OdtPackage:
    """The parts of an OpenDocument text that are read; None for one that the archive lacks."""

    content: Any
    styles: Any
    meta: Any


def is_odt(data: bytes) -> bool:
    """Whether bytes say at their start that they are an OpenDocument text, whatever the file's name says."""
    return b"application/vnd.oasis.opendocument.text" in data[:200]


def open_odt(data: bytes) -> OdtPackage:
    """The parts of `data`. Raises PaperError where it is damaged, locked, no text, or unpacks beyond bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if "content.xml" not in parts:
                raise PaperError("The file is an archive but no OpenDocument text; save the paper as .odt.")
            read = ("content.xml", "styles.xml", "meta.xml")
            if len(parts) > _MOST_PARTS or any(
                parts[part].file_size > _MOST_XML for part in read if part in parts
            ):
                raise PaperError("The OpenDocument text unpacks to more than a paper can hold; split it.")
            if _locked(archive, parts):
                raise PaperError(_ENCRYPTED)
            trees = [_tree(archive.read(part)) if part in parts else None for part in read]
    except _BAD_ARCHIVE as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(DAMAGED) from error
    return OdtPackage(*trees)


def _locked(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bool:
    manifest = parts.get("META-INF/manifest.xml")
    if any(part.flag_bits & 1 for part in parts.values()):
        return True
    return (
        manifest is not None
        and manifest.file_size < _MOST_XML
        and b"encryption-data" in archive.read(manifest)
    )


def _tree(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
