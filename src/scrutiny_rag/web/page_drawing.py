"""Draws a page of a PDF with quoted words marked: the process that `page_picture` starts, light to import.

python -m scrutiny_rag.web.page_drawing FILE PAGE, with the quote on standard input; the picture is written to
standard output as WebP.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 1000
"""Pixels across."""
SECONDS = 20
"""Of computing time that a picture may take."""
_MOST_HEIGHT = 3000
_MEMORY = 1 << 30
_FEWEST_LETTERS = 3
"""Of a piece of a quote that is looked for by itself."""
_FEWEST_AT_EDGE = 12
"""Letters that a page must hold of a sentence that runs over its edge."""
_YELLOW = (255, 226, 138)

Box = tuple[float, float, float, float]
"""Left, bottom, right and top on the page, in points."""


def draw(data: bytes, number: int, quote: str) -> bytes:
    """The picture of page `number` (from 1) of the PDF in `data`, `quote` marked.

    Raises IndexError where it has no such page, and what pdfium and Pillow raise over broken files.
    """
    import pypdfium2
    from PIL import Image, ImageChops

    document = pypdfium2.PdfDocument(data)
    if not 1 <= number <= len(document):
        raise IndexError(number)
    document.init_forms()
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / width, _MOST_HEIGHT / height)
    bitmap = page.render(scale=scale)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    convert = bitmap.get_posconv(page)
    for left, bottom, right, top in lines_of(boxes_of(page.get_textpage(), quote)):
        x0, y0 = convert.to_bitmap(left, top)
        x1, y1 = convert.to_bitmap(right, bottom)
        around = (min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2)
        under = picture.crop(around)
        picture.paste(ImageChops.multiply(under, Image.new("RGB", under.size, _YELLOW)), around[:2])
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=82, method=4)
    return file.getvalue()


def boxes_of(text: Any, quote: str) -> list[Box]:
    """The boxes of the page's characters that are `quote`: letters and digits are compared, whatever stands between.

    `text` is a pdfium text page. Where a sentence runs on from the page before or to the next one, the part on this
    page is found; where cells of a table row stand apart, each one.
    """
    from pypdfium2 import raw

    where: list[int] = []
    letters: list[str] = []
    for index in range(text.count_chars()):
        for char in _letters(chr(raw.FPDFText_GetUnicode(text, index))):
            where.append(index)
            letters.append(char)
    chosen = [where[i] for start, end in stretches("".join(letters), quote) for i in range(start, end)]
    return [text.get_charbox(index) for index in dict.fromkeys(chosen)]


def stretches(page: str, quote: str) -> list[tuple[int, int]]:
    """Where `quote` stands in `page`, which holds letters and digits alone."""
    whole = _letters(quote)
    if not whole:
        return []
    if (at := page.find(whole)) >= 0:
        return [(at, at + len(whole))]
    for size in range(len(whole) - 1, _FEWEST_AT_EDGE - 1, -1):
        if page.endswith(whole[:size]):
            return [(len(page) - size, len(page))]
        if page.startswith(whole[-size:]):
            return [(0, size)]
    found = []
    after = 0
    for piece in re.split(r"[|\n]", quote):
        wanted = _letters(piece)
        at = page.find(wanted, after) if len(wanted) >= _FEWEST_LETTERS else -1
        if at >= 0:
            after = at + len(wanted)
            found.append((at, after))
    return found


def lines_of(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of characters joined to a box a line."""
    lines: list[Box] = []
    for left, bottom, right, top in boxes:
        if lines:
            a, b, c, d = lines[-1]
            middle = (bottom + top) / 2
            near = left - c < 2 * max(top - bottom, d - b, 1.0) and left >= a
            if near and (b <= middle <= d or bottom <= (b + d) / 2 <= top):
                lines[-1] = (a, min(b, bottom), max(c, right), max(d, top))
                continue
        lines.append((left, bottom, right, top))
    return lines


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def main() -> int:
    """Draws what the arguments name; exit status 1 where that cannot be done."""
    _bound()
    # What a library prints must not get into the picture.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        picture = draw(Path(sys.argv[1]).read_bytes(), int(sys.argv[2]), sys.stdin.buffer.read().decode())
    except Exception as error:  # noqa: BLE001
        # The libraries fail on bad files in ways they do not list; the parent has one sentence for all.
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    out.write(picture)
    out.close()
    return 0


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on every system: there the parent's clock is the only bound
        return
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
