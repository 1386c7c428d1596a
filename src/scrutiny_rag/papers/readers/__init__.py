"""One module a format: a file's bytes become a `Draft`, its text with the hints that the format gives."""

from scrutiny_rag.papers.readers.draft import Draft, Format, Mark, MarkKind

__all__ = ["Draft", "Format", "Mark", "MarkKind"]
