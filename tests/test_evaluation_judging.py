"""A judge on a scripted server: what it is asked, how its word is read, and whom it may not judge."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evaluation_samples import (
    HARBOUR,
    PARKS,
    ROWS,
    Scripted,
    case,
    collection,
    question,
    quoting,
    write_papers,
)
from scripted_server import ScriptedServer, fails, says
from scrutiny_rag.evaluation.judging import Judge, JudgeUnavailable, cohen_kappa, read_score, summarise
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.page import render_page
from scrutiny_rag.evaluation.run import Run, run_evaluation
from scrutiny_rag.settings import Settings

FERRY, PEARS, WHALES = (question(row) for row in ROWS)
RIGHT = quoting("ferry", "harbour.txt", HARBOUR, "The ferry timetable will be reprinted by May 2031")
WRONG = quoting("pears", "parks.txt", PARKS, "Wardens count the hedgehogs each autumn")
KEY = "judge-key-0451"


def with_judge(settings: Settings, url: str, **more: object) -> Settings:
    own = Settings(_env_file=None, judge_base_url=url, judge_model="sage", judge_api_key=KEY, **more)  # type: ignore[call-arg, arg-type]
    return own.model_copy(update={"index": settings.index, "llm_timeout_s": 5.0})


def test_the_judge_is_asked_with_a_reference_and_its_word_is_read(settings: Settings) -> None:
    with ScriptedServer(says("4.5\nSays the month."), says("YES")) as server:
        with Judge(with_judge(settings, server.url)) as judge:
            said = judge.judge(case(FERRY, RIGHT))
            again = judge.judge(case(FERRY, RIGHT))
        asked = [json.dumps(request["body"]) for request in server.requests]
        assert {request["body"]["model"] for request in server.requests} == {"sage"}
        assert all(KEY in request["key"] for request in server.requests)
    assert said is not None and again is not None
    assert (said.score, said.correct, said.faithful, said.error) == (4.5, True, True, None)
    assert "Says the month." in said.why
    assert "It states: May 2031" in asked[0] and "ferry timetable be reprinted?" in asked[0]
    assert "supported by the context" in asked[1]


def test_refusals_failures_and_searches_are_not_judged(settings: Settings) -> None:
    with ScriptedServer(says("5\nfine")) as server:
        with Judge(with_judge(settings, server.url)) as judge:
            for outcome in (
                Outcome(id="ferry", status="not_found"),
                Outcome.failed("ferry", "boom", answers=True),
                Outcome(id="ferry", passages=RIGHT.passages),
                None,
            ):
                assert judge.judge(case(FERRY, outcome)) is None
        assert server.requests == []


def test_a_judge_that_fails_or_rambles_is_listed(settings: Settings) -> None:
    for behaviour, why in ((fails(500), "InternalServerError"), (says("Splendid!"), "No score from 1 to 5")):
        with ScriptedServer(behaviour) as server, Judge(with_judge(settings, server.url)) as judge:
            said = judge.judge(case(FERRY, RIGHT))
        assert said is not None and said.error is not None and why in said.error
        assert (said.score, said.correct) == (None, None)
        assert KEY not in said.error


@pytest.mark.parametrize(
    ("reply", "score"),
    [
        ("4.0\nClose.", 4.0),
        ("3", 3.0),
        ("Score: 2.5 because", 2.5),
        ("", None),
        ("9 of 10", None),
        ("0.5", None),
    ],
)
def test_scores_are_read(reply: str, score: float | None) -> None:
    assert read_score(reply)[0] == score


def test_no_judge_by_default_and_never_the_model_that_answers(settings: Settings) -> None:
    with pytest.raises(JudgeUnavailable, match="set SCRUTINY_RAG_JUDGE_BASE_URL"):
        Judge(settings)
    same = with_judge(
        settings, "http://127.0.0.1:9/v1", llm_base_url="http://127.0.0.1:9/v1", llm_model="sage"
    )
    with pytest.raises(JudgeUnavailable, match="would judge itself"):
        Judge(same)
    with pytest.raises(JudgeUnavailable, match="SCRUTINY_RAG_JUDGE_BASE_URL is no web address"):
        Judge(with_judge(settings, "nowhere"))


def test_agreement() -> None:
    both = [(True, True)] * 4 + [(False, False)] * 3
    apart = [(True, False)] * 2 + [(False, True)]
    # 10 pairs: 7 alike; by chance 0.6 * 0.5 + 0.4 * 0.5 = 0.5; (0.7 - 0.5) / 0.5 = 0.4.
    assert cohen_kappa([*both, *apart]) == pytest.approx(0.4)
    assert cohen_kappa([(True, True)] * 3) is None
    assert cohen_kappa([]) is None


def test_no_judgements_make_no_figures() -> None:
    found = summarise("sage", [case(FERRY, RIGHT)], {"ferry": None})
    assert (found.judged, found.correct, found.agreement, found.kappa) == (0, None, None, None)


class Answering(Scripted):
    name = "answering"
    replies: Mapping[str, Outcome | Exception] = {"ferry": RIGHT, "pears": WRONG}


def test_a_run_reports_the_judge_beside_its_figures(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    script = [says("5\nRight."), says("YES"), says("4\nLenient."), says("NO")]
    with ScriptedServer(*script) as server:
        plan = Run(
            questions=tmp_path / "set.jsonl",
            out=tmp_path / "out",
            papers=write_papers(tmp_path / "papers"),
            systems=(f"{__name__}:Answering",),
            judge=True,
            settings=with_judge(settings, server.url),
        )
        report = run_evaluation(plan, progress=False)
        assert len(server.requests) == 4
    judge = report.system().judge
    assert judge is not None
    assert (judge.model, judge.judged, judge.failed, judge.compared) == ("sage", 2, 0, 2)
    assert (judge.correct, judge.mean_score, judge.faithful, judge.agreement) == (1, 4.5, 0.5, 0.5)
    by_id = {q.id: q.results["answering"].judged for q in report.questions}
    assert by_id["whales"] is None
    assert by_id["pears"] is not None and by_id["pears"].faithful is False
    written = (tmp_path / "out" / "report.json").read_text(encoding="utf-8") + render_page(report)
    assert KEY not in written
    assert "sage" in render_page(report) and "Cohen" in render_page(report)


def test_a_reference_names_what_has_no_answer() -> None:
    from scrutiny_rag.evaluation.judging import reference_answer

    assert "do not answer" in reference_answer(case(WHALES, RIGHT, collection()))
    written = FERRY.model_copy(update={"answer": "In May 2031."})
    assert reference_answer(case(written, RIGHT)) == "In May 2031."


def test_a_judge_may_be_asked_where_a_loop_is_running(settings: Settings) -> None:
    async def ask() -> object:
        server = ScriptedServer(says("5\nRight."), says("YES"))
        with server, Judge(with_judge(settings, server.url)) as judge:
            return judge.judge(case(FERRY, RIGHT))

    # In a thread of its own, for a browser's driver may have left a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        said = thread.submit(asyncio.run, ask()).result()
    assert said is not None and getattr(said, "score", None) == 5
