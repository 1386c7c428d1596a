"""The page in a real browser."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

from playwright.sync_api import expect

import web_index

DESKTOP, PHONE = (1280, 860), (390, 844)


def quotes_of(question: str) -> list[str]:
    return [citation.quote for citation in web_index.assistant().ask(question).citations]


def letters(text: str) -> str:
    """Letters and digits alone: the page draws bullets, bars and line breaks in its own way, and print ligatures."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def test_ask_and_see_the_quote_highlighted(open_page):
    page = open_page()
    answer = page.ask(web_index.SAFER_SCHOOLS)
    expect(answer).to_contain_text("no language model")
    page.citation(answer, 1).click()
    mark = page.open_source.locator("mark").first
    expect(mark).to_be_visible()
    expect(page.open_source.locator("summary")).to_be_focused()
    expect_in_view(page, mark)
    marked = "".join(page.open_source.locator("mark").all_inner_texts())
    assert letters(marked) == letters(quotes_of(web_index.SAFER_SCHOOLS)[0])
    assert page.strangers() == set() and page.errors == []


def test_an_answer_streams_in(open_page, growing_address):
    page = open_page(at=growing_address)
    seen = page.watch_answers()
    answer = page.ask(web_index.SAFER_SCHOOLS)
    texts = seen()
    assert "Searching the papers" in texts[0]
    lengths = [len(text) for text in texts[1:-1]]
    assert len(lengths) >= 2 and lengths == sorted(lengths)
    expect(page.citation(answer, 1)).to_be_visible()


def expect_in_view(page, locator) -> None:
    for _ in range(40):
        if page.in_view(locator):
            return
        page.page.wait_for_timeout(50)
    raise AssertionError("the quote is not in view")


def test_a_citation_works_from_the_keyboard_and_leads_back(open_page):
    page = open_page()
    answer = page.ask(web_index.SAFER_SCHOOLS)
    link = page.citation(answer, 1)
    link.focus()
    page.page.keyboard.press("Enter")
    expect(page.open_source.locator("summary")).to_be_focused()
    back = page.open_source.get_by_text("Back to the answer")
    back.focus()
    page.page.keyboard.press("Enter")
    expect(link).to_be_focused()


def test_an_older_answers_citation_brings_its_sources_back(open_page):
    page = open_page()
    first = page.ask(web_index.SAFER_SCHOOLS)
    page.ask(web_index.HOSTILE_QUESTION)
    expect(page.sources).to_contain_text(web_index.HOSTILE_QUESTION)
    page.citation(first, 1).click()
    expect(page.sources).to_contain_text(web_index.SAFER_SCHOOLS)
    expect(page.open_source).to_have_count(1)
    assert (
        " ".join(page.open_source.locator("mark").first.inner_text().split())
        in quotes_of(web_index.SAFER_SCHOOLS)[0]
    )


def test_a_hostile_papers_text_is_text(open_page):
    page = open_page()
    answer = page.ask(web_index.HOSTILE_QUESTION)
    expect(answer).to_contain_text("by <name> in May")
    expect(page.open_source).to_contain_text('<script>document.title="owned"</script>')
    page.open_source.get_by_role("button", name="Open paper at this place").click()
    expect(page.reader).to_contain_text("![a photograph](http://pictures.invalid/b.png)")
    expect(page.reader).to_contain_text("Parks <b>report</b> for Willowmere")
    for place in ("#log", "#sources", "#reader", "#paper-list"):
        assert page.page.locator(f"{place} :is(script, img, iframe, name)").count() == 0
        assert page.page.locator(f"{place} a[href*=':']").count() == 0
    assert page.page.title() == "Scrutiny papers"
    assert page.strangers() == set() and page.errors == []


def test_the_paper_opens_at_the_quote(open_page):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.open_source.get_by_role("button", name="Open paper at this place").click()
    expect(page.page.get_by_role("tab", name="Papers")).to_have_attribute("aria-selected", "true")
    mark = page.reader.locator("mark").first
    expect(mark).to_be_visible()
    expect_in_view(page, mark)


def test_papers_can_be_found_and_read(open_page):
    page = open_page()
    page.page.get_by_role("tab", name="Papers").click()
    page.page.get_by_label("Find a paper").fill("met children's strategy commits")
    buttons = page.page.locator("#paper-list button[data-paper]")
    expect(buttons).to_have_count(1)
    buttons.first.click()
    expect(page.reader.get_by_role("article")).to_be_focused()
    expect(page.reader).to_contain_text("Neighbourhood Ward teams")


