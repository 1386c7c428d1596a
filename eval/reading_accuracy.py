"""How well papers are understood: whose they are, their meeting dates, their types, and who speaks.

    python eval/reading_accuracy.py metadata FOLDER TRUTH.jsonl [--json]
    python eval/reading_accuracy.py dates FOLDER TRUTH.jsonl [--json]
    python eval/reading_accuracy.py speakers PATH... [--json]

`metadata` reads every paper that TRUTH.jsonl names and compares its body, committee, date and type with the row's. A
row is {"paper", "body", "committee", "date", "type"}; null says that the paper states none, and "A|B|null" that any of
these will do. Of what rows state, the share that is right is printed; of all rows, the share that is wrong, where one
found that is not there is wrong too. Titles and items are listed, for a person to judge.

`dates` reads every paper that TRUTH.jsonl names and compares its date and type with the row's. A row is
{"paper", "meeting_date", "doc_type"}; a date of null says that none is known, and such papers count for types alone. A
date that is not found is null; a wrong one is worse than none, so both shares are printed.

`speakers` counts, in files in which each turn is a line "Label: words" (and the label is "Name" or "Name (Role)"), the
turns that are found where they start and bear the speaker's name, and those found where no such line starts. Minutes
given to it must have no turn at all: with `--minutes` every turn found is one too many.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from scrutiny_rag.papers.model import BlockKind, Paper
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES, read_paper

_LABEL = re.compile(
    r"^(?P<name>[^\s:(][^:(\n]{1,80}?)(?: \((?:[^()\n]|\([^()\n]*\)){1,120}\))?: ", re.MULTILINE
)
_COMPARED = ("body", "committee", "date", "type")
_NO_NAMES = frozenset(
    ("agenda item", "committee", "date", "meeting", "present", "subject", "time", "title", "venue")
)


def dates(folder: Path, truth: Path) -> dict[str, object]:
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
    outcomes = Counter[str]()
    wrong, types, named = [], 0, Counter[str]()
    for row in rows:
        meta = read_paper(folder / row["paper"], row["paper"]).metadata
        found = meta.date.isoformat() if meta.date else None
        named.update({"body": meta.body is not None, "committee": meta.committee is not None})
        types += meta.type.value == row["doc_type"]
        if row["meeting_date"] is None:
            continue
        outcome = "right" if found == row["meeting_date"] else "null" if found is None else "wrong"
        outcomes[outcome] += 1
        if outcome == "wrong":
            wrong.append({"paper": row["paper"], "found": found, "is": row["meeting_date"]})
    dated = sum(outcomes.values())
    return {
        "papers": len(rows),
        "dated": dated,
        "dates_right": outcomes["right"],
        "dates_right_share": outcomes["right"] / dated if dated else 0.0,
        "dates_wrong": outcomes["wrong"],
        "dates_wrong_share": outcomes["wrong"] / dated if dated else 0.0,
        "types_right": types,
        "types_right_share": types / len(rows) if rows else 0.0,
        "with_body": named["body"],
        "with_committee": named["committee"],
        "wrong": wrong,
    }


def metadata(folder: Path, truth: Path) -> dict[str, object]:
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
    outcomes = {name: Counter[str]() for name in _COMPARED}
    wrong, titles = [], []
    for row in rows:
        paper = read_paper(folder / row["paper"], row["paper"])
        meta = paper.metadata
        for name in _COMPARED:
            found = getattr(meta, name)
            outcome = compared(None if found is None else str(found), row[name])
            outcomes[name][outcome] += 1
            if not outcome.startswith("right"):
                wrong.append(
                    {"paper": row["paper"], name: None if found is None else str(found), "is": row[name]}
                )
        items = {block.item for block in paper.blocks if block.item}
        titles.append({"paper": row["paper"], "title": meta.title, "items": len(items)})
    result: dict[str, object] = {"papers": len(rows)}
    for name, counts in outcomes.items():
        stated = counts["right"] + counts["null"] + counts["wrong"]
        result[f"{name}_stated"] = stated
        result[f"{name}_right_share"] = counts["right"] / stated if stated else 0.0
        result[f"{name}_null"] = counts["null"]
        result[f"{name}_wrong_share"] = (counts["wrong"] + counts["invented"]) / len(rows) if rows else 0.0
    return result | {"wrong": wrong, "titles": titles}


def compared(found: str | None, truth: str | None) -> str:
    """right, null or wrong where the truth states something; right_null or invented where it states nothing."""
    allowed = {folded(each) for each in (truth or "null").split("|")}
    if found is None:
        return "right_null" if "null" in allowed else "null"
    if folded(found) in allowed:
        return "right"
    return "invented" if allowed == {"null"} else "wrong"


def folded(name: str) -> str:
    """A name in small letters, without "the", commas and what sets "&" apart from "and"."""
    words = re.sub(r"[^\w&#'’-]+", " ", name.casefold()).replace("&", "and").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words).replace("action-list", "actions")


def speakers(paths: Iterable[Path], *, minutes: bool) -> dict[str, object]:
    turns = right = invented = 0
    missed = []
    for path in papers_at(paths):
        paper = read_paper(path, path.name)
        labels = {} if minutes else labelled_lines(paper)
        found = {block.char_start: block for block in paper.blocks if block.kind is BlockKind.TURN}
        turns += len(labels)
        invented += len(found.keys() - labels.keys())
        for start, name in labels.items():
            block = found.get(start)
            if block is not None and same_name(block.speaker or "", name):
                right += 1
            else:
                missed.append({"paper": path.name, "is": name, "found": block.speaker if block else None})
    return {
        "turns": turns,
        "right": right,
        "right_share": right / turns if turns else 0.0,
        "invented": invented,
        "missed": missed[:50],
    }


def labelled_lines(paper: Paper) -> dict[int, str]:
    """Offset and name of the label of every line that has one and is no line of the paper's head ("Date: ...")."""
    return {
        match.start(): match["name"]
        for match in _LABEL.finditer(paper.text)
        if match["name"].lower() not in _NO_NAMES
    }


def same_name(found: str, name: str) -> bool:
    return found.replace("’", "'") == name.replace("’", "'").strip()


def papers_at(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in below if file.suffix.lower() in SUPPORTED_SUFFIXES)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    of_metadata = commands.add_parser("metadata", help="Bodies, committees, dates and types against truths.")
    of_metadata.add_argument("folder", type=Path)
    of_metadata.add_argument("truth", type=Path)
    of_dates = commands.add_parser("dates", help="Meeting dates and types against a file of truths.")
    of_dates.add_argument("folder", type=Path)
    of_dates.add_argument("truth", type=Path)
    of_speakers = commands.add_parser("speakers", help="Turns and their speakers in transcripts.")
    of_speakers.add_argument("paths", type=Path, nargs="+")
    of_speakers.add_argument("--minutes", action="store_true", help="These are minutes: no turn is right.")
    for command in (of_metadata, of_dates, of_speakers):
        command.add_argument("--json", action="store_true", help="Print one JSON object.")
    arguments = parser.parse_args()
    if arguments.command == "metadata":
        result = metadata(arguments.folder, arguments.truth)
    elif arguments.command == "dates":
        result = dates(arguments.folder, arguments.truth)
    else:
        result = speakers(arguments.paths, minutes=arguments.minutes)
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        if isinstance(value, list):
            for one in value:
                print(f"  {name}: {one}")
        else:
            print(f"{name:20} {value:.4f}" if isinstance(value, float) else f"{name:20} {value}")


if __name__ == "__main__":
    main()
