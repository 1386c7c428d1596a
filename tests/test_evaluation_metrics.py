"""Every metric on cases worked out by hand."""

from __future__ import annotations

import pytest

from evaluation_samples import HARBOUR, PARKS, ROWS, case, citation, hit, question, quoting
from scrutiny_rag.answering.answer import Claim
from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics import METRICS, Score
from scrutiny_rag.evaluation.outcome import Outcome, TokenUse
from scrutiny_rag.evaluation.questions import Question

FERRY, PEARS, WHALES = (question(row) for row in ROWS)
BY_NAME = {metric.name: metric for metric in METRICS}
RIGHT = "The ferry timetable will be reprinted by May 2031."
WRONG = "Councillor Adeyemi asked who pays for the lighthouse lamp."


def figure(name: str, *cases: Case) -> float | None:
    scores = [score for score in BY_NAME[name].score(cases) if score is not None]
    return BY_NAME[name].summarise(scores) if scores else None


def found(asked: Question, *hits: tuple[str, str, str]) -> Case:
    return case(asked, Outcome(id=asked.id, passages=tuple(hit(*place) for place in hits)))


def test_every_metric_says_what_it_is() -> None:
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    for metric in METRICS:
        assert metric.definition.endswith(".")
        assert metric.source
        assert metric.label


def test_four_fifths_of_a_quote_are_enough() -> None:
    quote = "ferry timetable will be reprinted by May 2031"
    asked = question(ROWS[0] | {"evidence": [{"paper": "harbour.txt", "quote": quote}]})
    assert figure("hit@5", found(asked, ("harbour.txt", HARBOUR, quote[:36]))) == 1
    assert figure("hit@5", found(asked, ("harbour.txt", HARBOUR, quote[:35]))) == 0


def test_rank_of_the_first_relevant_passage() -> None:
    second = found(FERRY, ("harbour.txt", HARBOUR, WRONG), ("harbour.txt", HARBOUR, RIGHT))
    never = found(FERRY, ("harbour.txt", HARBOUR, "The ferry timetable"), ("parks.txt", PARKS, PARKS))
    assert figure("mrr@10", second) == 0.5
    assert figure("hit@5", second) == 1
    assert figure("mrr@10", second, never) == 0.25
    assert figure("hit@5", never) == 0


def test_cut_offs_of_rank() -> None:
    late = found(FERRY, *[("parks.txt", PARKS, PARKS)] * 9, ("harbour.txt", HARBOUR, RIGHT))
    too_late = found(FERRY, *[("parks.txt", PARKS, PARKS)] * 10, ("harbour.txt", HARBOUR, RIGHT))
    assert figure("mrr@10", late) == pytest.approx(0.1)
    assert figure("hit@5", late) == 0
    assert figure("mrr@10", too_late) == 0


def test_with_spans_half_the_passage_must_lie_in_them() -> None:
    asked = question(
        {"id": "s", "question": "?", "evidence": [{"paper": "parks.txt", "spans": [[0, 10], [5, 20]]}]}
    )
    for end, relevant in ((20, 1), (40, 1), (41, 0)):
        outcome = Outcome(id="s", passages=(hit("parks.txt", PARKS, PARKS[:end]),))
        assert figure("hit@5", case(asked, outcome)) == relevant


def test_no_passages_and_no_result_are_wrong() -> None:
    assert figure("mrr@10", found(FERRY)) == 0
    assert figure("recall@1500w", case(FERRY, None)) == 0
    assert figure("paper_mrr@10", case(FERRY, None)) == 0


def test_unanswerable_questions_have_no_retrieval_score() -> None:
    for name, metric in BY_NAME.items():
        if metric.family == "retrieval":
            assert figure(name, found(WHALES, ("parks.txt", PARKS, PARKS))) is None


def test_pages_and_papers() -> None:
    asked = question(
        {"id": "p", "question": "?", "evidence": [{"paper": "harbour.txt", "quote": "40 new mirrors"}]}
    )
    result = found(asked, ("parks.txt", PARKS, PARKS), ("harbour.txt", HARBOUR, HARBOUR))
    assert figure("paper_mrr@10", result) == 0.5
    assert figure("paper_recall@5", result) == 1
    assert figure("page_mrr@10", result) == 0.5  # parks.txt has no pages; page 1 comes before page 2
    assert figure("page_recall@5", result) == 1
    assert figure("page_mrr@10", found(PEARS, ("parks.txt", PARKS, PARKS))) is None


