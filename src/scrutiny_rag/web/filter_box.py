"""The fields that narrow a search, in a box that starts closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.events import QUIET, Update
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.narrowing import filters_of

ANY = ("Any", "")
"""The choice that does not narrow: what is shown, and its value."""

_LABEL = "Narrow the search"


class FilterBox:
    """Components and handlers of the filters; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, library: Library, elem_id: str = "filters") -> None:
        self.library = library
        self._id = elem_id

    def build(self) -> None:
        """Lays the fields out, with what the index offers, and connects their own events."""
        offered = self.library.choices()
        with gr.Accordion(_LABEL, open=False, elem_id=self._id, elem_classes=["filters"]) as self.box:
            with gr.Row():
                self.body = _choice("Body", offered.bodies, offered.hints.get("body"))
                self.committee = _choice("Committee", offered.committees, offered.hints.get("committee"))
            with gr.Row():
                self.type = _choice("Type of paper", offered.types)
                self.speaker = _choice("Speaker", offered.speakers)
            self.paper = _choice("Paper", offered.papers)
            with gr.Row():
                self.since = gr.Textbox(
                    label="From",
                    placeholder="for example 1 March 2024",
                    max_lines=1,
                    info=offered.hints.get("date"),
                )
                self.until = gr.Textbox(label="Until", placeholder="for example 2024-12-31", max_lines=1)
            self.clear_button = gr.Button("Clear filters", size="sm", variant="secondary")
        self.fields: dict[str, Any] = {
            "body": self.body,
            "committee": self.committee,
            "type_": self.type,
            "speaker": self.speaker,
            "paper": self.paper,
            "since": self.since,
            "until": self.until,
        }
        components = list(self.fields.values())
        self.clear_button.click(self.clear, outputs=components, **QUIET)
        gr.on(
            [component.change for component in components],
            self.label,
            inputs=set(components),
            outputs=[self.box],
            **QUIET,
        )

    def filters(self, given: dict[Any, Any]) -> Filters:
        """The filters that the fields spell. Raises NarrowingError for one that cannot be."""
        return filters_of(**{name: given[field] for name, field in self.fields.items()})

    def clear(self) -> Update:
        """Every field emptied."""
        return dict.fromkeys(self.fields.values(), "")

    def show(self, filters: Filters) -> Update:
        """The fields as they spell these filters; what the index does not offer is left empty."""
        offered = self.library.choices()
        lists: dict[str, Sequence[str]] = {
            "body": offered.bodies,
            "committee": offered.committees,
            "type_": offered.types,
            "speaker": offered.speakers,
            "paper": [name for _, name in offered.papers],
        }
        chosen = {name: str(filters.chosen().get(name.rstrip("_"), "")) for name in self.fields}
        return {
            field: chosen[name] if chosen[name] in lists.get(name, [chosen[name]]) else ""
            for name, field in self.fields.items()
        }

    def label(self, given: dict[Any, Any]) -> Any:
        """Says on the closed box how many filters are set, so that none is forgotten."""
        chosen = sum(1 for field in self.fields.values() if given[field])
        return gr.update(label=f"{_LABEL} · {chosen} set" if chosen else _LABEL)

    def refresh(self) -> Update:
        """What the fields offer, read anew from the index."""
        offered = self.library.choices()
        return {
            self.body: gr.update(choices=_offered(offered.bodies)),
            self.committee: gr.update(choices=_offered(offered.committees)),
            self.type: gr.update(choices=_offered(offered.types)),
            self.speaker: gr.update(choices=_offered(offered.speakers)),
            self.paper: gr.update(choices=_offered(offered.papers)),
        }


def _choice(label: str, choices: Sequence[Any], hint: str | None = None) -> gr.Dropdown:
    return gr.Dropdown(
        label=label, choices=_offered(choices), value=ANY[1], interactive=True, filterable=True, info=hint
    )


def _offered(choices: Sequence[Any]) -> list[Any]:
    return [ANY, *choices]
