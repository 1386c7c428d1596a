"""What the papers of the index cover: a plot by body and month, and which could not be read or lack a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import gradio as gr
import pandas as pd

from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import count, escape, plain_date

if TYPE_CHECKING:
    from scrutiny_rag.assistant import PaperEntry

NO_BODY = "no body stated"
_MOST_LISTED = 100
_MOST_BODIES = 12
_OTHERS = "other bodies"


class CoverageBox:
    """Components of the box; `build` makes them inside an open `gr.Blocks`."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def build(self) -> None:
        """Lays the box out, closed, over what the index holds now."""
        with gr.Accordion("What these papers cover", open=False, elem_id="coverage"):
            self.plot = gr.BarPlot(
                by_month(self.library.entries()),
                x="Month",
                y="Papers",
                color="Body",
                x_title="Month",
                y_title="Papers",
                title="Dated papers by month and body",
                tooltip=["Month", "Body", "Papers"],
                height=300,
                label="Papers by month and body",
                show_label=False,
                buttons=[],
                elem_id="coverage-plot",
            )
            self.told = gr.HTML(self.tell(), elem_id="coverage-told", padding=False, apply_default_css=False)

    def refreshed(self) -> tuple[pd.DataFrame, str]:
        """The plot's values and what is told below it, read anew from the index."""
        return by_month(self.library.entries()), self.tell()

    def tell(self) -> str:
        """A table of the bodies, and the papers that failed or lack a date or a body, as HTML."""
        entries = self.library.entries()
        return f'<div class="coverage">{_bodies(entries)}{_failed(self.library)}{_lacking(entries)}</div>'


def by_month(entries: Sequence[PaperEntry]) -> pd.DataFrame:
    """A row for each month and body that has papers: Month (YYYY-MM), Body, Papers; small bodies together."""
    dated = [(entry.date[:7], entry.body or NO_BODY) for entry in entries if entry.date]
    largest = {body for body, _ in Counter(body for _, body in dated).most_common(_MOST_BODIES)}
    counted = Counter((month, body if body in largest else _OTHERS) for month, body in dated)
    rows = [(month, body, number) for (month, body), number in sorted(counted.items())]
    return pd.DataFrame(rows, columns=["Month", "Body", "Papers"])


def _bodies(entries: Sequence[PaperEntry]) -> str:
    if not entries:
        return "<p>The index holds no papers yet.</p>"
    rows = []
    for body, number in Counter(entry.body or NO_BODY for entry in entries).most_common():
        days = sorted(e.date for e in entries if (e.body or NO_BODY) == body and e.date)
        first, last = (plain_date(days[0]), plain_date(days[-1])) if days else (None, None)
        span = "no date stated" if first is None else first if first == last else f"{first} to {last}"
        rows.append(
            f'<tr><th scope="row">{escape(body)}</th><td>{number:,}</td><td>{escape(span or "")}</td></tr>'
        )
    return (
        '<table><thead><tr><th scope="col">Body</th><th scope="col">Papers</th><th scope="col">Dates</th></tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _failed(library: Library) -> str:
    failed = library.failed()
    lines = [f"<b>{escape(e.paper)}</b>: {escape(e.why or 'no reason is noted')}" for e in failed]
    return _list(f"{count(len(failed), 'paper')} could not be read", lines)


def _lacking(entries: Sequence[PaperEntry]) -> str:
    undated = [escape(entry.title or entry.paper) for entry in entries if not entry.date]
    bodiless = [escape(entry.title or entry.paper) for entry in entries if not entry.body]
    hint = (
        ""
        if not (undated or bodiless)
        else (
            "<p>A date or a body can be given in a manifest.csv beside the papers: scrutiny-rag papers --missing "
            "begins one.</p>"
        )
    )
    return (
        _list(f"{count(len(undated), 'paper')} without a date", undated)
        + _list(f"{count(len(bodiless), 'paper')} without a body", bodiless)
        + hint
    )


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = "".join(f"<li>{line}</li>" for line in lines[:_MOST_LISTED])
    more = f"<p>and {len(lines) - _MOST_LISTED:,} more</p>" if len(lines) > _MOST_LISTED else ""
    return f"<h3>{title}</h3><ul>{shown}</ul>{more}"
