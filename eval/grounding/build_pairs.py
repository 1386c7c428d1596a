"""Builds eval/grounding/pairs.jsonl: claims and passages of corpus/, each pair labelled supported or not.

    python eval/grounding/build_pairs.py

Claims come from written.yaml (by hand) and from sentences of the papers changed by rule (changes.py). A pair
is {"id", "claim", "passage", "context", "supported", "change", "half"}; the halves "tune" and "report" divide
the passages, not the pairs, so that a passage whose claims were looked at is in no reported figure.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from changes import FALSE, MONTHS, TRUE, Source

from scrutiny_rag.english.wording import sentences
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.reading import read_paper

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
MOST_OF_A_CHANGE = 60
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+(?: [A-Z][a-z]+)*)\b(?!')")
_MARK = re.compile(r"^(?:[·•*-]\s+|\*\*\w+\*\*\s+|\(?[a-z]\)\s+|\d+(?:\.\d+)+\s+)+")
_KEPT = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.TURN, BlockKind.ROW)


def papers() -> Iterator[Paper]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        yield read_paper(CORPUS / row["paper"], row["paper"], {k: v for k, v in row.items() if k != "paper"})


def flat(text: str) -> str:
    return " ".join(text.split())


def passage_at(paper: Paper, blocks: list[Block], n: int) -> str:
    """A block and its neighbours, as a search would give them."""
    near = blocks[max(0, n - 1) : n + 2]
    return "\n".join(flat(paper.text[b.char_start : b.char_end]) for b in near)


def context_of(paper: Paper, block: Block) -> str:
    meta = paper.metadata
    speaker = f"{block.speaker} ({block.role})" if block.speaker and block.role else block.speaker
    parts = [meta.title, meta.body, meta.committee, meta.date.isoformat() if meta.date else None, speaker]
    return ", ".join(part for part in parts if part)


def names_in(paper: Paper, passage: str, speaker: str) -> tuple[str, ...]:
    found = Counter(m[1] for m in _NAME.finditer(paper.text))
    kept = [n for n, _ in found.most_common(60) if len(n) > 3 and n not in speaker and n != "Agenda Item"]
    months = {*MONTHS, "May"}
    kept = [n for n in kept if not set(n.split()) & months]
    return tuple(sorted(kept, key=lambda n: (n not in passage, n)))


def half_of(passage: str) -> str:
    return "tune" if hashlib.sha256(passage.encode()).digest()[0] % 2 else "report"


def pair(claim: str, passage: str, context: str, supported: bool, change: str) -> dict[str, object]:
    identity = hashlib.sha256(f"{claim}|{passage}".encode()).hexdigest()[:10]
    return {
        "id": identity,
        "claim": claim,
        "passage": passage,
        "context": context,
        "supported": supported,
        "change": change,
        "half": half_of(passage),
    }


def written(
    paper: Paper, blocks: list[Block], entries: list[dict[str, object]]
) -> Iterator[dict[str, object]]:
    texts = [flat(paper.text[b.char_start : b.char_end]) for b in blocks]
    for entry in entries:
        places = [n for n, text in enumerate(texts) if str(entry["in"]) in text]
        if not places:
            raise SystemExit(f"{paper.name} has no passage with {entry['in']!r}.")
        passage, context = passage_at(paper, blocks, places[0]), context_of(paper, blocks[places[0]])
        for claim in entry.get("says", []):  # type: ignore[attr-defined]
            yield pair(claim, passage, context, True, "written")
        for wrong in entry.get("not", []):  # type: ignore[attr-defined]
            ((change, claim),) = wrong.items()
            yield pair(claim, passage, context, False, change)


def by_rule(paper: Paper, blocks: list[Block], chance: random.Random) -> Iterator[dict[str, object]]:
    for n, block in enumerate(blocks):
        passage, context = passage_at(paper, blocks, n), context_of(paper, block)
        start = block.speech_start or block.char_start
        text = flat(paper.text[start : block.char_end])
        for a, b in sentences(text):
            sentence = _MARK.sub("", text[a:b].strip())
            if not 6 <= len(sentence.split()) <= 40 or not sentence.endswith("."):
                continue
            source = Source(
                sentence, passage, block.speaker, names_in(paper, passage, f"{block.speaker} {block.role}")
            )
            for changes, supported in ((FALSE, False), (TRUE, True)):
                for change, make in changes.items():
                    for claim in make(source, chance):
                        if claim != sentence:
                            yield pair(claim, passage, context, supported, change)


def main() -> None:
    chance = random.Random(2024)
    by_hand = yaml.safe_load((HERE / "written.yaml").read_text("utf-8"))
    pairs: list[dict[str, object]] = []
    made: dict[str, list[dict[str, object]]] = {}
    for paper in papers():
        blocks = [b for b in paper.blocks if b.kind in _KEPT]
        pairs += written(paper, blocks, by_hand.get(paper.name, []))
        for each in by_rule(paper, blocks, chance):
            made.setdefault(str(each["change"]), []).append(each)
    for kind in made.values():
        pairs += chance.sample(kind, min(len(kind), MOST_OF_A_CHANGE))
    unique = {str(p["id"]): p for p in pairs}
    with (HERE / "pairs.jsonl").open("w", encoding="utf-8") as file:
        for each in unique.values():
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    counts = Counter((("supported" if p["supported"] else "not"), p["change"]) for p in unique.values())
    print(
        len(unique),
        "pairs;",
        ", ".join(f"{label} {change} {n}" for (label, change), n in sorted(counts.items())),
    )


if __name__ == "__main__":
    main()
