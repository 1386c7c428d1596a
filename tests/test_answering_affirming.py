"""What a text must say itself before "Yes" may lead."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.affirming import affirms


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("has the map been published", "The map has been published.", True),
        ("has the map been published", "Publication of the map.", False),
        ("has the map been published", "The published map is to be shown.", False),
        ("has the map been published", "The map had to be published.", False),
        ("is Wexcombe merging", "Wexcombe is merging.", True),
        ("is Wexcombe merging", "The merging of Wexcombe.", False),
        ("did the wardens strike", "The wardens, having struck, went home.", False),
        ("do dogs walk the pier", "Dogs to walk the pier.", False),
        ("do dogs walk the pier", "Dogs walk the pier.", True),
        ("is the pier open", "Pier open.", False),
        ("will the pier open", "The pier will open.", True),
        ("will the pier open", "Open the pier.", False),
        ("will the pier open", "The pier staff will, with the wardens of the quay, meet.", False),
        ("will there be a joint patrol", "There will be a joint patrol.", True),
        ("will there be a joint patrol", "We would welcome patrols that are joint.", False),
        (
            "are wardens near the pier",
            "One of the priorities was to ensure wardens were near the pier.",
            False,
        ),
    ],
)
def test_a_verb_that_says_so(question: str, text: str, given: bool) -> None:
    verb, rest = question.split(" ", 1)
    assert affirms(verb, rest, text, ()) is given


def test_no_word_of_the_question_may_be_missing_but_what_we_and_there_was_stand_for() -> None:
    assert not affirms("did", "Wexcombe fill posts", "Wexcombe had posts.", ("fill",))
    assert affirms("was", "a patrol held", "There was a patrol.", ("held",))
    assert affirms("have", "the police set up a panel", "We have set up a panel.", ("police",))
    assert not affirms("have", "the police set up a panel", "They have set up a panel.", ("police",))
