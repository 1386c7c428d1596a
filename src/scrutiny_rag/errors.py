"""Errors whose message is one sentence for people: the ways in print it instead of a traceback."""

from __future__ import annotations


class ScrutinyError(ValueError):
    """Something that a person can mend; the message says what is wrong and how."""


class InputError(ScrutinyError):
    """What was asked for cannot be done: a path, a name, a question, a file of questions."""


class PaperError(ScrutinyError):
    """A paper, or the manifest beside it, that cannot be read."""


class SettingsError(ScrutinyError):
    """A setting that has a value which cannot be used."""


class IndexFolderError(ScrutinyError):
    """An index that cannot be opened: damaged, or of a newer version."""


class FilterError(InputError):
    """A filter that names what the index lacks; the message gives the nearest names."""
