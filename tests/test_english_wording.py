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


def test_accents_make_no_other_word() -> None:
    assert tokens("Gardaí")[0].low == tokens("Gardai")[0].low