def test_words_within_the_budget() -> None:
    text_words = len(PARKS.split())
    filler = 1500 // text_words * text_words
    hits = [("parks.txt", PARKS, PARKS)] * (filler // text_words)
    evidence = {"paper": "harbour.txt", "spans": [[0, len(HARBOUR)]]}
    asked = question({"id": "w", "question": "?", "evidence": [evidence]})
    left = 1500 - filler
    expected = min(left, len(HARBOUR.split())) / len(HARBOUR.split())
    assert figure("recall@1500w", found(asked, *hits, ("harbour.txt", HARBOUR, HARBOUR))) == pytest.approx(
        expected
    )


def test_a_word_shown_twice_is_met_once() -> None:
    half = RIGHT[: len("The ferry timetable will be")]
    result = found(FERRY, ("harbour.txt", HARBOUR, half), ("harbour.txt", HARBOUR, half))
    assert figure("recall@1500w", result) == pytest.approx(5 / 9)


def test_facts_stated() -> None:
    asked = question(ROWS[0] | {"facts": [["May 2031"], ["reprint"], ["print"]]})
    said = Outcome(id="ferry", status="answered", text="Reprinted by  MAY\n2031")
    assert figure("fact_recall", case(asked, said)) == pytest.approx(2 / 3)
    assert figure("fact_recall", case(asked, Outcome(id="ferry", status="not_found", text="May 2031"))) == 0
    assert figure("fact_recall", case(asked, Outcome.failed("ferry", "boom", answers=True))) == 0
    assert figure("fact_recall", found(FERRY, ("harbour.txt", HARBOUR, RIGHT))) is None


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("There were 11.", 1),
        ("£11, and 11% of it", 1),
        ("11th of May", 1),
        ("110 of them", 0),
        ("11.5 per cent", 0),
        ("11,000 people", 0),
        ("3.11 and 1,11 and A11", 0),
    ],
)
def test_a_number_ends_where_its_digits_end(said: str, stated: float) -> None:
    asked = question(ROWS[0] | {"facts": [["11"]]})
    assert figure("fact_recall", case(asked, Outcome(id="ferry", status="answered", text=said))) == stated


def test_the_beginning_of_a_word_or_of_a_sum_is_enough() -> None:
    asked = question(ROWS[0] | {"facts": [["vacanc"], ["£4.5"]]})
    said = Outcome(id="ferry", status="answered", text="Two vacancies cost £4.5m")
    assert figure("fact_recall", case(asked, said)) == 1


def test_right_is_all_or_nothing() -> None:
    asked = question(ROWS[0] | {"facts": [["May 2031"], ["reprint"]]})
    both = case(asked, Outcome(id="ferry", status="partial", text="Reprinted by May 2031"))
    half = case(asked, Outcome(id="ferry", status="answered", text="May 2031"))
    assert figure("right", both) == 1
    assert figure("right", half) == 0
    assert (
        figure("right", case(asked, Outcome(id="ferry", status="not_found", text="Reprinted by May 2031")))
        == 0
    )
    assert figure("right", case(WHALES, Outcome(id="whales", status="not_found"))) == 1
    assert figure("right", case(WHALES, Outcome(id="whales", status="answered"))) == 0
    assert figure("right", case(WHALES, Outcome.failed("whales", "boom", answers=True))) == 0
    assert (
        figure("right", case(question(ROWS[0] | {"facts": []}), Outcome(id="ferry", status="answered")))
        is None
    )
    assert figure("right", found(FERRY, ("harbour.txt", HARBOUR, RIGHT))) is None


def test_a_question_without_a_result_is_wrong_where_others_have_one() -> None:
    there, missing = case(WHALES, Outcome(id="whales", status="not_found")), case(FERRY, None)
    assert figure("right", there, missing) == 0.5
    assert figure("fact_recall", there, missing) == 0
    assert figure("right", missing) is None
    assert figure("right", found(PEARS), missing) is None


def test_misleading_is_of_the_answers_given() -> None:
    asked = question(ROWS[0] | {"facts": [["May 2031"], ["reprint"]]})
    cases = [
        case(asked, Outcome(id="ferry", status="answered", text="May 2031")),
        case(asked, Outcome(id="ferry", status="partial", text="The lamp be mended")),
        case(asked, Outcome(id="ferry", status="not_found")),
        case(WHALES, Outcome(id="whales", status="not_found")),
        case(WHALES, Outcome(id="whales", status="partial", text="Nine")),
        case(FERRY, None),
        found(FERRY, ("harbour.txt", HARBOUR, RIGHT)),
    ]
    assert figure("misleading", *cases) == pytest.approx(2 / 3)
    assert figure("misleading", *cases[2:4]) is None


def test_curly_and_straight_apostrophes_are_the_same() -> None:
    asked = question(ROWS[0] | {"facts": [["the warden's hut"]]})
    assert (
        figure("fact_recall", case(asked, Outcome(id="ferry", status="answered", text="The warden’s hut")))
        == 1
    )


