"""What a draft's claims are shown to rest on."""

from __future__ import annotations

from scrutiny_rag.answering.checking import Outcome, Verdict
from scrutiny_rag.answering.drafting.citing import cite_draft
from scrutiny_rag.answering.drafting.draft import Proposed
from scrutiny_rag.answering.drafting.extracts import Extract, attribution
from scrutiny_rag.answering.drafting.judging import DraftClaim, Judge, stands_at
from scrutiny_rag.answering.drafting.prompting import Evidence
from scrutiny_rag.answering.drafting.stretch import grown, pieces
from scrutiny_rag.papers.model import Block, BlockKind, Metadata, Paper

FIRST = (
    "The panel heard that the “Dawn” ramp would cost £4,200.\nIt agreed the ramp on a vote of five to two."
)
OTHER = "Councillor Ada Quill will write to the harbour office by May. The tide was high."
TEXT = f"Ramp\n\n{FIRST}\n\n{OTHER}"
AT = TEXT.index(FIRST)
PAPER = Paper(
    "ramp.md",
    TEXT,
    blocks=(
        Block(BlockKind.HEADING, 0, 4),
        Block(BlockKind.PARAGRAPH, AT, AT + len(FIRST), ("Ramp",), item="4"),
        Block(BlockKind.PARAGRAPH, TEXT.index(OTHER), len(TEXT), ("Ramp",), item="4"),
    ),
    metadata=Metadata(title="Minutes", body="Fenby Council", draft=True),
)
FOUND = Verdict(Outcome.VERIFIED, "It stands there.")


def shown() -> list[Extract]:
    return [
        Extract(Evidence(n, piece.text, attribution(PAPER, piece.block)), piece)
        for n, piece in enumerate(pieces(PAPER, 0, len(TEXT)), 1)
    ]


def test_named_words_are_cited_exactly() -> None:
    claim = DraftClaim(
        "The ramp was to cost £4,200", (1,), FOUND, ((1, 'the "Dawn" ramp would cost £4,200'),)
    )
    _, (cited,), text = cite_draft([claim], shown())
    assert (
        cited.quote == "the “Dawn” ramp would cost £4,200."
        and TEXT[cited.char_start : cited.char_end] == cited.quote
    )
    assert text == "The ramp was to cost £4,200 [1]"


def test_a_claim_without_words_cites_the_sentence_it_rests_on() -> None:
    _, (cited,), _ = cite_draft(
        [DraftClaim("The panel agreed the ramp by five votes to two", (1,), FOUND)], shown()
    )
    assert cited.quote == "It agreed the ramp on a vote of five to two." and cited.item == "4" and cited.draft


def test_a_list_stays_a_list_and_a_soft_claim_is_flagged() -> None:
    soft = Verdict(Outcome.SOFT, "In other words.")
    drafted = [
        DraftClaim("The ramp was to cost £4,200", (1,), FOUND, listed=True),
        DraftClaim("Ada Quill will write to the harbour office", (1,), soft, listed=True),
    ]
    claims, _, text = cite_draft(drafted, shown(), ("The papers do not say who pays.",))
    assert [claim.verified for claim in claims] == [True, False]
    assert text.splitlines()[:2] == [f"- {claim.text}" for claim in claims]
    assert text.endswith("\n\nThe papers do not say who pays.")


def test_a_stretch_grows_by_whole_sentences_of_its_section() -> None:
    at = TEXT.index("It agreed")
    a, b = grown(PAPER, at, at + 10, 25)
    assert TEXT[a:b].startswith("The panel heard") or TEXT[a:b].endswith("May.")
    assert TEXT[a:b].count("It agreed the ramp on a vote of five to two.") == 1


def test_the_line_over_an_extract_says_what_it_is_from() -> None:
    assert attribution(PAPER, PAPER.blocks[1]) == "Minutes, Fenby Council, draft, item 4, Ramp"


def test_words_are_found_whatever_their_white_space_and_marks() -> None:
    assert stands_at("'dawn' ramp  would", FIRST) is not None
    assert stands_at("dusk ramp", FIRST) is None


def test_a_wrong_key_is_put_right() -> None:
    judge = Judge([Evidence(1, FIRST, "Minutes"), Evidence(2, OTHER, "Minutes")])
    claim = judge.judge(Proposed("The panel agreed the ramp on a vote of five to two.", (2,)))
    assert claim.verdict.supported and claim.keys == (1,)
