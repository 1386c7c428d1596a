"""The tab with the register: who undertook what, by when, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.promises import Promise, PromiseFilters, PromiseKind, Status
from scrutiny_rag.promises.exporting import to_csv, to_ics, to_xlsx
from scrutiny_rag.web import promise_views as views
from scrutiny_rag.web.downloads import Downloads
from scrutiny_rag.web.events import QUIET
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import said as told
from scrutiny_rag.web.theme import asset

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

ANY = "Any"
OVERDUE = "past its day"
_EXPORTS = {"csv": "Save: CSV", "xlsx": "Save: Excel", "ics": "Save: calendar"}
_COLOURS = {views.PROMISED: "#336b7d", views.DUE: "#b4690e", views.DONE: "#2f7d4f"}

_TO_ENTRY = """() => {
  const entry = document.querySelector('#entry');
  if (entry && window.innerWidth < 900) setTimeout(() => entry.scrollIntoView({ block: 'start' }), 100);
}"""
"""On a narrow page the entry stands below the table, out of sight."""


class PromisesTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, library: Library, assistant: Assistant) -> None:
        self.library = library
        self.assistant = assistant
        self._downloads = Downloads("download-promises")

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        with gr.Row(elem_id="register-tools", equal_height=True):
            self.words = gr.Textbox(
                label="Words in it", placeholder="for example lighting", max_lines=1, elem_id="register-words"
            )
            self.owner = gr.Textbox(label="Owner", placeholder="a name or a part of one", max_lines=1)
            self.body = gr.Dropdown(label="Body", choices=self._bodies(), value=ANY, filterable=True)
            self.kind = gr.Dropdown(label="Kind", choices=[ANY, *PromiseKind], value=ANY, filterable=False)
            self.status = gr.Dropdown(
                label="Status", choices=[ANY, OVERDUE, *Status], value=ANY, filterable=False
            )
        self.said = gr.HTML(
            "", elem_id="register-said", padding=False, js_on_load=None, apply_default_css=False
        )
        with gr.Row(elem_id="register", equal_height=False):
            with gr.Column(scale=7, min_width=320):
                self.table = gr.Dataframe(
                    headers=views.HEADERS,
                    value=[],
                    type="array",
                    interactive=False,
                    wrap=True,
                    label="Register",
                    show_label=False,
                    max_height=430,
                    column_widths=["244px", "132px", "98px", "104px", "98px", "130px", "130px"],
                    show_search="none",
                    buttons=[],
                    elem_id="register-table",
                )
                self._downloads.button()
                with gr.Row():
                    for form, label in _EXPORTS.items():
                        button = gr.Button(label, size="sm", variant="secondary", min_width=96)
                        button.click(
                            partial(self.save, form),
                            inputs=self._fields(),
                            outputs=[self._downloads.button(), self.said],
                            **QUIET,
                        ).success(None, js=self._downloads.click_js)
            with gr.Column(scale=5, min_width=320):
                self.entry = gr.HTML(
                    views.NOTHING_CHOSEN,
                    elem_id="entry",
                    js_on_load=asset("pack.js"),
                    padding=False,
                    apply_default_css=False,
                )
        self.plot = gr.ScatterPlot(
            views.timeline([]),
            x="Day",
            y="Entry",
            color="What",
            color_map=_COLOURS,
            x_title="Day",
            y_title="",
            color_title="",
            title="When promised, due and done: the newest entries with a day",
            tooltip=["Entry", "Day", "What"],
            height=420,
            label="Timeline",
            show_label=False,
            buttons=[],
            elem_id="timeline",
        )
        outputs = [self.table, self.plot, self.said]
        gr.on(
            [self.words.change, self.owner.change, self.body.change, self.kind.change, self.status.change],
            self.show,
            inputs=self._fields(),
            outputs=outputs,
            trigger_mode="always_last",
            **QUIET,
        )
        self.table.select(self.choose, outputs=[self.entry], **QUIET).then(None, js=_TO_ENTRY)

    def loaded(self) -> dict[str, Any]:
        """The event that fills the tab when the page is opened, for `gr.Blocks.load`."""
        return {
            "fn": self.show,
            "inputs": self._fields(),
            "outputs": [self.table, self.plot, self.said],
            **QUIET,
        }

    def show(self, words: str, owner: str, body: str, kind: str, status: str) -> tuple[Any, Any, str]:
        """The table, the timeline and how many there are."""
        try:
            found = self.find(words, owner, body, kind, status)
        except ValueError as error:
            raise gr.Error(str(error), print_exception=False) from None
        days = views.timeline(found)
        # An empty table is a box that scrolls and holds nothing to step to by the keyboard.
        rows = gr.update(value=views.table(found), visible=bool(found))
        return rows, gr.update(value=days, x_lim=views.limits(days)), views.said(found)

    def find(self, words: str, owner: str, body: str, kind: str, status: str) -> list[Promise]:
        """The entries that the fields ask for. Raises InputError where the officers' notes cannot be read."""
        return self.assistant.promises(
            PromiseFilters(
                text=(words or "").strip() or None,
                owner=(owner or "").strip() or None,
                body=None if body in (None, ANY) else body,
                kind=PromiseKind(kind) if kind in list(PromiseKind) else None,
                status=Status(status) if status in list(Status) else None,
                overdue=status == OVERDUE,
            )
        )

    def choose(self, event: gr.SelectData) -> Any:
        """The entry of the row that was chosen."""
        row = event.row_value
        if not row or not isinstance(row[-1], str):
            return gr.skip()
        found = self.assistant.promises(PromiseFilters(id=row[-1]))
        return views.entry(found[0], self.library.paper) if found else views.NOTHING_CHOSEN

    def save(self, form: str, words: str, owner: str, body: str, kind: str, status: str) -> tuple[str, str]:
        """The entries shown as a file."""
        found = self.find(words, owner, body, kind, status)
        data = {"csv": lambda: ("\ufeff" + to_csv(found)).encode(), "xlsx": lambda: to_xlsx(found)}.get(
            form, lambda: to_ics(found).encode()
        )()
        name = f"promises-{datetime.now(UTC):%Y-%m-%d-%H%M%S-%f}.{form}"
        return self._downloads.hold(name, data), told("The file is being saved.")

    def _fields(self) -> list[Any]:
        return [self.words, self.owner, self.body, self.kind, self.status]

    def _bodies(self) -> list[str]:
        return [ANY, *self.library.choices().bodies]
