"""The command that shows the product over the sample papers, which the installed package brings along."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_rag.errors import InputError

_IN_PACKAGE = Path(__file__).parent / "sample_papers"
_IN_REPOSITORY = Path(__file__).parents[2] / "corpus"
QUESTION = "When will the Safer Schools Officer vacancies in Islington be filled?"


def sample_papers() -> Path:
    """The folder of the sample papers. Raises InputError where this installation has none."""
    for folder in (_IN_PACKAGE, _IN_REPOSITORY):
        if folder.is_dir():
            return folder
    raise InputError(
        "This installation has no sample papers: install the wheel anew, or clone the repository."
    )


def demo(
    question: Annotated[list[str] | None, typer.Argument(help="A question to the sample papers.")] = None,
    into: Annotated[
        Path, typer.Option("--into", help="Folder for copies of the papers and their index.")
    ] = Path("scrutiny-rag-demo"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ingest the sample papers that come along, and answer a question from them."""
    from scrutiny_rag.assistant import Assistant
    from scrutiny_rag.settings import load_settings
    from scrutiny_rag.terminal import print_answer

    papers, index = into / "papers", into / "index"
    if into.exists() and not papers.is_dir():
        raise InputError(f"{into} is there already and is no demo's folder: give another with --into.")
    try:
        shutil.copytree(sample_papers(), papers, dirs_exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The sample papers cannot be copied into {into}: {error.strerror or error}."
        ) from error
    assistant = Assistant.open(index, load_settings(index=index), create=True)
    report = assistant.ingest([papers])
    answer = assistant.ask(" ".join(question or ()) or QUESTION)
    if as_json:
        typer.echo(json.dumps(answer.to_json(), ensure_ascii=False))
        return
    typer.echo(f"{report.added + report.updated + report.unchanged} sample papers in {papers}.\n")
    typer.echo(f"> {answer.question}\n")
    print_answer(answer)
    typer.echo(f"\nThe page over them: scrutiny-rag serve --index {index}")
