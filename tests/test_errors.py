"""The errors whose message is for people."""

from __future__ import annotations

import pytest

from scrutiny_rag import errors
from scrutiny_rag.answering.drafting.inference import InferenceError
from scrutiny_rag.answering.drafting.models import ModelError

KINDS = [
    errors.InputError,
    errors.PaperError,
    errors.SettingsError,
    errors.IndexFolderError,
    errors.FilterError,
    ModelError,
    InferenceError,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_for_people_is_one_family(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.ScrutinyError)
    assert str(kind("Say it.")) == "Say it."


def test_a_wrong_filter_is_wrong_input() -> None:
    assert issubclass(errors.FilterError, errors.InputError)
