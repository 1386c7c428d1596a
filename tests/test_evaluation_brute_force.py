"""The figures against a second computation, character by character, over random papers and results."""

from __future__ import annotations

import random
import re
import statistics
from itertools import pairwise

import pytest

from evaluation_samples import paper
from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics import METRICS
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.papers.model import Page

Place = tuple[str, int]


def random_papers(dice: random.Random) -> Collection:
    papers = {}
    for number in range(3):
        words = ["".join(dice.choices("abcdef", k=dice.randint(1, 7))) for _ in range(dice.randint(150, 500))]
        text = "".join(word + dice.choice([" ", " ", "  ", "\n"]) for word in words)
        name = f"paper-{number}.txt"
        cuts = [0, *sorted(dice.sample(range(1, len(text)), 4)), len(text)]
        pages = [Page(i, a, b) for i, (a, b) in enumerate(pairwise(cuts), 1)]
        papers[name] = paper(name, text, tuple(pages))
    return Collection(papers)


def random_span(dice: random.Random, text: str, longest: int) -> tuple[int, int]:
    start = dice.randrange(len(text) - 1)
    return start, min(len(text), start + dice.randint(1, longest))


def random_question(dice: random.Random, number: int, papers: Collection) -> Question:
    evidence = []
    for name in dice.sample(sorted(papers.papers), dice.randint(1, 2)):
        text = papers.text(name)
        if number % 2:
            start, end = random_span(dice, text, 60)
            evidence.append({"paper": name, "quote": text[start:end].strip() or text.split()[0]})
        else:
            evidence.append({"paper": name, "spans": [random_span(dice, text, 9000) for _ in range(2)]})
    return Question.model_validate({"id": str(number), "question": "?", "evidence": evidence})


def random_hits(dice: random.Random, papers: Collection, gold: Gold) -> tuple[Hit, ...]:
    hits = []
    for rank in range(dice.randint(0, 14)):
        name = dice.choice(sorted(papers.papers))
        start, end = random_span(dice, papers.text(name), 1800)
        if dice.random() < 0.3 and gold.spans.get(name):
            near = dice.choice(gold.spans[name])[0]
            start, end = max(0, near - 30), min(len(papers.text(name)), near + 400)
        hits.append(Hit(paper=name, char_start=start, char_end=end, score=-rank))
    return tuple(hits)


def evidence_characters(question: Question, papers: Collection) -> tuple[list[list[Place]], bool]:
    """Each stretch of evidence as its characters; a quote is found by comparing letters from every start."""
    stretches: list[list[Place]] = []
    quoted = False
    for item in question.evidence:
        text = papers.text(item.paper)
        spans = list(item.spans)
        if item.quote is not None:
            quoted = True
            wanted = re.sub(r"\W", "", item.quote)
            letters = [(at, letter) for at, letter in enumerate(text) if letter.isalnum()]
            for first in range(len(letters) - len(wanted) + 1):
                piece = letters[first : first + len(wanted)]
                if "".join(letter for _, letter in piece) == wanted:
                    spans.append((piece[0][0], piece[-1][0] + 1))
        stretches += [[(item.paper, at) for at in range(*span)] for span in spans]
    return stretches, quoted


def word_starts(name: str, text: str, start: int, end: int) -> list[Place]:
    found, inside = [], False
    for at in range(start, end):
        if not text[at].isspace() and not inside:
            found.append((name, at))
        inside = not text[at].isspace()
    return found


def expected(question: Question, hits: tuple[Hit, ...], papers: Collection) -> dict[str, float]:
    stretches, quoted = evidence_characters(question, papers)
    gold = {place for stretch in stretches for place in stretch}
    shown = [[(hit.paper, at) for at in range(hit.char_start, hit.char_end)] for hit in hits]
    if quoted:
        good = [
            any(len(set(stretch) & set(passage)) >= 0.8 * len(stretch) for stretch in stretches)
            for passage in shown
        ]
    else:
        good = [2 * sum(place in gold for place in passage) >= len(passage) for passage in shown]
    first = good.index(True) + 1 if True in good else 0

    read: list[Place] = []
    for hit in hits:
        read += word_starts(hit.paper, papers.text(hit.paper), hit.char_start, hit.char_end)
    met = len(set(read[:1500]) & gold)
    sought = sum(
        len(word_starts(stretch[0][0], papers.text(stretch[0][0]), stretch[0][1], stretch[-1][1] + 1))
        for stretch in stretches
    )

    pages: list[Place] = []
    for passage in shown:
        touched = sorted({(name, papers.papers[name].page_at(at) or 0) for name, at in passage})
        pages += [page for page in touched if page not in pages]
    gold_pages = {(name, papers.papers[name].page_at(at) or 0) for name, at in gold}
    page_rank = next((rank for rank, page in enumerate(pages, 1) if page in gold_pages), 0)
    names = list(dict.fromkeys(hit.paper for hit in hits))
    gold_names = {item.paper for item in question.evidence}
    paper_rank = next((rank for rank, name in enumerate(names, 1) if name in gold_names), 0)
    return {
        "mrr@10": 1 / first if 0 < first <= 10 else 0,
        "hit@5": float(0 < first <= 5),
        "recall@1500w": min(1, met / max(1, min(1500, sought))),
        "page_mrr@10": 1 / page_rank if 0 < page_rank <= 10 else 0,
        "page_recall@5": len(gold_pages & set(pages[:5])) / len(gold_pages),
        "paper_mrr@10": 1 / paper_rank if paper_rank else 0,
        "paper_recall@5": len(gold_names & set(names[:5])) / len(gold_names),
    }


