"""What a sentence is worth: each sign by itself, over sentences that differ in it alone."""

from __future__ import annotations

import pytest

from invented_papers import context_of
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.places.weighing import WEIGHTS, signs_of, weigh
from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper
from scrutiny_rag.record.model import Act, ActKind


def place_of(*texts: str) -> Place:
    """A place of an untitled paper whose sentences are `texts`, all read as equally good."""
    hit = context_of("How many harbour warden posts were vacant?").places[0].hit
    text = " ".join(texts)
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    paper = Paper("untitled.md", text, Metadata(), [block])
    place = Place(hit, paper, 0.0, 0.0)
    for words in texts:
        at = text.index(words)
        place.sentences.append(Sentence(paper, block, at, at + len(words)))
    return place


def better(question: str, telling: dict[str, float], texts: tuple[str, str]) -> str:
    """Which of two sentences of one place is worth more."""
    place = place_of(*texts)
    weigh(read_question(question), question, telling, [place])
    return max(place.sentences, key=lambda sentence: sentence.score).text


@pytest.mark.parametrize(
    ("question", "telling", "first", "second"),
    [
        (
            "how many boats sank",
            {"sank": 2.0},
            "Nine boats sank off the quay.",
            "Many boats sank off the quay.",
        ),
        (
            "what of the lantern",
            {"lantern": 2.0},
            "The lantern is dim tonight.",
            "The harbour is dim tonight.",
        ),
        ("what of the lantern", {}, "The lantern is dim tonight.", "The lantern is dim tonight?"),
    ],
)
def test_of_two_alike_the_one_with_the_sign_is_worth_more(
    question: str, telling: dict[str, float], first: str, second: str
) -> None:
    assert better(question, telling, (first, second)) == first
    assert better(question, telling, (second, first)) == first


def test_an_act_and_a_better_place_count() -> None:
    early, late = place_of("The lantern is dim."), place_of("The lantern is dim.")
    asked = read_question("what of the lantern")
    weigh(asked, asked.text, {}, [early, late])
    assert early.sentences[0].score > late.sentences[0].score
    late.sentences[0].act = Act(ActKind.DECIDED, 0, 19, rule="resolved")
    weigh(asked, asked.text, {}, [early, late])
    assert late.sentences[0].score > early.sentences[0].score


def test_every_weight_has_its_sign_and_nothing_else_is_given() -> None:
    asked = read_question("what of the lantern")
    ((_, signs),) = signs_of(asked, asked.text, {"lantern": 1.0}, [place_of("The lantern is dim.")])
    assert signs.keys() == WEIGHTS.keys() and signs["around"] == 1.0
    ((_, without),) = signs_of(asked, asked.text, {}, [place_of("The lantern is dim.")])
    assert without["around"] == 0.0
