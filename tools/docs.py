"""Writes docs/settings.md, docs/commands.md and docs/schema.json from the code.

python tools/docs.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.briefing import Briefing
from scrutiny_rag.cli import app
from scrutiny_rag.ingestion.report import IngestReport
from scrutiny_rag.paper_entries import PaperEntry
from scrutiny_rag.promises import PromiseKind, Says, Status
from scrutiny_rag.retrieval.results import SearchResult
from scrutiny_rag.settings import Settings, list_settings

DOCS = Path(__file__).parents[1] / "docs"
_NOW_AND_THEN = {"also_in", "dry_run", "changes"}
_MADE = "Made from the code by `make docs`; do not edit.\n"


def settings_page() -> str:
    """Every setting, as a Markdown table."""
    rows = ["# Settings\n", _MADE, "Each is read from the environment or from `.env`.\n"]
    rows += ["| variable | default | what it does |", "| --- | --- | --- |"]
    for entry in list_settings(Settings.model_construct()):
        default = "" if entry.default in (None, "") else f"`{entry.default}`"
        rows.append(f"| `{entry.variable}` | {default} | {_cell(entry.description)} |")
    return "\n".join(rows) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options."""
    import typer

    parts = ["# Commands\n", _MADE]
    parts += _command(typer.main.get_command(app), "scrutiny-rag")
    return "\n".join(parts)


def schema() -> str:
    """The JSON Schema of what commands print with `--json`, a definition a command, as text."""
    made = {
        "ask": _model(Answer),
        "search": _model(SearchResult),
        "ingest": _model(IngestReport),
        "briefing": _model(Briefing),
        "papers": _listed("papers", _without(TypeAdapter(PaperEntry), "why", "draft", "lent_body")),
        "promises": _listed("promises", _promise()),
    }
    shared: dict[str, Any] = {}
    for each in made.values():
        shared |= each.pop("$defs", {})
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": shared | made}
    text = json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True)
    return text + "\n"


def _model(of: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model whose JSON has all its fields, but those that say something now and then alone."""
    made = of.model_json_schema()
    for each in (made, *made.get("$defs", {}).values()):
        if "properties" in each:
            each["required"] = sorted(set(each["properties"]) - _NOW_AND_THEN)
    return made


def _without(of: TypeAdapter[Any], *names: str) -> dict[str, Any]:
    """The schema of a dataclass without the fields that its JSON leaves out."""
    made = of.json_schema(mode="serialization")
    for name in names:
        made["properties"].pop(name)
    made["required"] = sorted(made["properties"])
    made["additionalProperties"] = False
    return made


def _promise() -> dict[str, Any]:
    """A promise as `promises.model.Promise.to_json` makes it: its fields' types cannot be read, one is named `date`."""
    text, maybe, number = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer"}
    place = {"paper": text, "quote": text, "char_start": number, "char_end": number}
    told = _object({**place, "date": maybe, "says": {"enum": sorted(map(str, Says))}})
    own = _object(dict.fromkeys(("status", "owner", "note"), maybe))
    known = (
        "made_by",
        "owner",
        "due",
        "due_text",
        "date",
        "body",
        "committee",
        "item",
        "subject",
        "outcome",
        "as_of",
    )
    fields = {
        "id": text,
        **place,
        "kind": {"enum": sorted(map(str, PromiseKind))},
        "phrase": text,
        **dict.fromkeys(known, maybe),
        "page": {"type": ["integer", "null"]},
        "status": {"enum": sorted(map(str, Status))},
        "overdue": {"type": "boolean"},
        "followups": {"type": "array", "items": told},
        "own": own,
    }
    return _object(fields)


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def _listed(name: str, each: dict[str, Any]) -> dict[str, Any]:
    shared = each.pop("$defs", {})
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": each}},
        "required": [name],
        "additionalProperties": False,
        "$defs": shared,
    }


def _command(command: Any, path: str) -> list[str]:
    parts = [f"## {path}\n", f"{(command.help or '').strip()}\n"]
    rows = []
    for parameter in command.params:
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
        if parameter.param_type_name == "argument":
            names = f"`{parameter.name.upper()}`"
        rows.append(f"| {names} | {_cell(getattr(parameter, 'help', None) or '')} |")
    if rows:
        parts.append("\n".join(["| argument or option | what it does |", "| --- | --- |", *rows]) + "\n")
    for name, each in getattr(command, "commands", {}).items():
        parts += _command(each, f"{path} {name}")
    return parts


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "schema.json").write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
