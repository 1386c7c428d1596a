"""How many words of PDF papers are read as one where pdfium's own text has several.

    python eval/joined_words.py FOLDER

A line a paper: words read, words joined and their share. A word is joined where the plain text of pdfium has it
nowhere, but has two to five words in a row that make it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pypdfium2

from scrutiny_rag.papers.reading import read_paper

_WORD = re.compile(r"[^\W_]+")
_CUT = re.compile("(?:\x02|\ufffe)(?:\r\n)?")


def words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def plain_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(_CUT.sub("", page.get_textpage().get_text_range()) for page in document)


def joined(read: list[str], plain: list[str]) -> list[str]:
    known = set(plain)
    runs = {"".join(plain[i : i + n]) for n in range(2, 6) for i in range(len(plain) - n + 1)}
    return [word for word in read if word not in known and word in runs]


def main() -> None:
    for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
        read = words(read_paper(path, path.name).text)
        found = joined(read, words(plain_text(path)))
        share = len(found) / max(1, len(read))
        print(f"{path.name[:60]:60} {len(read):7} {len(found):5} {share:8.2%} {' '.join(found[:5])}")


if __name__ == "__main__":
    main()
