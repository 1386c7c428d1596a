"""Sentences without the libraries that NLTK brings."""

from __future__ import annotations

import subprocess
import sys

_ALONE = """
import sys
from scrutiny_rag.papers.sentences import sentence_spans
text = "Cllr. Heron asked twice, i.e. in May. It was 3.5 per cent. Nobody replied."
found = [text[start:end] for start, end in sentence_spans(text)]
assert [len(sentence.split()) for sentence in found] == [7, 5, 2], found
heavy = {"nltk", "scipy", "sklearn", "pandas", "llama_index.core"} & sys.modules.keys()
assert not heavy, heavy
import nltk
from nltk.tokenize.punkt import PunktTokenizer
assert nltk.word_tokenize and nltk.tokenize.punkt.PunktTokenizer is PunktTokenizer
from scrutiny_rag.papers.punkt import open_punkt
assert list(open_punkt().span_tokenize(text)) and sys.modules["nltk"] is nltk
"""


def test_sentences_need_punkt_alone_and_leave_nltk_as_it_is() -> None:
    subprocess.run([sys.executable, "-c", _ALONE], check=True)