def test_length_of_answers_given() -> None:
    cases = [
        case(FERRY, Outcome(id="ferry", status="answered", text="one two three")),
        case(PEARS, Outcome(id="pears", status="partial", text="one")),
        case(PEARS, Outcome(id="pears", status="not_found", text="a b c d e f g h")),
        case(WHALES, Outcome(id="whales", status="answered", text="a b c d e f g h")),
        case(PEARS, Outcome.failed("pears", "boom", answers=True)),
    ]
    assert figure("answer_words", *cases) == 2


def test_citations_on_the_evidence() -> None:
    good = citation("harbour.txt", HARBOUR, "timetable will be", 1)
    bad = citation("harbour.txt", HARBOUR, "Councillor Adeyemi", 2)
    both = case(FERRY, Outcome(id="ferry", status="answered", citations=(bad, good)))
    none = case(FERRY, Outcome(id="ferry", status="not_found"))
    assert figure("citation_hit", both, none) == 0.5
    assert figure("citation_precision", both, none) == 0.5


def test_every_citation_counts_once_for_exactness() -> None:
    good = citation("harbour.txt", HARBOUR, "timetable")
    bad = good.model_copy(update={"char_start": good.char_start + 1})
    cases = [
        case(FERRY, Outcome(id="ferry", status="answered", citations=(good, good, good))),
        case(PEARS, Outcome(id="pears", status="answered", citations=(bad,))),
    ]
    assert figure("quote_exact", *cases) == 0.75
    assert figure("quote_exact", case(PEARS, Outcome(id="pears", status="answered"))) is None


def test_claims_without_support() -> None:
    exact = quoting("ferry", "harbour.txt", HARBOUR, RIGHT)
    invented = Claim(
        text="The ferry timetable will be reprinted by June 2044.", citations=(1,), verified=True
    )
    bare = Claim(text="The ferry sank.", citations=(), verified=False)
    assert figure("unsupported_claims", case(FERRY, exact)) == 0
    mixed = exact.model_copy(update={"claims": (*exact.claims, invented, bare)})
    assert figure("unsupported_claims", case(FERRY, mixed)) == pytest.approx(2 / 3)


def test_an_answer_in_short_before_its_quotation_must_be_words_of_it() -> None:
    exact = quoting("ferry", "harbour.txt", HARBOUR, RIGHT)
    for lead, unsupported in (
        ("By May 2031. ", 0),
        ("The ferry timetable; by May 2031. ", 0),
        ("40 new mirrors; by May 2031. ", 1),
        ("40 new mirrors. ", 1),
        ("harbour.txt: ", 0),
    ):
        claim = Claim(text=f"{lead}“{RIGHT}” [1]", citations=(1,), verified=True)
        assert (
            figure("unsupported_claims", case(FERRY, exact.model_copy(update={"claims": (claim,)})))
            == unsupported
        )


def test_a_title_that_attributes_a_quote_is_no_claim() -> None:
    exact = quoting("ferry", "harbour.txt", HARBOUR, RIGHT)
    titled = exact.citations[0].model_copy(update={"title": "What the panel refused in 1987"})
    claim = Claim(text=f"What the panel refused in 1987: “{RIGHT}” [1]", citations=(1,), verified=True)
    outcome = exact.model_copy(update={"citations": (titled,), "claims": (claim,)})
    assert figure("unsupported_claims", case(FERRY, outcome)) == 0


def test_refusals() -> None:
    cases = [
        case(WHALES, Outcome(id="whales", status="not_found")),
        case(WHALES, Outcome(id="whales", status="answered", text="Nine.")),
        case(WHALES, Outcome.failed("whales", "boom", answers=True)),
        case(FERRY, Outcome(id="ferry", status="not_found")),
        case(PEARS, Outcome(id="pears", status="not_found")),
    ]
    assert figure("refusal_precision", *cases) == pytest.approx(1 / 3)
    assert figure("refusal_recall", *cases) == pytest.approx(1 / 3)
    assert figure("refusal_recall", found(WHALES)) is None


def test_latency_by_stage() -> None:
    cases = [
        case(FERRY, Outcome(id="ferry", timings={"retrieve_s": i / 10, "answer_s": 1.0}))
        for i in range(1, 21)
    ]
    assert figure("seconds", *cases) == pytest.approx(2.05)
    assert figure("seconds_p95", *cases) == pytest.approx(3.0)
    assert figure("retrieve_seconds", *cases) == pytest.approx(1.05)
    assert figure("answer_seconds_p95", *cases) == 1.0


def test_tokens() -> None:
    used = case(FERRY, Outcome(id="ferry", tokens=TokenUse(read=90, written=10)))
    assert figure("tokens", used, case(PEARS, Outcome(id="pears"))) == 100


def test_a_weighted_mean() -> None:
    assert BY_NAME["quote_exact"].summarise([Score(1, 3), Score(0, 1)]) == 0.75
