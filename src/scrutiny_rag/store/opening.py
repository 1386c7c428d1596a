"""Opens an index as the settings say: with its vectors in its folder, or in a Chroma server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.server_vectors import ChromaServer


def open_index(folder: Path, settings: Settings) -> Index:
    """The index in `folder`. Raises SettingsError for an address that is none, and IndexFolderError as `Index`."""
    return Index(folder, chroma_server(settings))


def chroma_server(settings: Settings) -> ChromaServer | None:
    """The server that the settings name; None where they name none. Raises SettingsError."""
    if not settings.chroma_url:
        return None
    try:
        parts = urlsplit(settings.chroma_url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        right = False
    if not right:
        raise SettingsError(
            "The setting SCRUTINY_RAG_CHROMA_URL is no address: write it as http://host:port or https://host."
        )
    token = settings.chroma_token.get_secret_value() if settings.chroma_token else None
    return ChromaServer(settings.chroma_url, token, settings.chroma_tenant, settings.chroma_database)
