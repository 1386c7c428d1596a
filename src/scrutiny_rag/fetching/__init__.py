"""Saves papers from the web into a folder that an ingestion job then reads."""

from scrutiny_rag.fetching.fetch import fetch
from scrutiny_rag.fetching.options import FetchOptions
from scrutiny_rag.fetching.report import FetchProgress, FetchReport

__all__ = ["FetchOptions", "FetchProgress", "FetchReport", "fetch"]
