"""What the docs say against the code: settings, commands, and the paths that the pages name."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

import web_index

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


def test_the_schema_is_what_the_code_makes() -> None:
    assert (ROOT / "docs/schema.json").read_text(encoding="utf-8") == docs.schema(), "run `make docs`"


def test_what_commands_print_keeps_to_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with a dependency of the tests")
    made = json.loads((ROOT / "docs/schema.json").read_text(encoding="utf-8"))
    assistant = web_index.assistant()
    promised = {"promises": [each.to_json() for each in assistant.promises()]}
    assert promised["promises"]
    for name, value in {
        "ask": assistant.ask(web_index.SAFER_SCHOOLS).to_json(),
        "search": assistant.search("cadets").to_json(),
        "ingest": assistant.ingest([web_index.CORPUS]).to_json(),
        "papers": {"papers": [entry.to_json() for entry in assistant.papers()]},
        "promises": promised,
        "briefing": assistant.briefing("Safer Schools Officers").to_json(),
    }.items():
        jsonschema.validate(value, {"$ref": f"#/$defs/{name}", **made})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"status": "answered"}, {"$ref": "#/$defs/ask", **made})


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
