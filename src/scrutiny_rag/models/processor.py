"""What the processor can do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_DOT_PRODUCTS = frozenset({"avx_vnni", "avx512_vnni", "amx_int8"})
"""Instructions that add products of eight-bit numbers up in 32 bits, so that none overflows."""


@lru_cache(maxsize=1)
def has_exact_products(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether products of eight-bit numbers are exact and fast here; False where `cpuinfo` does not tell."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux: the caller's safe way is right everywhere, and only slower
        return False
    flags = next((line for line in lines if line.startswith("flags")), "")
    return not _DOT_PRODUCTS.isdisjoint(flags.split())
