"""How many promises that a reader marked the register finds, and how many of a sheet's entries are what they say.

    python eval/promises/score.py --papers limerick=DIR --papers councils=DIR [--papers papers=DIR]

`marked.jsonl` has places that a reader marked in papers that are not in this repository, `judged.jsonl` entries drawn
at a fixed seed with the reader's verdict: both as offsets and a hash of the letters at them, without a sentence. A
place whose hash does not fit (another edition of the paper, another reading of it) is counted apart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import read_paper
from scrutiny_rag.record import ActKind, record_of

FOLDER = Path(__file__).parent
PROMISES = (ActKind.UNDERTAKEN, ActKind.RECOMMENDED, ActKind.DECIDED)
SLACK = 2
"""Characters by which a mark may stand out of a sentence: a quotation mark, a full stop."""


def letters_hash(text: str) -> str:
    """What the sheets keep of a stretch of text."""
    return sha256("".join(c for c in text if c.isalnum()).lower().encode()).hexdigest()[:16]


def rows_of(name: str) -> list[dict[str, object]]:
    """The rows of a sheet."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print recall by collection, and precision and due dates of the judged entries."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", action="append", default=[], help="COLLECTION=DIR", required=True)
    folders = dict(pair.split("=", 1) for pair in parser.parse_args().papers)
    read: dict[tuple[str, str], Paper] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of("marked.jsonl"):
        key = str(row["collection"]), str(row["paper"])
        if key[0] not in folders:
            continue
        if key not in read:
            read[key] = read_paper(Path(folders[key[0]]) / key[1], key[1])
        held = found(
            read[key], int(str(row["char_start"])), int(str(row["char_end"])), str(row["letters_sha256"])
        )
        counts[f"{key[0]}, drawing {row['drawn']}"][held] += 1
    for name, count in sorted(counts.items()):
        known = count["found"] + count["missed"]
        print(
            f"recall {name}: {count['found']} of {known} = {count['found'] / max(1, known):.3f}; "
            f"{count['elsewhere']} elsewhere"
        )
    judged = rows_of("judged.jsonl")
    for draw in sorted({int(str(row["draw"])) for row in judged}):
        rows = [row for row in judged if row["draw"] == draw]
        for name in ("right", "owner_right", "due_right"):
            given = [row for row in rows if name in row and row.get("right", True)]
            if name == "right":
                given = [row for row in rows if name in row]
            if given:
                good, of = sum(bool(row[name]) for row in given), len(given)
                print(f"seed {draw}, {name.replace('_', ' ')}: {good} of {of} = {good / of:.3f}")
    chains = rows_of("chains.jsonl")
    good = sum(bool(row["right"]) for row in chains)
    done = [row for row in chains if row["status"] in ("kept", "late")]
    print(f"status of chains right: {good} of {len(chains)} = {good / len(chains):.3f}")
    print(f"told as done and right: {sum(bool(row['right']) for row in done)} of {len(done)}")


def found(paper: Paper, start: int, end: int, letters: str) -> str:
    """Whether a mark is "found" or "missed"; "elsewhere" where the text at it is not what was marked."""
    if letters_hash(paper.text[start:end]) != letters:
        return "elsewhere"
    held = any(
        act.kind in PROMISES and act.char_start <= start + SLACK and act.char_end >= end - SLACK
        for act in record_of(paper).acts
    )
    return "found" if held else "missed"


if __name__ == "__main__":
    main()
