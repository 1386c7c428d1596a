"""Packages whose own code runs when something of theirs is asked for, not whenever a module within is imported.

Importing any module of LlamaIndex runs `llama_index.core` first, which imports the whole of LlamaIndex: half of its
time for a command that needs three base classes of it.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LLAMA_INDEX: dict[str, tuple[str, ...]] = {
    "llama_index.core": ("global_handler", "global_tokenizer"),
    "llama_index.core.indices": (),
}
"""Packages, each with the names that are None in it until somebody sets them: all its parts ask for those."""

_lock = threading.RLock()


class LatePackage(ModuleType):
    """A package that runs its `__init__` once, when a name is looked up that no imported module has set."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        self.__path__ = list(spec.submodule_search_locations or [])
        self.__file__ = spec.origin
        self.__loader__ = spec.loader
        self.__package__ = spec.name
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        with _lock:
            if not self._begun and self.__spec__ is not None and self.__spec__.loader is not None:
                self._begun = True
                self.__spec__.loader.exec_module(self)
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None


def run_late(packages: Mapping[str, Sequence[str]]) -> None:
    """Make these packages late ones, with these names None; one that was imported before or is missing stays so."""
    for name, unset in packages.items():
        if name in sys.modules:
            continue
        try:
            spec = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            continue
        if spec is None:
            continue
        sys.modules[name] = package = LatePackage(spec)
        vars(package).update(dict.fromkeys(unset))
        parent, _, child = name.rpartition(".")
        setattr(sys.modules[parent], child, package)
