"""The bounds of a fetch, and the clock it goes by."""

from __future__ import annotations

import time
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from scrutiny_rag import __version__


class FetchOptions(BaseModel):
    """How politely and how much to fetch. Sizes are in bytes, decompressed; times in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    allow_private: bool = Field(
        default=False, description="Also ask private, loopback and other special addresses."
    )
    delay_s: float = Field(
        default=1.0, ge=0, le=60, description="Least time from the start of a request to the next."
    )
    limit: int = Field(default=300, ge=1, le=10_000, description="Most papers asked for.")
    max_file_bytes: int = Field(default=100_000_000, ge=1, le=200_000_000, description="Largest paper taken.")
    max_page_bytes: int = Field(default=5_000_000, ge=1, le=8_000_000, description="Largest web page taken.")
    max_total_bytes: int = Field(default=2_000_000_000, ge=1, description="Most taken in one fetch.")
    max_seconds: float = Field(default=3600.0, gt=0, description="Longest that one fetch goes on.")
    request_seconds: float = Field(
        default=120.0, gt=0, description="Longest that one request may take, body included."
    )
    max_redirects: int = Field(default=5, ge=0, le=20, description="Redirects followed from one link.")
    tries: int = Field(
        default=3, ge=1, le=10, description="Tries where the server is busy or the connection breaks."
    )
    max_wait_s: float = Field(
        default=120.0, ge=0, le=3600, description="Longest wait that a server may ask for."
    )
    obey_robots: bool = Field(default=True, description="Keep to the server's robots.txt.")
    user_agent: str = Field(
        default=f"scrutiny-rag/{__version__}",
        pattern=r"^[!-~]([ -~]*[!-~])?$",
        max_length=200,
        description="The name given to servers.",
    )


class Clock(Protocol):
    """Where a fetch takes its time from; tests give one that does not wait."""

    def now(self) -> float:
        """Seconds from an arbitrary moment; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Waits."""

    def wall(self) -> float:
        """Seconds since 1970-01-01 UTC, for dates that servers give."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> float:
        """Seconds of `time.monotonic`."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits with `time.sleep`."""
        time.sleep(seconds)

    def wall(self) -> float:
        """Seconds of `time.time`."""
        return time.time()
