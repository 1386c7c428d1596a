"""Writes docs/settings.md and docs/commands.md from the code.

python tools/docs.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrutiny_rag.cli import app
from scrutiny_rag.settings import Settings, list_settings

DOCS = Path(__file__).parents[1] / "docs"
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
    """Write both pages."""
    (DOCS / "settings.md").write_text(settings_page(), encoding="utf-8")
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
