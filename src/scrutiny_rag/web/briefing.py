"""The tab that puts together a pack on a subject, a paper or a meeting."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.briefing import Briefing
from scrutiny_rag.briefing.exporting import FORMS, NO_MODEL, Form, briefing_file, sections_html
from scrutiny_rag.observing.events import watched
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.downloads import Downloads
from scrutiny_rag.web.events import QUIET
from scrutiny_rag.web.filter_box import FilterBox
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import count, escape, plain_date, problem, said
from scrutiny_rag.web.probes import request_id
from scrutiny_rag.web.quotes import quote_card
from scrutiny_rag.web.theme import asset

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

EMPTY = (
    '<div class="pack"><p class="sources-empty">Name a subject, or a meeting by its day, and get a pack: what was '
    "said last time and by whom, what was decided, what was promised and how it stands, figures with their dates, "
    "and questions worth asking. For a whole paper, choose it in the filters and leave the subject empty.</p></div>"
)
WAITING = '<div class="pack"><p class="waiting" role="status">Reading the papers …</p></div>'
_REMEMBERED_S = 12 * 3600
_MOST_MEETINGS = 4


class BriefingTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, library: Library, answering: Answering, assistant: Assistant) -> None:
        self.library = library
        self.answering = answering
        self.assistant = assistant
        self.filter_box = FilterBox(library, "briefing-filters")
        self._downloads = Downloads("download-briefing")

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        self.made = gr.State(None, time_to_live=_REMEMBERED_S)
        with gr.Row(elem_id="briefing-row", equal_height=True):
            self.subject = gr.Textbox(
                label="Subject or meeting",
                placeholder="for example school places, or 1 December 2016",
                max_lines=1,
                scale=1,
                elem_id="briefing-subject",
            )
            self.button = gr.Button(
                "Make the briefing", variant="primary", scale=0, min_width=180, elem_id="briefing-make"
            )
        meetings = self._meetings()
        self.meetings = gr.Dataset(
            components=[self.subject],
            samples=[[day] for day in meetings],
            label="Meetings in these papers",
            type="values",
            visible=bool(meetings),
            elem_id="briefing-meetings",
        )
        self.meetings.click(self._chosen, inputs=[self.meetings], outputs=[self.subject], **QUIET)
        self.filter_box.build()
        self.said = gr.HTML(
            "", elem_id="briefing-said", padding=False, js_on_load=None, apply_default_css=False
        )
        self._downloads.button()
        with gr.Row(visible=False, elem_id="briefing-saves") as self.saves:
            for form, label in FORMS.items():
                save = gr.Button(f"Save: {label}", size="sm", variant="secondary", min_width=96)
                save.click(
                    partial(self.save, form),
                    inputs=[self.made],
                    outputs=[self._downloads.button(), self.said],
                    **QUIET,
                ).success(None, js=self._downloads.click_js)
        self.pack = gr.HTML(
            EMPTY, elem_id="pack", js_on_load=asset("pack.js"), padding=False, apply_default_css=False
        )
        gr.on(
            [self.button.click, self.subject.submit],
            self.make,
            inputs={self.subject, *self.filter_box.fields.values()},
            outputs=[self.pack, self.made, self.saves, self.said],
            concurrency_limit=2,
            concurrency_id="answers",
            api_visibility="private",
            show_progress="hidden",
        )

    def _meetings(self) -> list[str]:
        """The days of the newest meetings, as people write them."""
        days = (e.date for e in self.library.entries() if e.date and e.type in ("minutes", "transcript"))
        return [plain_date(day) or day for day in list(dict.fromkeys(days))[:_MOST_MEETINGS]]

    @staticmethod
    def _chosen(sample: list[str]) -> str:
        return sample[0]

    def make(self, given: dict[Any, Any], request: gr.Request | None = None) -> Any:
        """Says that the papers are read, then the pack, or one sentence why there is none."""
        subject = (given[self.subject] or "").strip()
        yield {self.pack: WAITING, self.saves: gr.update(visible=False), self.said: ""}
        try:
            filters = self.filter_box.filters(given)
            refused = self.answering.problem(subject or "a whole paper", request)
            if refused:
                raise ValueError(refused)
            with watched("briefing", request_id(request), subject) as event:
                made = self.assistant.briefing(subject, filters)
                event.outcome = made.status
        except ValueError as error:
            yield {self.pack: EMPTY, self.made: None, self.said: problem(str(error))}
            return
        yield {
            self.pack: pack_html(made, self.library),
            self.made: made,
            self.saves: gr.update(visible=made.status == "found"),
            self.said: '<p class="said sr-only" role="status">The briefing is ready.</p>',
        }

    def save(self, form: Form, made: Briefing | None) -> tuple[str, str]:
        """The pack as a file of that form."""
        if made is None:
            raise gr.Error("Make a briefing first.", print_exception=False)
        about = re.sub(r"[^a-z0-9]+", "-", made.title.removeprefix("Briefing: ").lower()).strip("-")[:50]
        name = f"briefing-{about or 'papers'}-{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}.{form}"
        file = self._downloads.hold(name, briefing_file(made, form))
        return file, said("The file is being saved.")


def pack_html(made: Briefing, library: Library) -> str:
    """The pack to read: its sections, and below them every quote in its place."""
    head = f'<h2>{escape(made.title)}</h2><p class="scope">{escape(made.scope)}</p>'
    if made.status == "not_found":
        return f'<article class="pack pack-empty">{head}{sections_html(made, 3)}{_sources(made, library)}</article>'
    return (
        f'<article class="pack">{head}<div class="pack-sections">{sections_html(made, 3)}</div>'
        f"{_sources(made, library)}</article>"
    )


def _sources(made: Briefing, library: Library) -> str:
    if not made.citations:
        return ""
    cards = "".join(quote_card(citation, library.paper) for citation in made.citations)
    head = f'<h3>{count(len(made.citations), "source")}</h3><p class="scope">{NO_MODEL}</p>'
    return f'<section class="pack-sources" tabindex="0" aria-label="Sources">{head}{cards}</section>'
