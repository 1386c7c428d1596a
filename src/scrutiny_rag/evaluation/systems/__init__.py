"""The systems that can be compared, by name."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_rag.evaluation.systems.base import System, SystemUnavailable, Workplace, forget_index

DEFAULT_SYSTEMS = ("evidence",)
NAMES = ("evidence", "llm", "llamaindex-default", "llamaindex-hybrid", "bm25")


def open_system(name: str, place: Workplace) -> System:
    """The system of that name. Raises SystemUnavailable when there is none or its packages are missing."""
    return _find(name)(place)


def _find(name: str) -> Callable[[Workplace], System]:
    # Imported when asked for: the product's own modes must not need the packages of the others.
    if name in {"evidence", "llm"}:
        from scrutiny_rag.evaluation.systems import ours

        return {"evidence": ours.Evidence, "llm": ours.LanguageModel}[name]
    try:
        from scrutiny_rag.evaluation.systems import stock
    except ImportError as error:
        raise SystemUnavailable(
            f"System {name} needs the package {error.name}: install scrutiny-rag with its extra [eval]."
        ) from None
    for system in (stock.LlamaIndexDefault, stock.LlamaIndexHybrid, stock.Bm25):
        if system.name == name:
            return system
    raise SystemUnavailable(f"There is no system {name!r}; the systems are {', '.join(NAMES)}.")


__all__ = [
    "DEFAULT_SYSTEMS",
    "NAMES",
    "System",
    "SystemUnavailable",
    "Workplace",
    "forget_index",
    "open_system",
]
