"""A run: the same questions to every system, over the same papers, into one report."""

from __future__ import annotations

import gc
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scrutiny_rag.evaluation import provenance
from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.judgement import Judgement
from scrutiny_rag.evaluation.memory import PeakMemory
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.page import write_page
from scrutiny_rag.evaluation.questions import Question, QuestionSet, QuestionSetError, load_questions
from scrutiny_rag.evaluation.report import Cost, Provenance, Report, SystemReport
from scrutiny_rag.evaluation.results_file import ResultsFile
from scrutiny_rag.evaluation.scoring import (
    Scores,
    differences,
    make_cases,
    metric_infos,
    question_report,
    score_cases,
    system_report,
)
from scrutiny_rag.evaluation.systems import (
    DEFAULT_SYSTEMS,
    System,
    SystemUnavailable,
    Workplace,
    forget_index,
    open_system,
)
from scrutiny_rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from scrutiny_rag.evaluation.judging import Judge

_NOT_KEPT = {"llm_api_key", "judge_api_key", "index", "corpus", "host", "port"}
"""Settings that no report holds: keys, and where things are on this machine."""

OnQuestion = Callable[[str, int, int], None]
"""Called with a system's name, how many questions it has answered, and how many there are."""


@dataclass(frozen=True)
class Run:
    """What is to be run.

    `papers` is a folder of files; `index` is an index that holds them (default: the settings' index). With
    both, the product's own modes search the index and the others read the folder.
    """

    questions: Path
    out: Path
    papers: Path | None = None
    index: Path | None = None
    systems: Sequence[str] = DEFAULT_SYSTEMS
    limit: int | None = None
    """Ask this many questions or whole conversations, drawn at random by `seed`, in the file's order."""
    only: Sequence[str] = ()
    """Ask only questions of these types."""
    seed: int = 0
    judge: bool = False
    """Have the language model of the settings' judge_… judge every answer as well."""
    resume: bool = False
    """Keep the outcomes that a run of the same code, questions, papers and settings left in `out`."""
    settings: Settings | None = None


def run_evaluation(run: Run, progress: bool | OnQuestion = True) -> Report:
    """Runs it; writes report.json, report.html and results/SYSTEM.jsonl into `run.out`.

    `progress` shows bars on stderr where that is a terminal, or is told of each question. Raises ScrutinyError, such as
    QuestionSetError or SystemUnavailable, with one sentence for people.
    """
    started = time.perf_counter()
    settings = run.settings or load_settings()
    if run.papers is None and run.index is None:
        run = replace(run, index=settings.index)
    question_set = load_questions(run.questions)
    questions = select(question_set, run.only, run.limit, run.seed)
    papers = Collection.open(run.papers, run.index, settings)
    gold = {question.id: Gold.of(question, papers) for question in questions}
    run.out.mkdir(parents=True, exist_ok=True)
    if not run.resume:
        forget_index(run.out)

    cases: dict[str, list[Case]] = {}
    scores: dict[str, Scores] = {}
    judged: dict[str, dict[str, Judgement | None]] = {}
    reports: list[SystemReport] = []
    with _bars(progress) as on_question, _judge(run, settings) as judge:
        for wanted in dict.fromkeys(run.systems):
            system = open_system(wanted, Workplace(settings, run.out, run.index))
            name = system.name
            if name in cases:
                raise SystemUnavailable(f"Two systems are called {name}; give {wanted} another name.")
            try:
                outcomes, cost = _ask_all(system, questions, papers, question_set, run, on_question)
                cases[name] = make_cases(questions, outcomes, papers, gold)
                scores[name] = score_cases(cases[name])
                summary = None
                if judge is not None and system.answers:
                    judged[name] = _judge_all(judge, name, cases[name], on_question)
                    summary = judge.summarise(cases[name], judged[name])
                reports.append(system_report(system, cases[name], scores[name], cost, run.seed, summary))
            finally:
                system.close()
            del system
            gc.collect()  # The next system's peak memory must not hold this one's model and vectors.
    report = Report(
        provenance=_provenance(run, settings, question_set, questions, papers, time.perf_counter() - started),
        metrics=metric_infos(),
        systems=reports,
        differences=differences(scores, run.seed),
        questions=[
            question_report({name: cases[name][place] for name in cases}, scores, judged)
            for place in range(len(questions))
        ],
    )
    report.save(run.out / "report.json")
    write_page(report, run.out / "report.html")
    return report


