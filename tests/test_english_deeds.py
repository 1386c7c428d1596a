"""What a sentence says is done or so, by its grammar."""

from __future__ import annotations

import pytest

from scrutiny_rag.english.deeds import Deed, deeds


def deed(sentence: str, lemma: str) -> Deed:
    return next(d for d in deeds(sentence) if d.lemma == lemma)


@pytest.mark.parametrize(
    ("sentence", "lemma", "sense"),
    [
        ("The wardens mended the pier.", "mend", "done"),
        ("The pier has been mended.", "mend", "done"),
        ("The pier is being mended.", "mend", "ongoing"),
        ("The pier will be mended.", "mend", "future"),
        ("The pier is to be mended.", "mend", "future"),
        ("The council agreed to mend the pier.", "mend", "future"),
        ("The scheme is designed to cut queues.", "cut", "intent"),
        ("The scheme is designed to cut queues and improve the air.", "improve", "intent"),
        ("It was hoped that the scheme would cut queues.", "cut", "intent"),
        ("The pier might fall.", "fall", "possible"),
        ("There is a risk that the pier will fall.", "fall", "possible"),
        ("The council should mend the pier.", "mend", "should"),
        ("RESOLVED that the pier be mended.", "mend", "future"),
        ("The council must mend the pier.", "mend", "must"),
        ("There is a possibility of mending the pier.", "mend", "possible"),
        ("The council considered mending the pier.", "mend", "possible"),
        ("We have had to mend the pier.", "mend", "done"),
        ("The clerk had been asked to have the pier re-instated.", "reinstate", "should"),
        ("A plan which, it was hoped, would cut queues, was sent.", "cut", "intent"),
    ],
)
def test_how_surely_a_thing_is_told(sentence: str, lemma: str, sense: str) -> None:
    assert sense in deed(sentence, lemma).senses


def test_a_verb_with_a_small_word_is_the_verb_that_it_means() -> None:
    assert deed("The plan was put off until May.", "defer").passive
    assert deed("The council turned it down.", "refuse").senses == {"done"}
    assert [d.lemma for d in deeds("The council put a bench there.")] == ["put"]


def test_what_is_only_asked_is_supposed() -> None:
    assert deed("The clerk is to ascertain what reports they had sent.", "send").supposed
    assert not deed("The clerk said what reports they had sent.", "send").supposed


def test_who_does_it_is_told_actively_or_passively() -> None:
    active, passive = deed("Ms Orr mended the pier.", "mend"), deed("The pier was mended by Ms Orr.", "mend")
    assert [active.doer, passive.undergoer] == [(0, 3), (0, 4)]
    assert len(active.undergoer) == len(passive.doer) == 2
    assert passive.passive and not active.passive


def test_denial_goes_through_what_governs() -> None:
    assert deed("No ward will close.", "close").denied
    assert deed("The council failed to mend the pier.", "mend").denied
    assert deed("I am not able to say that the ward will close.", "close").supposed
    assert not deed("The ward will close.", "close").denied


def test_what_is_supposed_is_not_told_as_so() -> None:
    sentence = "If a van is robbed, owners should ring the office."
    assert deed(sentence, "rob").supposed
    assert deed(sentence, "ring").conditional and not deed(sentence, "ring").supposed