def test_an_example_fills_the_box_and_sends_nothing(open_page):
    page = open_page()
    page.page.get_by_role("button", name=web_index.SAFER_SCHOOLS).click()
    expect(page.question).to_have_value(web_index.SAFER_SCHOOLS)
    expect(page.question).to_be_focused()
    assert page.answers.count() == 0


def test_an_answer_is_read_from_its_start(open_page):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.ask(web_index.HOSTILE_QUESTION)
    box = page.page.locator("#log .bubble-wrap").bounding_box()
    question = page.page.locator("#log .question").last.bounding_box()
    assert box["y"] <= question["y"] <= box["y"] + 60
    assert page.finished.last.locator(".status").bounding_box()["y"] < box["y"] + box["height"]


def test_a_new_paper_is_read_from_the_start_page(open_page):
    page = open_page()
    page.sources.get_by_role("button", name="Policing and young people").click()
    expect(page.reader).to_contain_text("Safer Schools Officers")


def test_an_empty_question_is_said(open_page):
    page = open_page()
    page.question.fill("   ")
    page.page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.page.get_by_role("alert")).to_have_text("Type a question first.")


def test_a_filter_narrows_and_is_shown(open_page):
    page = open_page()
    page.page.get_by_role("button", name="Narrow the search").click()
    page.page.get_by_label("Body").click()
    page.page.get_by_role("option", name="London Assembly").click()
    expect(page.page.get_by_role("button", name="Narrow the search · 1 set")).to_be_visible()
    answer = page.ask("What was said about caseloads?")
    expect(answer).to_contain_text("London Assembly")


def test_a_verdict_is_written(open_page, feedback_file):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    verdict = page.finished.last.get_by_role("link", name="Outdated")
    assert verdict.bounding_box()["height"] >= 24
    verdict.click()
    expect(page.page.locator("#said")).to_contain_text("Thank you")
    expect(page.finished.last).to_contain_text("You said: Outdated")
    page.page.get_by_label("What should it have said?").fill("All are filled now.")
    page.page.get_by_role("button", name="Send").click()
    expect(page.page.locator("#said")).to_contain_text("comment is noted")
    line = json.loads(feedback_file.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["verdict"], line["comment"]) == ("Outdated", "All are filled now.")
    assert line["question"] == web_index.SAFER_SCHOOLS


