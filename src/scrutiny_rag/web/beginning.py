"""What stands beside an empty conversation: where sources will appear, and the newest papers to read."""

from __future__ import annotations

from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import count, escape
from scrutiny_rag.web.shelf import paper_table

_MOST = 5

_SOURCES = (
    "<h2>Sources</h2><p>Ask a question, and the exact words that the answer rests on appear here, marked in their "
    "place in the paper.</p>"
)


def beginning(library: Library) -> str:
    """The panel before the first question; each paper in it is a button that opens the paper."""
    entries = library.entries()
    if not entries:
        return (
            f'<div class="sources">{_SOURCES}<p class="sources-empty">The index holds no papers yet: run '
            "scrutiny-rag ingest with a folder of papers.</p></div>"
        )
    newest = [entry for entry in entries if entry.date][:_MOST] or entries[:_MOST]
    bodies = len({entry.body for entry in entries if entry.body})
    held = count(len(entries), "paper") + (f" of {count(bodies, 'body', 'bodies')}" if bodies else "")
    title = "Newest papers" if newest[0].date else "Papers"
    return (
        f'<div class="sources beginning">{_SOURCES}<h2>{title}</h2>'
        f"<p>{escape(held)} can be searched; the tab Papers lists them all.</p>{paper_table(newest)}</div>"
    )