def select(question_set: QuestionSet, only: Sequence[str], limit: int | None, seed: int) -> list[Question]:
    """The questions of types `only` (empty: all), at most `limit`, drawn by `seed`, in the file's order.

    A conversation counts as one and is drawn whole.
    Raises QuestionSetError when nothing is left, naming the types there are.
    """
    if limit is not None and limit < 1:
        raise QuestionSetError(f"A limit of {limit} leaves no question; 1 is the least.")
    questions = [question for question in question_set.questions if not only or question.type in only]
    if not questions:
        types = sorted({question.type for question in question_set.questions if question.type})
        raise QuestionSetError(
            f"{question_set.path} has no question of type {' or '.join(only)}; its types are "
            f"{', '.join(types) or 'not given'}."
        )
    whole = list(dict.fromkeys(question.conversation or question.id for question in questions))
    if limit is None or limit >= len(whole):
        return questions
    drawn = set(random.Random(seed).sample(whole, limit))
    return [question for question in questions if (question.conversation or question.id) in drawn]


def _ask_all(
    system: System,
    questions: Sequence[Question],
    papers: Collection,
    question_set: QuestionSet,
    run: Run,
    on_question: OnQuestion,
) -> tuple[dict[str, Outcome], Cost]:
    file = ResultsFile(run.out / "results", system.name, _key(system, papers, question_set))
    outcomes = file.resume() if run.resume else {}
    file.start(outcomes)
    on_question(system.name, 0, len(questions))
    waiting = [question for question in questions if question.id not in outcomes]
    if not waiting:
        on_question(system.name, len(questions), len(questions))
        return outcomes, Cost()
    memory = PeakMemory()
    memory.restart()
    started = time.perf_counter()
    system.load()
    loaded = time.perf_counter() - started
    started = time.perf_counter()
    system.prepare(papers)
    ready = time.perf_counter() - started
    with suppress(Exception):  # What fails here fails with the questions too, and is listed with them.
        system.warm_up()
    for done, question in enumerate(waiting, len(questions) - len(waiting) + 1):
        outcome = _ask(system, question)
        file.add(outcome)
        outcomes[question.id] = outcome
        on_question(system.name, done, len(questions))
    ingests = system.ingests()
    return outcomes, Cost(
        load_s=loaded,
        prepare_s=ready,
        words_per_second=papers.words / ready if ingests else None,
        peak_memory_bytes=memory.bytes(),
        index_bytes=system.index_bytes(),
    )


@contextmanager
def _judge(run: Run, settings: Settings) -> Iterator[Judge | None]:
    """The judge, where one is asked for: opened first, so that a wrong setting is told before anything runs."""
    if not run.judge:
        yield None
        return
    from scrutiny_rag.evaluation.judging import Judge

    with Judge(settings) as judge:
        yield judge


def _judge_all(
    judge: Judge, system: str, cases: Sequence[Case], on_question: OnQuestion
) -> dict[str, Judgement | None]:
    found: dict[str, Judgement | None] = {}
    for done, case in enumerate(cases, 1):
        found[case.question.id] = judge.judge(case)
        on_question(f"{system}, judged", done, len(cases))
    return found


def _ask(system: System, question: Question) -> Outcome:
    try:
        return system.ask(question)
    except Exception as error:  # noqa: BLE001 - whatever a system raises counts against it, and is listed.
        return Outcome.failed(question.id, f"{type(error).__name__}: {error}", system.answers)


def _key(system: System, papers: Collection, question_set: QuestionSet) -> str:
    parts = [
        system.name,
        json.dumps(system.configuration(), sort_keys=True),
        papers.sha256,
        question_set.sha256,
        provenance.code_sha256(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _provenance(
    run: Run,
    settings: Settings,
    question_set: QuestionSet,
    questions: Sequence[Question],
    papers: Collection,
    seconds: float,
) -> Provenance:
    chosen = [f"types {', '.join(run.only)}"] if run.only else []
    chosen += [f"{len(questions)} drawn by seed {run.seed}"] if run.limit else []
    return Provenance(
        created=provenance.now(),
        seconds=seconds,
        questions_file=question_set.path.name,
        questions_sha256=question_set.sha256,
        questions_total=len(question_set.questions),
        selection="; ".join(chosen) or "all",
        seed=run.seed,
        papers=len(papers),
        words=papers.words,
        papers_sha256=papers.sha256,
        index_sha256=provenance.index_sha256(run.index or run.out / "index"),
        unread=list(papers.unread),
        settings=settings.model_dump(mode="json", exclude=_NOT_KEPT),
        settings_fingerprint=settings.fingerprint(),
        code_sha256=provenance.code_sha256(),
        packages=provenance.package_versions(),
        machine=provenance.machine(),
    )


@contextmanager
def _bars(shown: bool | OnQuestion) -> Iterator[OnQuestion]:
    """A bar a system on stderr where that is a terminal and `shown` says so; else silence, or whom `shown` is."""
    if callable(shown):
        yield shown
        return
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield lambda system, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(system: str, done: int, total: int) -> None:
            if system not in tasks:
                tasks[system] = bars.add_task(system, total=total)
            bars.update(tasks[system], completed=done)

        yield show
