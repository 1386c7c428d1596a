"""Where the turns of a transcript begin: the labels of all its forms, and those that leave the speaker open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.label_forms import asked_labels, unmarked_openings, voice_labels
from scrutiny_rag.papers.structure.labels import (
    Label,
    find_colon,
    printed_label,
    read_label,
    speakers_labels,
    speech_after,
    without_time,
)
from scrutiny_rag.papers.structure.lines import Line
from scrutiny_rag.papers.structure.speaker_names import (
    JOINING,
    is_capitalised,
    is_name,
    is_person,
    is_post,
    names_office,
    split_dash,
    split_role,
)

_LONGEST_DOUBTFUL = 60
# What is done or read out between the turns, whoever spoke before.
_CLERKS = re.compile(
    r"(?:actions?|action points?|notes?|resolved|agreed|decisions?|recommendations?|recommended|noted|votes?|"
    r"questions?|answers?|reply|replies|responses?|statements?|address|motions?|amendments?|proposed|seconded)"
    r"(?: \d{1,3})?",
    re.IGNORECASE,
)
# A speech goes on so, and an item of the agenda is a title.
_NO_TURN = re.compile(
    r"(?:first|second|third|fourth|last|final|also|however|again|next|then|so|and|but|yes|no|example|"
    r"for example|in short|in summary|in conclusion)(?:ly)?|(?:agenda )?item \w+",
    re.IGNORECASE,
)
_SAID = re.compile(r"[“\"'‘(\[]?[A-ZÀ-Ý].*\s|[“\"'‘]?[A-ZÀ-Ý\d][^\n]*[.?!…]", re.DOTALL)
_ENDED = re.compile(r"[.?!…–—-][”’\"')\]]*$")


def find_labels(draft: Draft, lines: Sequence[Line], *, said: bool = False) -> list[Label]:
    """The labels of a draft's turns, in order; those of forms without a colon only where it is `said` to be a
    transcript.

    `lines` have their furniture and times marked. A line inside a table or a page mark has no label with a
    colon.
    """
    return _certain(draft.text, lines, said=said)[0]


def find_turn_labels(draft: Draft, lines: Sequence[Line]) -> list[Label]:
    """The labels of a transcript's turns, in order.

    Where a paragraph may be another's than the speaker's above, and nothing says for certain whose, the label
    has no name.
    """
    labels, doubtful = _certain(draft.text, lines, said=True)
    if not labels:
        return []
    doubtful += _colon_openings(draft.text, lines, labels)
    return _in_order([*labels, *_judged(draft.text, doubtful, labels)])


def _certain(text: str, lines: Sequence[Line], *, said: bool) -> tuple[list[Label], list[Label]]:
    """The labels that are a speaker's, and the doubtful ones of a form without a colon."""
    if voices := voice_labels(text, lines):
        return voices, []
    asked = [label for label in asked_labels(text, lines) if said or label.name is not None]
    labels = _in_order([*asked, *_colon_labels(text, lines, clock=said)])
    if said:
        openings = unmarked_openings(text, lines)
        if len(openings.labels) > len(labels):
            # In such a paper a colon is the speech's own, but for a title's before it.
            sure = [label for label in labels if label.sure]
            return _in_order([*openings.labels, *sure]), openings.doubtful
    return _without_cast(text, lines, labels), []


def _in_order(labels: Iterable[Label]) -> list[Label]:
    """`labels` by where they stand; of several at one place the first."""
    first: dict[int, Label] = {}
    for label in labels:
        first.setdefault(label.char_start, label)
    return [first[start] for start in sorted(first)]


def _colon_labels(text: str, lines: Sequence[Line], *, clock: bool) -> list[Label]:
    found = []
    for i, line in enumerate(lines):
        if line.kind in ("furniture", "row"):
            continue
        # A label may be broken over a line, but not run into the next paragraph.
        end = (
            lines[i + 1].end
            if line.mark is None and i + 1 < len(lines) and lines[i + 1].gap == 0
            else line.end
        )
        label = read_label(text, line.start, end, clock=clock)
        if label is not None:
            found.append(label)
    return speakers_labels(text, found)


