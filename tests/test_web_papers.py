"""The tab to read papers in, and the questions to start from."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import gradio as gr
import pytest

import web_index
from scrutiny_rag.assistant import PaperEntry
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.examples import SAMPLE_QUESTIONS, Suggestions, example_questions
from scrutiny_rag.web.library import Library, narrow, paper_label
from scrutiny_rag.web.limits import RateLimit
from scrutiny_rag.web.papers import PapersTab
from scrutiny_rag.web.passages import Span
from scrutiny_rag.web.shelf import MOST_LISTED, ORDERS, paper_list


@pytest.fixture
def tab() -> PapersTab:
    assistant = web_index.assistant()
    return PapersTab(Library(assistant), Answering(assistant, RateLimit(0)), assistant, web_index.settings())


def entry(paper: str, **more) -> PaperEntry:
    fields = {"title": None, "body": None, "committee": None, "date": None, "type": "unknown", "pages": None}
    return PaperEntry(**{**fields, "paper": paper, "words": 10, "passages": 1, "state": "ready", **more})


def test_papers_are_listed_newest_first_with_their_kind(tab):
    dates = [found.date or "" for found in tab.library.entries()]
    assert dates == sorted(dates, reverse=True) and len(dates) >= 8
    markup = tab.find("")
    assert f"{len(dates)} papers" in markup and ">Action list · " in markup


def test_words_narrow_the_list(tab):
    markup = tab.find("london TRANSCRIPT")
    assert re.findall(r'data-paper="([^"]+)"', markup) == ["london-assembly-2016-12-01-child-protection.txt"]
    assert "0 papers of" in tab.find("zebra crossing zebra")


def test_narrowing_looks_at_every_field():
    papers = [
        entry(
            "a.pdf", title="Buses", body="Brackley", committee="Transport", date="2024-03-02", type="minutes"
        )
    ]
    for words in ("buses", "brackley", "transport", "2024-03", "minutes", "a.pdf", "BUSES 2024"):
        assert narrow(papers, words) == papers
    assert narrow(papers, "buses trams") == []


def test_a_long_list_says_that_it_goes_on():
    papers = [entry(f"{n}.pdf") for n in range(MOST_LISTED + 5)]
    markup = paper_list(papers, "")
    assert (
        markup.count("<button") == MOST_LISTED
        and f"{MOST_LISTED} of {MOST_LISTED + 5} papers shown" in markup
    )


def test_papers_that_could_not_be_read_are_named():
    markup = paper_list([entry("a.pdf")], "", [f"<{n}>.pdf" for n in range(7)])
    assert "7 papers could not be read: &lt;0&gt;.pdf" in markup and "and 2 more" in markup
    assert "could not be read" not in paper_list([entry("a.pdf")], "")


def test_an_empty_index_says_what_to_do():
    assert "run scrutiny-rag ingest" in paper_list([], "")


def test_every_paper_of_the_index_can_be_read(tab):
    for found in tab.library.entries():
        markup = tab.open(SimpleNamespace(paper=found.paper))
        paper = tab.library.paper(found.paper)
        words = html.unescape(re.sub(r"<[^>]+>", " ", markup))
        assert html.unescape(paper.text[:40]).split()[-2] in words


def test_a_place_is_marked(tab):
    name = "met-childrens-strategy.md"
    text = tab.library.paper(name).text
    start = text.index("72 officers")
    markup = tab.read(name, Span(start, start + len("72 officers")))
    assert '<mark id="quote-in-paper">72 officers</mark>' in markup


def test_a_page_of_a_pdf_is_shown_as_it_looks(tab):
    name = "islington-workforce-review-police-evidence.pdf"
    start = tab.library.paper(name).text.index("Recruitment was under way")
    text = tab.read(name, Span(start, start + 25))
    assert 'data-look="1"' in text and "Contents" in text and "What happened" in text
    page = tab.look(SimpleNamespace(paper=name, page=1, at=f"{start}-{start + 25}"))
    assert "Page 1 of 4 as it looks, with the quoted words marked" in page
    assert 'src="data:image/webp;base64,' in page and 'data-look="2"' in page and 'data-look="0"' not in page


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"paper": 3, "page": 1},
        {"paper": "islington-workforce-review-police-evidence.pdf"},
        {"paper": "islington-workforce-review-police-evidence.pdf", "page": 5},
        {"paper": "islington-workforce-review-police-evidence.pdf", "page": "1"},
        {"paper": "met-childrens-strategy.md", "page": 1},
        {"paper": "../settings.pdf", "page": 1},
    ],
)
def test_no_other_page_is_looked_at(tab, event):
    assert tab.look(SimpleNamespace(**event)) == gr.skip()


def test_a_hostile_paper_is_shown_as_text(tab):
    markup = tab.read(web_index.HOSTILE_NAME, None)
    assert not re.search(r"<(script|img|name)\b", markup)
    assert html.escape("<script>document.title=", quote=False) in markup
    assert "<img" not in tab.find("") and "<script" not in tab.find("")


@pytest.mark.parametrize("name", ["../settings.py", "/etc/hostname", "nothing.pdf", "<b>x</b>"])
def test_a_name_is_only_ever_a_paper_of_the_index(tab, name):
    markup = tab.open(SimpleNamespace(paper=name))
    assert "There is no paper named" in markup and "<b>" not in markup


@pytest.mark.parametrize("event", [SimpleNamespace(), SimpleNamespace(paper=3), SimpleNamespace(paper=None)])
def test_what_a_browser_sends_is_checked(tab, event):
    assert tab.open(event) == gr.skip()


def test_labels_say_the_file_where_the_title_does_not():
    assert paper_label(entry("a.pdf", title="Buses")) == "Buses (a.pdf)"
    assert paper_label(entry("a.pdf")) == "a.pdf"


def test_the_sample_papers_bring_questions_that_they_answer(tab):
    assert example_questions(tab.library) == [question for _, question in SAMPLE_QUESTIONS]
    for _, question in SAMPLE_QUESTIONS:
        answer = web_index.assistant().ask(question)
        assert answer.status == "answered" and answer.citations, question


def test_other_papers_get_questions_of_their_own(tab):
    class Others(Library):
        def entries(self):
            samples = {paper for paper, _ in SAMPLE_QUESTIONS}
            return [found for found in super().entries() if found.paper not in samples]

    questions = example_questions(Others(web_index.assistant()))
    assert 1 <= len(questions) <= 4 and len(set(questions)) == len(questions)
    assert all(question.endswith("?") for question in questions)


def test_the_papers_can_be_put_in_another_order():
    papers = [
        entry("b.pdf", title="Buses", date="2024-03-02", words=5),
        entry("a.pdf", title="Trams", date="2023-01-01", words=50, draft=True),
        entry("c.pdf", title="Carts", words=7),
    ]

    def order(name: str) -> list[str]:
        return re.findall(r'data-paper="(\w)', paper_list(papers, "", order=name))

    assert [order(name) for name in ORDERS] == [
        ["b", "a", "c"],
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["b", "a", "c"],
        ["a", "c", "b"],
    ]
    assert order("by magic") == order("Newest first")
    markup = paper_list(papers, "")
    assert "1 without a date" in markup and "no date stated" in markup and markup.count("Draft") == 1


def test_the_text_of_all_papers_is_searched(tab):
    markup = tab.search("officers added to child exploitation teams")
    name, at = re.search(r'data-paper="([^"]+)" data-at="(\d+-\d+)"', markup).groups()
    assert name in ("met-childrens-strategy.md", "childrens-strategy-article.html"), "both speak of it"
    assert "<mark" in tab.open(SimpleNamespace(paper=name, at=at))
    assert "Type what to look for first." in tab.search("  ")


def test_only_questions_that_were_seen_to_be_answered_are_offered(tab):
    class Half:
        def ask(self, question):
            answer = web_index.assistant().ask(question)
            refused = question == SAMPLE_QUESTIONS[0][1]
            return answer.model_copy(update={"status": "not_found"}) if refused else answer

    suggestions = Suggestions(tab.library, Half(), most=2)
    assert suggestions.current() == []
    suggestions.try_all()
    assert len(suggestions.current()) == 2 and SAMPLE_QUESTIONS[0][1] not in suggestions.current()
