"""Stems, like words, opposites, sentences."""

from __future__ import annotations

from scrutiny_rag.english.wording import alike, opposed, sentences, stem, tokens


def test_stems_like_words_and_opposites() -> None:
    assert stem("organized") == stem("organised") and stem("took") == stem("taking")
    assert alike(stem("recruitment"), stem("recruited")) and alike(stem("hire"), stem("recruit"))
    assert opposed(stem("increase"), stem("decrease")) and opposed("satisfi", "unsatisfi")
    assert not alike(stem("increase"), stem("decrease"))


def test_sentences_keep_abbreviations_and_split_list_items() -> None:
    text = "Cllr. Bright spoke to Dr. Voss at No. 4. RESOLVED: That (a) it is noted; (b) it is sent.\n- Next"
    parts = [text[a:b].strip() for a, b in sentences(text)]
    assert parts[0] == "Cllr. Bright spoke to Dr. Voss at No. 4."
    assert parts[-1] == "- Next" and len(parts) == 4
    assert "".join(text[a:b] for a, b in sentences(text)) == text


def test_lettered_and_bulleted_items_are_sentences() -> None:
    text = "a) Pier - It is shut. b) Ferry - It runs. \uf0b7 Tolls \uf0b7 Fares"
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "a) Pier - It is shut.",
        "b) Ferry - It runs.",
        "\uf0b7 Tolls",
        "\uf0b7 Fares",
    ]


def test_a_hyphen_after_a_prefix_makes_no_two_words() -> None:
    assert [t.low for t in tokens("re-instated co-chair well-known")] == [
        "reinstated",
        "cochair",
        "well",
        "known",
    ]


def test_a_verb_with_a_small_word_is_like_the_verb_that_it_means() -> None:
    put, off, *_ = tokens("put off the sale")
    assert put.concept == stem("defer") and put.content and not off.content
    assert tokens("put, off")[0].concept != stem("defer")


def test_accents_make_no_other_word() -> None:
    assert tokens("Gardaí")[0].low == tokens("Gardai")[0].low