def test_a_citation_can_be_copied(open_page):
    page = open_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.ask(web_index.SAFER_SCHOOLS)
    page.open_source.get_by_role("button", name="Copy citation").click()
    expect(page.open_source.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.page.evaluate("navigator.clipboard.readText()")
    assert " ".join(quotes_of(web_index.SAFER_SCHOOLS)[0].split()) in copied and "Islington" in copied


def test_a_new_conversation_starts_empty(open_page):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.page.get_by_role("button", name="New conversation").click()
    expect(page.answers).to_have_count(0)
    expect(page.open_source).to_have_count(0)


def test_a_phone_shows_everything_without_scrolling_sideways(open_page):
    page = open_page(*PHONE)
    answer = page.ask(web_index.SAFER_SCHOOLS)
    page.citation(answer, 1).click()
    expect_in_view(page, page.open_source.locator("mark").first)
    assert page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.open_source.get_by_role("button", name="Back to the answer").click()
    expect(page.citation(answer, 1)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(open_page, scheme, size):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    page = open_page(*size, scheme=scheme)
    violations = serious(axe, page, "start")
    page.page.get_by_role("button", name="Narrow the search").click()
    page.ask("What does a return ferry ticket to the Isle of Zembla cost?")
    answer = page.ask(web_index.SAFER_SCHOOLS)
    page.citation(answer, 1).click()
    violations += serious(axe, page, "answered")
    page.open_source.get_by_role("button", name="Open paper at this place").click()
    expect(page.reader.locator("mark").first).to_be_visible()
    violations += serious(axe, page, "reading")
    assert violations == []


def serious(axe, page, when: str) -> list[tuple[str, str, str]]:
    found = axe.Axe().run(page.page).response["violations"]
    return [
        (when, violation["id"], node["html"][:200])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_what_was_understood_from_the_question_can_be_dropped(open_page):
    page = open_page()
    answer = page.ask("What did Len Duvall say at the meeting on 1 December 2016?")
    before = page.finished.count()
    answer.get_by_role("link", name="Search without date 1 December 2016").click()
    expect(page.finished).to_have_count(before + 1, timeout=30_000)
    expect(page.finished.nth(before)).to_contain_text("Not taken from your question: date 1 December 2016")
    assert page.errors == []


def test_the_date_body_and_standing_are_seen_in_the_answer(open_page):
    page = open_page()
    answer = page.ask(web_index.SAFER_SCHOOLS)
    expect(answer.locator(".status")).to_contain_text("Verified")
    expect(answer.locator(".origins")).to_contain_text("Islington")
    lost = page.ask("What does a return ferry ticket to the Isle of Zembla cost?")
    expect(lost.locator(".status")).to_contain_text("Not found in these papers")


def test_an_answer_is_copied_with_its_sources(open_page):
    page = open_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.ask(web_index.SAFER_SCHOOLS)
    page.sources.get_by_role("button", name="Copy answer with sources").click()
    expect(page.sources.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.page.evaluate("navigator.clipboard.readText()")
    assert "Sources\n[1] “" in copied and " ".join(quotes_of(web_index.SAFER_SCHOOLS)[0].split()) in copied


def test_a_link_to_a_question_answers_it_and_a_reload_keeps_it(open_page, address):
    page = open_page(
        at=f"{address}?q=When+will+the+Safer+Schools+Officer+vacancies+in+Islington+be+filled%3F"
    )
    expect(page.finished).to_have_count(1, timeout=30_000)
    page.page.reload()
    expect(page.finished).to_have_count(1, timeout=30_000)


def test_a_link_to_a_place_opens_it_and_back_leads_to_the_question(open_page, address):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.open_source.get_by_role("button", name="Open paper at this place").click()
    expect(page.reader.locator("mark").first).to_be_visible()
    link = page.page.url
    assert "?paper=" in link and "&at=" in link
    page.page.go_back()
    expect(page.page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.finished).to_have_count(1)
    page.page.goto(link)
    expect(page.reader.locator("mark").first).to_be_visible(timeout=30_000)


def test_a_conversation_is_saved_as_a_file(open_page):
    import docx

    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.page.get_by_role("button", name="Keep this conversation").click()
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Save: Word").click()
    text = "\n".join(paragraph.text for paragraph in docx.Document(download.value.path()).paragraphs)
    assert web_index.SAFER_SCHOOLS in text and "[1] “" in text
    assert page.errors == []


def test_a_question_to_go_on_with_is_asked(open_page):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    offered = page.page.locator("#go-on button").first
    expect(offered).to_be_visible(timeout=60_000)
    question = offered.inner_text()
    offered.click()
    expect(page.finished).to_have_count(2, timeout=60_000)
    expect(page.page.locator("#log .question").last).to_have_text(question)


def test_a_conversation_is_named_and_deleted(open_page):
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.page.get_by_role("button", name="Keep this conversation").click()
    expect(page.page.get_by_label("Earlier conversations")).to_have_value(web_index.SAFER_SCHOOLS)
    page.page.get_by_label("A name for the one chosen above").fill("The evening before")
    page.page.get_by_role("button", name="Name it").click()
    expect(page.page.get_by_label("Earlier conversations")).to_have_value("The evening before")
    page.page.reload()
    expect(page.finished).to_have_count(1, timeout=60_000)
    page.page.get_by_role("button", name="Keep this conversation").click()
    expect(page.page.get_by_label("Earlier conversations")).to_have_value("The evening before")
    page.page.get_by_role("button", name="Delete").click()
    expect(page.page.get_by_label("Earlier conversations")).to_have_value("")


def test_the_printed_page_holds_the_whole_conversation_and_its_sources(open_page, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    page = open_page()
    page.ask(web_index.SAFER_SCHOOLS)
    page.ask(web_index.HOSTILE_QUESTION)
    page.citation(page.finished.first, 1).click()
    expect(page.sources).to_contain_text(web_index.SAFER_SCHOOLS)
    file = tmp_path / "printed.pdf"
    page.page.pdf(path=file)
    printed = letters("".join(sheet.extract_text() for sheet in pypdf.PdfReader(file).pages))
    assert letters(web_index.SAFER_SCHOOLS) in printed and letters(web_index.HOSTILE_QUESTION) in printed
    # The cells of a row are printed each under its column's title.
    quotes = quotes_of(web_index.SAFER_SCHOOLS)
    pieces = [piece for quote in quotes for piece in re.split(r"[|\n]", quote)]
    assert [piece for piece in pieces if letters(piece) not in printed] == []
    assert "Editthequestion" not in printed and "Narrowthesearch" not in printed
