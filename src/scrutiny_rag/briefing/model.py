"""A briefing: sections of lines, each line with the numbers of the citations it rests on."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.answering.answer import Citation

Key = Literal["last", "earlier", "decided", "promised", "figures", "questions", "differences", "nearest"]


class Line(BaseModel):
    """One line of a section; [1] in its text is the citation of that number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    citations: tuple[int, ...]
    paper: str | None = None
    """The paper that it is of; None where it sets several side by side."""
    label: str | None = None
    """That paper as people name it: title, body, date."""
    date: str | None = None
    """ISO date of that paper."""


class Section(BaseModel):
    """A heading and its lines, newest paper first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    title: str
    lines: tuple[Line, ...] = ()
    none: str = ""
    """What is said where there are no lines."""


class Briefing(BaseModel):
    """A pack on a subject; every quote in it is `paper.text[char_start:char_end]` of its citation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    """What was asked for, as it was asked for; empty for whole papers."""
    title: str
    status: Literal["found", "not_found"]
    scope: str
    """What was searched, one sentence."""
    filters: dict[str, str] = {}
    understood: dict[str, str] = {}
    """What was read from the subject, for people, such as {"date": "1 December 2016"}."""
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `briefing --json`."""
        return self.model_dump(mode="json")