def _without_cast(text: str, lines: Sequence[Line], labels: list[Label]) -> list[Label]:
    """`labels` without those of a list of who is there: "Witness: Dr Ann Hall, Director" over the first turn.

    Below it such a line is nobody's, where the post says nothing else.
    """
    ends = {line.start: line.end for line in lines}
    words = [text[label.speech_start : ends.get(label.char_start, label.speech_start)] for label in labels]
    names = [label.name for label in labels if label.name and is_post(label.name) and not label.role]
    cast = [
        label.name in names and not label.role and _is_cast(said)
        for label, said in zip(labels, words, strict=True)
    ]
    speaking = {label.name for label, is_cast in zip(labels, cast, strict=True) if not is_cast}
    kept: list[Label] = []
    for label, is_cast, said in zip(labels, cast, words, strict=True):
        if is_cast and (label.name not in speaking or not (kept or said.rstrip().endswith("."))):
            if kept:
                kept.append(replace(label, name=None))
        else:
            kept.append(label)
    return kept


def _is_cast(words: str) -> bool:
    return bool(words) and all(is_person(each) for each in re.split(r";| and ", words.rstrip(". ")) if each)


def _colon_openings(text: str, lines: Sequence[Line], labels: Sequence[Label]) -> list[Label]:
    """The paragraphs that open with a few capitalised words and a colon before what reads as said.

    A line under the end of a sentence may be one too, where the `labels` stand so, without empty lines.
    """
    starts = {label.char_start for label in labels}
    dense = sum(1 if line.gap else -1 for line in lines if line.start in starts) < 0
    found = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        if line.kind not in (None, "paragraph", "heading") or ":" not in line.plain or line.start in starts:
            continue
        apart = above is None or line.gap or line.kind is not None or above.kind == "furniture"
        if not (apart or (dense and above is not None and _ENDED.search(above.plain))):
            continue
        end = lines[i + 1].end if line.plain.endswith(":") and i + 1 < len(lines) else line.end
        label = _possible_label(text, line.start, end)
        if label is not None:
            found.append(label)
    return found


def _possible_label(text: str, start: int, end: int) -> Label | None:
    window = text[start : min(end, start + 2 * _LONGEST_DOUBTFUL)]
    colon = find_colon(window)
    printed = without_time(printed_label(window[: max(0, colon)]))
    name, role = split_role(printed)
    if not name:
        name, role = split_dash(printed) or (printed, None)
    if not is_capitalised(name) or not name[0].isupper() or len(name) > _LONGEST_DOUBTFUL:
        return None
    speech_start = speech_after(text, start + colon + 1, end)
    words = text[speech_start:end]
    entry = _is_cast(words) and not words.rstrip().endswith(".")
    if not _SAID.match(words) or entry or _NO_TURN.fullmatch(name):
        return None
    return Label(start, speech_start, name, role, False)


def _judged(text: str, doubtful: list[Label], labels: list[Label]) -> list[Label]:
    """Those of `doubtful` that begin a turn: with its name where that is an office, or comes again after another
    has spoken; without one where its words are not only common ones."""
    common = JOINING.union(re.findall(r"\b[a-z]{2,}\b", text))
    known = {label.name for label in labels}
    judged = []
    for label in doubtful:
        name = label.name or ""
        strange = any(word not in common for word in re.findall(r"[a-z’']{2,}", name.lower()))
        clerks = bool(_CLERKS.fullmatch(name))
        after_first = label.char_start > labels[0].char_start
        bare = strange and not clerks and "," not in name and is_name(name, least=1)
        named = bare and _comes_again(label, doubtful, labels)
        if named or label.name in known or (after_first and names_office(name)):
            judged.append(label)
        elif after_first and (strange or clerks or label.name is None):
            judged.append(replace(label, name=None, role=None))
    return judged


def _comes_again(label: Label, doubtful: list[Label], labels: list[Label]) -> bool:
    """Whether another speaks between two turns of this name, as none does between the parts of one speech."""
    places = [each.char_start for each in doubtful if each.name == label.name]
    return any(places[0] < other.char_start < places[-1] for other in labels)
