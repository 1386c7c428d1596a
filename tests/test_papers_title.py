"""What a paper is called, where its head says more than that."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.readers.text import read_markdown

NOTED = "\n\nPresent: Cllr Reed\n\nThe Panel noted the report. RESOLVED: That it be noted.\n"


def title(text: str) -> str | None:
    return find_metadata(read_markdown(text.encode()), "paper-1.md").title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Minutes of a meeting without its name take the committee's, or the body's.
        (
            f"Quayford Council\n\nLamps Panel\n\nMINUTES of the meeting held on 3 June 2031{NOTED}",
            "Minutes of the meeting of the Lamps Panel",
        ),
        (
            f"Quayford Council\n\nMinutes of a meeting held on 3 June 2031{NOTED}",
            "Minutes of a meeting of Quayford Council",
        ),
        # Who issued it is no title where there is another.
        (f"# Quayford Council\n\nLamps Panel\n\nTuesday 3 June 2031{NOTED}", "Lamps Panel"),
        (f"Cyngor Quayford / Quayford Council\n\nLamps Panel 3 June 2031{NOTED}", "Lamps Panel 3 June 2031"),
        (f"Quayford Council{NOTED}", "Minutes of Quayford Council"),
        (
            "Quayford Council\n\nLamps Panel\n\nDark Corners: Final Report\n\nForeword\n",
            "Dark Corners: Final Report",
        ),
        (
            "Quayford Council\n\nLamps Panel - 3 June 2031\n\nAction tracker\n\n4 - mend it\n",
            "Action tracker",
        ),
        ("Meeting: Lamps Panel\n\nDate: 3 June 2031\n\nAgenda\n\n1. Lamps\n", "Lamps Panel"),
        ("NOTICE OF MEETING\n\nLamps Panel\n\n3 June 2031\n\nAgenda\n\n1. Lamps\n", "Lamps Panel"),
        # The cover of a report names its parts.
        (
            "Quayford Council\n\nReport of: Harbour Master\n\nTitle: Lamps on the quay\n\n1. Purpose\n",
            "Lamps on the quay",
        ),
        ("Report to: Lamps Panel\n\nSubject: Lamps on the quay\n\n1. Purpose\n", "Lamps on the quay"),
        # A letter has its subject under its greeting.
        (
            "Quayford Council\nNet Loft\n3 June 2031\n\nDear Councillor Reed\n\nLamps on the quay\n\nFew are lit.\n",
            "Lamps on the quay",
        ),
        # A title may be printed a word a line, or over two lines.
        (
            f"MINUTES\n\nOF\n\nPROCEEDINGS\n\nAT\n\nMEETING\n\nOF THE\n\nLAMPS PANEL\n\nHELD\n\nON 3 JUNE 2031{NOTED}",
            "Minutes of Proceedings at Meeting of the Lamps Panel",
        ),
        (
            "Notice of a public meeting of\nLamps Panel\n\nAgenda\n\n1. Lamps\n",
            "Notice of a public meeting of Lamps Panel",
        ),
        (
            f"A monthly meeting of the Lamps Panel was held in the Net Loft on\n\n3 June 2031{NOTED}",
            "A monthly meeting of the Lamps Panel",
        ),
    ],
)
def test_titles(text: str, expected: str) -> None:
    assert title(text) == expected
