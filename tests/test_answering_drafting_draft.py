"""How a draft is read: the words that a line names, lists, thinking, and what it says is missing."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.drafting.draft import LineReader, partial_refusal, read_draft


def test_the_exact_words_of_a_line_are_read_with_their_keys() -> None:
    (claim,) = read_draft(
        '- The ramp cost £4,200 [2] "a ramp at a cost of £4,200" [3] “paid from the "green" fund”.'
    )
    assert claim.text == "The ramp cost £4,200" and claim.keys == (2, 3) and claim.listed
    assert claim.words == ((2, "a ramp at a cost of £4,200"), (3, 'paid from the "green" fund'))


def test_a_bare_yes_is_said_of_the_next_sentence() -> None:
    assert [c.text for c in read_draft("- Yes. The panel agreed the ramp [1]")] == [
        "Yes. The panel agreed the ramp"
    ]


@pytest.mark.parametrize("line", ["**Decisions**", "## Decisions", "Here is what was said:"])
def test_a_heading_is_no_claim(line: str) -> None:
    assert [c.text for c in read_draft(f"{line}\n- It is so [1]")] == ["It is so"]


@pytest.mark.parametrize(
    "draft",
    [
        "<think>- The ramp cost nothing [1]\n</think>\n- It is so [2]\n",
        "- The ramp cost nothing [1]\nso what?</think>\n- It is so [2]\n",
        "[THINK]\n- The ramp cost nothing [1]\n[/THINK]- It is so [2]\n",
    ],
)
def test_thinking_is_no_claim(draft: str) -> None:
    reader = LineReader()
    came = [c.text for at in range(0, len(draft), 5) for c in reader.feed(draft[at : at + 5])]
    came += [c.text for c in reader.finish()]
    assert came[-1] == "It is so"
    assert [c.text for c in read_draft(draft)] == ["It is so"]


def test_thinking_that_never_ends_claims_nothing() -> None:
    reader = LineReader()
    assert [*reader.feed("<think>- The ramp cost nothing [1]\n"), *reader.finish()] == []


def test_what_the_papers_lack_may_be_said_without_a_key() -> None:
    ramp, cost = read_draft("- The panel agreed the ramp [1]\n- The papers do not say what it cost.")
    assert not ramp.lacks and cost.lacks
    assert partial_refusal("The extracts give no cost.") and not partial_refusal("- It is so [1]")
