"""What robots.txt allows."""

from __future__ import annotations

import httpx
import pytest

from scrutiny_rag.fetching.options import FetchOptions
from scrutiny_rag.fetching.robots import Robots

AGENT = FetchOptions().user_agent


def allows(text: str, path: str) -> bool:
    return Robots(text, AGENT).allows(httpx.URL("http://marlow.example" + path))


def test_rules_for_all_and_for_us() -> None:
    text = "User-agent: *\nDisallow: /documents/\n\nUser-agent: Scrutiny-RAG\nDisallow: /private/\n"
    assert allows(text, "/documents/s1/a.pdf")
    assert not allows(text, "/private/x")
    assert not allows("\ufeffUser-agent: *\nDisallow: /mgAi.aspx\n", "/mgAi.aspx?ID=7")
    assert allows("User-agent: *\nDisallow: /mgAi.aspx\n", "/ieListDocuments.aspx?MId=7")
    assert not allows("User-agent: *\nDisallow: /", "/")


def test_nothing_usable_allows_all() -> None:
    for text in ("", "User-agent: *\nDisallow:", "<html>no such page</html>", "\0\xff:::\n:", "Disallow: /"):
        assert allows(text, "/x")


@pytest.mark.parametrize(
    "line",
    [
        "Disallow: //[",
        "Allow: http://[x/",
        "Disallow: http://a\u2100b/",
        "Crawl-delay: \u00b2",
        "Request-rate: \u00b2/1",
        "Crawl-delay: " + "9" * 5000,
    ],
)
def test_a_line_that_makes_no_sense_is_passed_over(line: str) -> None:
    text = f"User-agent: *\n{line}\nDisallow: /private/\nCrawl-delay: 2\n"
    assert allows(text, "/documents/s1/a.pdf")
    assert not allows(text, "/private/x")
    assert Robots(text, AGENT).delay_s == 2


def test_the_delay_it_asks_for_is_bounded() -> None:
    assert Robots("User-agent: *\nCrawl-delay: 10\nDisallow:", AGENT).delay_s == 10
    assert Robots("User-agent: *\nCrawl-delay: 99999999\nDisallow:", AGENT).delay_s == 60
    assert Robots(f"User-agent: *\nCrawl-delay: {'9' * 400}\nDisallow:", AGENT).delay_s == 60
    assert Robots("User-agent: *\nCrawl-delay: soon\nDisallow:", AGENT).delay_s == 0
    assert Robots("", AGENT).delay_s == 0
