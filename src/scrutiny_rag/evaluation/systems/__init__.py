"""The systems that can be compared, by name."""

from __future__ import annotations

import importlib
import re

from scrutiny_rag.evaluation.systems.base import System, SystemUnavailable, Workplace, forget_index

DEFAULT_SYSTEMS = ("evidence",)
NAMES = ("evidence", "llm", "llamaindex-default", "llamaindex-hybrid", "bm25")


def open_system(name: str, place: Workplace) -> System:
    """The system of that name, or of a class of your own, written `package.module:Class`.

    Raises SystemUnavailable when there is none or its packages are missing.
    """
    system = _import(name) if ":" in name else _find(name)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", system.name):
        raise SystemUnavailable(
            f"System {name} calls itself {system.name!r}; letters, digits, . _ and - only."
        )
    return system(place)


def _find(name: str) -> type[System]:
    # Imported when asked for: the product's own modes must not need the packages of the others.
    if name in {"evidence", "llm"}:
        from scrutiny_rag.evaluation.systems import ours

        return {"evidence": ours.Evidence, "llm": ours.LanguageModel}[name]
    if name not in NAMES:
        raise SystemUnavailable(f"There is no system {name!r}; the systems are {', '.join(NAMES)}.")
    try:
        from scrutiny_rag.evaluation.systems import stock
    except ImportError as error:
        raise SystemUnavailable(
            f"System {name} needs the package {error.name}: install scrutiny-rag with its extra [eval]."
        ) from None
    return {system.name: system for system in (stock.LlamaIndexDefault, stock.LlamaIndexHybrid, stock.Bm25)}[
        name
    ]


def _import(name: str) -> type[System]:
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute, None)
    except ImportError as error:
        raise SystemUnavailable(f"System {name} cannot be imported: {error}.") from None
    if not (isinstance(found, type) and issubclass(found, System)):
        raise SystemUnavailable(f"{name} is not a System; see scrutiny_rag.evaluation.systems.base.")
    return found


__all__ = [
    "DEFAULT_SYSTEMS",
    "NAMES",
    "System",
    "SystemUnavailable",
    "Workplace",
    "forget_index",
    "open_system",
]
