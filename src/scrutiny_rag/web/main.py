"""Start of `python app.py`: what can be checked without loading a library is checked first."""

from __future__ import annotations

import sys
from pathlib import Path

from scrutiny_rag.settings import SettingsError, load_settings, unknown_variables


def main() -> int:
    """Serves the settings' index: exit status 0, or 2 with a sentence on stderr where it cannot."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return _refused(error)
    for variable, near in unknown_variables().items():
        meant = f"{near} may be meant" if near else "`scrutiny-rag settings` lists them"
        return _refused(f"{variable} is no setting; {meant}.")
    if not _holds_something(settings.index):
        return _refused(f"There is no index at {settings.index}: make one with `scrutiny-rag ingest`.")
    # Only now: these take seconds, which nobody should wait for a misspelled folder.
    from scrutiny_rag.assistant import Assistant
    from scrutiny_rag.web.serving import serve

    try:
        serve(Assistant.open(settings.index, settings), settings)
    except (ValueError, OSError) as error:
        return _refused(error)
    return 0


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir())


def _refused(why: Exception | str) -> int:
    print(why, file=sys.stderr)
    return 2
