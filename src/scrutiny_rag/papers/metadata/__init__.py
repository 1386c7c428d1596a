"""What a paper says of itself as a whole: title, body, committee, date, type."""

from scrutiny_rag.papers.metadata.found import find_metadata

__all__ = ["find_metadata"]
