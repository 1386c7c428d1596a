"""Results of every kind scored by this definition: each figure was worked out by hand, and no code of ours had a part.

One row a kind: an answer that is right, wrong, right in part, without facts to look for, given where there is none,
refused rightly and wrongly, failed, and not there at all; evidence by quotes and by spans.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation_samples import HARBOUR, PARKS, Scripted, citation, collection, hit, question
from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.report import Cost, SystemReport
from scrutiny_rag.evaluation.scoring import make_cases, score_cases, system_report
from scrutiny_rag.evaluation.systems import Workplace
from scrutiny_rag.settings import Settings

LAST_LINE = PARKS.index("The bandstand")
FERRY = HARBOUR.index("ferry")


def quoted(name: str, quote: str) -> dict[str, object]:
    return {"paper": name, "quote": quote}


def asked(key: str, kind: str, facts: list[list[str]], *evidence: dict[str, object]) -> dict[str, object]:
    return {
        "id": key,
        "type": kind,
        "question": f"What of {key}?",
        "facts": facts,
        "evidence": list(evidence),
    }


ROWS = [
    # The quote has a hyphen, a comma and a capital that the paper has not: letters and digits find it, 45 characters.
    asked(
        "ferry",
        "promise",
        [["May 2031"]],
        quoted("harbour.txt", "Ferry time-table WILL be reprinted, by May 2031"),
    ),
    asked("pears", "number", [["212"]], quoted("parks.txt", "212 pear trees")),
    asked(
        "lamp",
        "list",
        [["40"], ["mirrors"], ["Adeyemi"]],
        quoted("harbour.txt", "Councillor Adeyemi asked who pays for the lighthouse lamp"),
        quoted("harbour.txt", "the lamp be mended with 40 new mirrors"),
    ),
    asked("hedgehogs", "fact", [], quoted("parks.txt", "Wardens count the hedgehogs each autumn")),
    asked("mender", "fact", [["nobody"]]),
    asked("bandstand", "fact", [["roof leaks"]], {"paper": "parks.txt", "spans": [[LAST_LINE, len(PARKS)]]}),
    asked("lost", "number", [["212"]], quoted("parks.txt", "212 pear trees")),
    asked("broken", "list", [["mirrors"]], quoted("harbour.txt", "40 new mirrors")),
    *(
        {"id": key, "type": "unanswerable", "question": f"What of {key}?", "answerable": False}
        for key in ("whales", "moon", "tax", "mute")
    ),
]
OUTCOMES = [
    Outcome(
        id="ferry",
        status="answered",
        text="By May\n2031. [1]",
        citations=(citation("harbour.txt", HARBOUR, "reprinted by May 2031"),),
        passages=tuple(Hit(paper="harbour.txt", char_start=FERRY, char_end=FERRY + n) for n in (35, 36)),
        timings={"retrieve_s": 0.1, "answer_s": 0.2},
    ),
    Outcome(
        id="pears",
        status="partial",
        text="There are 2120 trees, or 212.5, see 3,212.",
        citations=(citation("harbour.txt", HARBOUR, "lighthouse").model_copy(update={"char_start": 3}),),
    ),
    Outcome(
        id="lamp",
        status="answered",
        text="40 new mirrors; that is 40.",
        passages=(hit("harbour.txt", HARBOUR, HARBOUR),),
        timings={"retrieve_s": 0.5},
    ),
    Outcome(
        id="hedgehogs",
        status="answered",
        text="Each autumn.",
        citations=(
            citation("parks.txt", PARKS, "hedgehogs"),
            citation("parks.txt", PARKS, "The orchard", 2),
        ),
    ),
    Outcome(id="mender", status="not_found", text="Nobody is named."),
    Outcome(
        id="bandstand",
        status="answered",
        text="The ROOF  leaks",
        passages=(hit("parks.txt", PARKS, "autumn.\nThe band"),),
    ),
    Outcome(id="broken", error="The search failed."),
    Outcome(id="whales", status="not_found", text="Not in these papers."),
    Outcome(id="moon", status="answered", text="It is full."),
    Outcome(id="tax", status="partial", text="It rose."),
]
"""Nothing came of "lost" and of "mute"."""

EXPECTED = {
    # ferry .5 (35 of 45 characters are too few, 36 are 0.8), lamp 1, bandstand 1 of 7 with evidence
    "mrr@10": 2.5 / 7,
    "hit@5": 3 / 7,
    # ferry 6 of 8 words, lamp all, bandstand 2 of 11
    "recall@1500w": (0.75 + 1 + 2 / 11) / 7,
    # ferry 1, lamp two thirds, bandstand 1; pears, mender and lost 0
    "fact_recall": (1 + 2 / 3 + 1) / 6,
    # ferry, bandstand and whales of all but hedgehogs (no facts) and broken (no status)
    "right": 3 / 10,
    # pears, moon and tax of these, ferry, lamp and bandstand
    "misleading": 3 / 6,
    "answer_words": 5,
    "citation_hit": 2 / 5,
    "citation_precision": (1 + 0 + 0.5) / 3,
    "quote_exact": 3 / 4,
    "refusal_precision": 1 / 2,
    "refusal_recall": 1 / 3,
    "seconds": 0.4,
    "seconds_p95": 0.5,
}
BY_TYPE = {
    "right": {"promise": 1, "number": 0, "list": 0, "fact": 0.5, "unanswerable": 0.25},
    "misleading": {"promise": 0, "number": 1, "list": 0, "fact": 0, "unanswerable": 1},
    "fact_recall": {"promise": 1, "number": 0, "list": 2 / 3, "fact": 0.5},
    "hit@5": {"promise": 1, "number": 0, "list": 0.5, "fact": 0.5},
}


def cases() -> list[Case]:
    papers, questions = collection(), [question(row) for row in ROWS]
    gold = {one.id: Gold.of(one, papers) for one in questions}
    return make_cases(questions, {outcome.id: outcome for outcome in OUTCOMES}, papers, gold)


@pytest.fixture(scope="module")
def scored() -> SystemReport:
    system = Scripted(Workplace(Settings(), Path()))
    return system_report(system, cases(), score_cases(cases()), Cost(), seed=0)


@pytest.mark.parametrize("name", EXPECTED)
def test_figures_are_those_worked_out_by_hand(scored: SystemReport, name: str) -> None:
    assert scored.figures[name].value == pytest.approx(EXPECTED[name])


@pytest.mark.parametrize("name", BY_TYPE)
def test_figures_by_type_are_those_worked_out_by_hand(scored: SystemReport, name: str) -> None:
    found = {kind: figures[name].value for kind, figures in scored.by_type.items() if name in figures}
    assert found == pytest.approx(BY_TYPE[name])
