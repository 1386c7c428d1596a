"""`scrutiny-rag eval`: thin commands that call the evaluation and print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

QUESTIONS = Path("eval/questions.jsonl")
OUT = Path("eval/out")


class _RunByDefault(TyperGroup):
    """Takes `eval QUESTIONS.jsonl` and `eval --system NAME` for `eval run …`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunByDefault,
    help="Put a question set to one or several systems and report how they did. `run` may be left out.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

PapersOption = Annotated[
    Path | None,
    typer.Option("--papers", help="Folder of papers, ingested afresh (default: those of the index)."),
]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Index that holds the papers (default: index/).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def run(
    questions: Annotated[Path, typer.Argument(help="Questions, JSONL or YAML.")] = QUESTIONS,
    system: Annotated[
        list[str] | None,
        typer.Option(
            "--system",
            help="evidence (default), llm, llamaindex-default, llamaindex-hybrid or bm25; several at once.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for report.html, report.json and results.")
    ] = OUT,
    papers: PapersOption = None,
    index: IndexOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Ask this many, drawn at random.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="Ask only questions of this type.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="For the draw and the intervals.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a like run stopped.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under", help="METRIC=VALUE or SYSTEM:METRIC=VALUE; exit with 1 when it is missed."
        ),
    ] = None,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="Have a second language model (SCRUTINY_RAG_JUDGE_…) judge the answers."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask every question of every system and write the report."""
    from scrutiny_rag.evaluation.gate import parse_threshold, shortfalls
    from scrutiny_rag.evaluation.run import Run, run_evaluation
    from scrutiny_rag.evaluation.tables import print_report

    thresholds = [parse_threshold(text) for text in fail_under or []]
    wanted = Run(
        questions=questions,
        out=out,
        papers=papers,
        index=index,
        systems=tuple(system or ["evidence"]),
        limit=limit,
        only=tuple(only or ()),
        seed=seed,
        judge=judge,
        resume=resume,
    )
    report = run_evaluation(wanted, progress=not as_json)
    missed = shortfalls(report, thresholds)
    if as_json:
        systems = {s.name: {name: f.value for name, f in s.figures.items()} for s in report.systems}
        errors = {s.name: s.errors for s in report.systems}
        told: dict[str, Any] = {"out": str(out), "systems": systems, "errors": errors, "missed": missed}
        if judge:
            told["judge"] = {s.name: s.judge.model_dump() for s in report.systems if s.judge}
        _print_json(told)
    else:
        print_report(report, out)
    for sentence in missed:
        typer.echo(sentence, err=True)
    if missed or any(s.errors for s in report.systems):
        raise typer.Exit(1)


@app.command()
def check(
    questions: Annotated[Path, typer.Argument(help="Questions, JSONL or YAML.")],
    papers: PapersOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether a question set is sound and each of its quotes is in the paper it names."""
    from scrutiny_rag.evaluation.checking import check_questions
    from scrutiny_rag.evaluation.collection import Collection
    from scrutiny_rag.evaluation.questions import load_questions

    found = check_questions(questions, Collection.open(papers, index))
    errors = [problem for problem in found if problem.severity == "error"]
    if as_json:
        _print_json({"problems": [problem.model_dump() for problem in found]})
    else:
        for problem in found:
            typer.echo(f"{problem.severity}: {problem.say(questions)}")
        asked = len(load_questions(questions).questions)
        typer.echo(f"{asked} questions, {len(errors)} errors, {len(found) - len(errors)} warnings.")
    if errors:
        raise typer.Exit(1)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="report.json of the first run, or its folder.")],
    after: Annotated[Path, typer.Argument(help="The same of the second run.")],
    system: Annotated[str | None, typer.Option("--system", help="System (default: the first).")] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="System of the second run (default: the same).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what got better and what got worse between two reports, question by question."""
    from scrutiny_rag.evaluation.comparison import compare_reports
    from scrutiny_rag.evaluation.tables import print_comparison

    comparison = compare_reports(before, after, system, against)
    if as_json:
        _print_json(comparison.to_json())
    else:
        print_comparison(comparison)


@app.command()
def candidates(
    feedback: Annotated[Path, typer.Argument(help="Feedback that the page wrote, JSONL.")],
    out: Annotated[Path, typer.Option("--out", help="Where the YAML goes.")] = Path("candidates.yaml"),
    papers: PapersOption = None,
    index: IndexOption = None,
) -> None:
    """Turn feedback given on the page into a question file for a person to review."""
    from scrutiny_rag.evaluation.candidates import candidate_questions
    from scrutiny_rag.evaluation.collection import Collection

    out.write_text(candidate_questions(feedback, Collection.open(papers, index)), encoding="utf-8")
    typer.echo(f"Candidates to review: {out}")


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