@pytest.mark.parametrize("seed", range(3))
def test_retrieval_figures_agree(seed: int) -> None:
    dice = random.Random(seed)
    papers = random_papers(dice)
    cases, wanted = [], []
    for number in range(14):
        question = random_question(dice, number, papers)
        gold = Gold.of(question, papers)
        hits = random_hits(dice, papers, gold)
        cases.append(Case(question, Outcome(id=question.id, passages=hits), papers, gold))
        wanted.append(expected(question, hits, papers))
    assert len({row["mrr@10"] for row in wanted}) > 3
    for metric in METRICS:
        if metric.family != "retrieval":
            continue
        scores = metric.score(cases)
        assert [score.value if score else None for score in scores] == pytest.approx(
            [row[metric.name] for row in wanted]
        ), metric.name
        mean = statistics.mean(row[metric.name] for row in wanted)
        assert metric.summarise([score for score in scores if score]) == pytest.approx(mean)


FACTS = ["apple tax", "Bell's tower", "cart horse", "dew pond", "eel trap"]


def random_answer(dice: random.Random, number: int, papers: Collection) -> Case:
    """A question with facts and evidence, and an answer that states some of them, or refuses, or fails."""
    answerable = dice.random() < 0.75
    facts = [[fact, fact + "s"] for fact in dice.sample(FACTS, dice.randint(1, 3))] if answerable else []
    row = random_question(dice, number, papers).model_dump() if answerable else {"question": "?"}
    asked = Question.model_validate(row | {"id": str(number), "answerable": answerable, "facts": facts})
    if dice.random() < 0.1:
        return Case(asked, Outcome.failed(asked.id, "boom", answers=True), papers, Gold.of(asked, papers))
    cited = []
    for place in range(dice.randint(0, 3)):
        name = dice.choice(sorted(papers.papers))
        start, end = random_span(dice, papers.text(name), 900)
        quote = papers.text(name)[start:end] if dice.random() < 0.8 else "not there"
        spot = {"number": place + 1, "paper": name, "quote": quote, "char_start": start, "char_end": end}
        unknown = dict.fromkeys(["title", "body", "date", "page", "section", "speaker"])
        cited.append(Citation.model_validate(spot | unknown))
    said = dice.sample([*FACTS, "pineapple tax", "BELL’S  TOWER", "weird eel\ntrapper"], dice.randint(0, 4))
    status = dice.choice(["answered", "answered", "partial", "not_found"])
    outcome = Outcome(id=asked.id, status=status, text=" and ".join(said), citations=tuple(cited))  # type: ignore[arg-type]
    return Case(asked, outcome, papers, Gold.of(asked, papers))


def expected_answers(cases: list[Case]) -> dict[str, float]:
    """The figures of answers again, question by question, from the definitions."""
    facts, words, hits, precisions, exact, silent = [], [], [], [], [], []
    right, misleading = [], []
    for case in cases:
        asked, outcome = case.question, case.outcome
        assert outcome is not None
        refused = outcome.status == "not_found"
        if refused:
            silent.append(not asked.answerable)
        gold = {place for stretch in evidence_characters(asked, case.papers)[0] for place in stretch}
        on = [any((c.paper, at) in gold for at in range(c.char_start, c.char_end)) for c in outcome.citations]
        exact += [c.quote == case.papers.text(c.paper)[c.char_start : c.char_end] for c in outcome.citations]
        if not asked.answerable:
            right.append(refused)
            misleading += [] if refused else [True]
            continue
        tokens = re.findall(r"[\w']+", outcome.text.lower().replace("’", "'"))
        stated = 0
        for first, second in (fact[0].lower().split() for fact in asked.facts):
            stated += any(a == first and b.startswith(second) for a, b in pairwise(tokens))
        facts.append(0 if refused else stated / len(asked.facts))
        right.append(not refused and stated == len(asked.facts))
        if not refused:
            misleading.append(stated == 0)
        if not refused and outcome.status != "error":
            words.append(len(outcome.text.split()))
        hits.append(any(on))
        if on:
            precisions.append(sum(on) / len(on))
    unanswerable = [case for case in cases if not case.question.answerable]
    return {
        "fact_recall": statistics.mean(facts),
        "right": statistics.mean(right),
        "misleading": statistics.mean(misleading),
        "answer_words": statistics.median(words),
        "citation_hit": statistics.mean(hits),
        "citation_precision": statistics.mean(precisions),
        "quote_exact": statistics.mean(exact),
        "refusal_precision": statistics.mean(silent),
        "refusal_recall": sum(silent) / len(unanswerable),
    }


@pytest.mark.parametrize("seed", range(2))
def test_figures_of_answers_agree(seed: int) -> None:
    dice = random.Random(seed)
    papers = random_papers(dice)
    cases = [random_answer(dice, number, papers) for number in range(40)]
    metrics = {metric.name: metric for metric in METRICS}
    for name, wanted in expected_answers(cases).items():
        scores = [score for score in metrics[name].score(cases) if score is not None]
        assert metrics[name].summarise(scores) == pytest.approx(wanted), name
        assert wanted > 0, name
