"""What the docs say against the code: settings, commands, and the paths that the pages name."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
assert _spec is not None and _spec.loader is not None
docs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(docs)

_NAMED = re.compile(r"`((?:src|tests|tools|docs|eval|corpus)/[\w./-]*|[a-z_]+/[\w/]*(?:\.py)?)`")


def test_the_settings_page_is_what_the_code_makes() -> None:
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == docs.settings_page(), "run `make docs`"


def test_the_commands_page_is_what_the_code_makes() -> None:
    assert (ROOT / "docs/commands.md").read_text(encoding="utf-8") == docs.commands_page(), "run `make docs`"


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_that_a_page_names_exists(page: str) -> None:
    named = _NAMED.findall((ROOT / page).read_text(encoding="utf-8"))
    assert named
    lacking = [
        path
        for path in named
        if not (ROOT / path).exists() and not (ROOT / "src/scrutiny_rag" / path).exists()
    ]
    assert not lacking
