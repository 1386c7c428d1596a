"""How far an answer can be trusted."""

from __future__ import annotations

from scrutiny_rag.answering.answer import Claim
from scrutiny_rag.web.standing import standing, unverified_ends
from test_web_messages import answer, citation, reply, seen

SURE = Claim(text="It opens “in June” [1]", citations=(1,), verified=True)
UNSURE = Claim(text="It will be late.", citations=(1,), verified=False)


def given(*claims: Claim, **more):
    return answer("\n\n".join(claim.text for claim in claims), citation(1, "in June"), claims=claims, **more)


def test_each_standing_has_a_sign_and_words_of_its_own():
    found = [
        standing(given(SURE)),
        standing(given(SURE, UNSURE)),
        standing(answer("Not in these papers.", status="not_found")),
        standing(answer("Hello.", status="not_found", kind="other")),
        standing(answer("The index holds 3 papers.", kind="collection")),
    ]
    assert [each.key for each in found] == ["verified", "unverified", "not_found", "no_question", "index"]
    assert len({each.sign for each in found}) == len({each.label for each in found}) == 5
    assert standing(answer("x")) is None, "where nothing was checked, nothing is said"


def test_a_sentence_that_is_not_verified_is_marked_where_it_ends():
    mixed = given(SURE, UNSURE)
    assert unverified_ends(mixed) == [len(mixed.text)] and unverified_ends(given(SURE)) == []
    rendered = reply(mixed)
    assert "It will be late. ! not verified" in seen(rendered) and rendered.count("not verified") == 1
    assert "1 of 2 sentences are not" in seen(rendered)
    assert "Verified: the quoted words hold every sentence" in seen(reply(given(SURE)))
