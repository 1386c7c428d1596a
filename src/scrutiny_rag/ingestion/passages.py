"""Blocks become passages: small stretches that keep to the paper's own structure and fit the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, TextNode
from pydantic import Field, PrivateAttr

from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import sentence_spans, trim

CountTokens = Callable[[list[str]], list[int]]

SECTION_SEPARATOR = " › "

_EMBEDDED_KEYS = ("section", "speaker")
"""Not the title: a paper's passages share it, so it tells none of them from another; the words find it."""
_HEADER_WORDS = 16
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 60


def paper_document(paper: Paper) -> Document:
    """The paper as a LlamaIndex Document; blocks and pages travel in its metadata, for `PassageParser`."""
    return Document(
        id_=paper.name,
        text=paper.text,
        metadata={
            "title": paper.metadata.title or "",
            "blocks": paper.blocks,
            "pages": paper.pages,
            "paper": paper.name,
        },
    )


def section_of(block: Block) -> str | None:
    """The heading path as one line, outermost first; None where the block stands under no heading."""
    return SECTION_SEPARATOR.join(block.heading) or None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one block that fits a passage by itself."""

    block: Block
    char_start: int
    char_end: int
    tokens: int
    parted: bool
    """True where furniture stands between this piece and the one before."""


class PassageParser(NodeParser):
    """A LlamaIndex NodeParser: a Document made by `paper_document` in, a TextNode a passage out.

    A node's `start_char_idx` and `end_char_idx` index the paper's text. Neighbouring blocks join while they
    stand under the same heading, item and speaker and `embedded_text` fits `max_tokens`; a longer block is
    cut between sentences, and a longer sentence between words. Furniture is left out. A heading joins the
    passage that follows it.
    """

    max_tokens: int = Field(gt=8, description="Most tokens in a passage, its heading line included.")
    _count: CountTokens = PrivateAttr()

    def __init__(self, count_tokens: CountTokens, max_tokens: int, **kwargs: Any) -> None:
        kwargs["max_tokens"] = max_tokens
        super().__init__(include_prev_next_rel=False, **kwargs)
        self._count = count_tokens

    @classmethod
    def class_name(cls) -> str:
        """LlamaIndex's name for this part."""
        return "PassageParser"

    def passages(self, paper: Paper) -> list[TextNode]:
        """A paper's passages, in order."""
        nodes = self.get_nodes_from_documents([paper_document(paper)])
        return [node for node in nodes if isinstance(node, TextNode)]

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [passage for node in nodes for passage in _Cut(node, self._count, self.max_tokens).nodes()]


class _Cut:
    """The cutting of one document."""

    def __init__(self, document: BaseNode, count: CountTokens, max_tokens: int) -> None:
        self._document = document
        self._text = document.get_content()
        self._title = str(document.metadata.get("title") or "")
        self._blocks: Sequence[Block] = document.metadata["blocks"]
        self._pages = document.metadata.get("pages") or ()
        self._count = count
        self._max = max_tokens
        self._headers: dict[tuple[str | None, str | None], tuple[dict[str, str], int]] = {}

    def nodes(self) -> Iterator[TextNode]:
        """The passages, in order."""
        for ordinal, group in enumerate(self._fitted(self._groups(self._pieces()))):
            yield self._node(group, ordinal)

    def _header(self, block: Block) -> tuple[dict[str, str], int]:
        """A block's title, section and speaker, and the tokens of what is embedded of them: a third at most."""
        key = (section_of(block), block.speaker)
        if key not in self._headers:
            words = _HEADER_WORDS
            while True:
                header = {
                    "title": _words(self._title, _HEADER_WORDS),
                    "section": _words(key[0] or "", words),
                    "speaker": _words(key[1] or "", words),
                }
                tokens = self._count([_embedded_header(header)])[0]
                if tokens <= self._max // 3 or not words:
                    break
                words //= 2
            self._headers[key] = header, tokens
        return self._headers[key]

    def _room(self, block: Block) -> int:
        return self._max - max(self._header(block)[1], min(self._max // 3, 2 * _HEADER_WORDS))

    # Blocks to pieces.

    def _pieces(self) -> Iterator[_Piece]:
        parted = False
        counts = self._count([self._text[b.char_start : b.char_end] for b in self._blocks])
        for block, tokens in zip(self._blocks, counts, strict=True):
            if block.kind is BlockKind.FURNITURE:
                parted = True
                continue
            if tokens <= self._room(block):
                yield _Piece(block, block.char_start, block.char_end, tokens, parted)
            else:
                for start, end, size in self._sentences(block):
                    yield _Piece(block, start, end, size, parted and start == block.char_start)
            parted = False

    def _sentences(self, block: Block) -> Iterator[tuple[int, int, int]]:
        """Sentences of a long block, joined while they fit; a sentence too long is cut between words."""
        room = self._room(block)
        spans = list(sentence_spans(self._text, block.char_start, block.char_end))
        fitting: list[tuple[int, int, int]] = []
        for (a, b), tokens in zip(spans, self._count([self._text[a:b] for a, b in spans]), strict=True):
            if tokens <= room:
                fitting.append((a, b, tokens))
            else:
                fitting.extend(self._by_words(a, b, room))
        total = sum(tokens for _, _, tokens in fitting)
        # Even pieces read better than full ones with a scrap at the end.
        target = total / max(1, -(-total // room))
        start, end, size = fitting[0]
        for a, b, tokens in fitting[1:]:
            if size + tokens > room or size + tokens / 2 > target:
                yield start, end, size
                start, size = a, 0
            end, size = b, size + tokens
        yield start, end, size

    def _by_words(self, start: int, end: int, room: int) -> Iterator[tuple[int, int, int]]:
        spans = [
            (at, min(match.end(), at + _LONGEST_WORD))
            for match in _WORD.finditer(self._text, start, end)
            for at in range(match.start(), match.end(), _LONGEST_WORD)
        ]
        counts = self._count([self._text[a:b] for a, b in spans])
        at, stop, size = start, start, 0
        for (a, b), tokens in zip(spans, counts, strict=True):
            if size and size + tokens > room:
                yield at, stop, size
                at, size = a, 0
            stop, size = b, size + tokens
        yield at, end, size

    # Pieces to groups.

    def _groups(self, pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
        group: list[_Piece] = []
        for piece in pieces:
            if group and not self._joins(group, piece):
                yield group
                group = []
            group.append(piece)
        if group:
            yield group

    def _joins(self, group: list[_Piece], piece: _Piece) -> bool:
        last = group[-1].block
        size = sum(p.tokens for p in group) + piece.tokens
        if piece.parted or size > self._room(piece.block):
            return False
        if last.kind is BlockKind.HEADING:
            within = last.heading == piece.block.heading[: len(last.heading)]
            return piece.block.kind is BlockKind.HEADING or within
        if piece.block.kind is BlockKind.HEADING:
            return False
        # A long block's own pieces were cut evenly already.
        return _place(_main(group)) == _place(piece.block) and last is not piece.block

    def _fitted(self, groups: Iterable[list[_Piece]]) -> list[list[_Piece]]:
        """The groups, those halved that are still too long: tokens of the parts need not add up."""
        fitting: list[list[_Piece]] = []
        todo = list(groups)
        while todo:
            counts = self._count([self._embedded(group) for group in todo])
            again: list[list[_Piece]] = []
            for group, tokens in zip(todo, counts, strict=True):
                halves = self._halves(group) if tokens > self._max else None
                if halves is None:
                    fitting.append(group)
                else:
                    again.extend(halves)
            todo = again
        return sorted(fitting, key=lambda group: group[0].char_start)

    def _embedded(self, group: list[_Piece]) -> str:
        header = _embedded_header(self._header(_main(group))[0])
        return f"{header}\n{self._text[group[0].char_start : group[-1].char_end]}"

    def _halves(self, group: list[_Piece]) -> tuple[list[_Piece], list[_Piece]] | None:
        if len(group) > 1:
            return group[: len(group) // 2], group[len(group) // 2 :]
        piece = group[0]
        start, end = trim(self._text, piece.char_start, piece.char_end)
        if end - start < 2:
            return None
        middle = (start + end) // 2
        gaps = [m.start() for m in _WORD.finditer(self._text, start, end)][1:]
        middle = min(gaps, key=lambda gap: abs(gap - middle), default=middle)
        first = trim(self._text, start, middle)
        left = replace(piece, char_start=first[0], char_end=first[1])
        return [left], [replace(piece, char_start=middle, char_end=end, parted=False)]

    # Groups to nodes.

    def _node(self, group: list[_Piece], ordinal: int) -> TextNode:
        start, end = trim(self._text, group[0].char_start, group[-1].char_end)
        main = _main(group)
        act = next((p.block.act for p in group if p.block.act), None)
        paper = self._document.metadata.get("paper")
        return TextNode(
            id_=f"{self._document.node_id}#{ordinal}",
            text=self._text[start:end],
            start_char_idx=start,
            end_char_idx=end,
            metadata={
                **self._header(main)[0],
                "paper": paper,
                "section_path": section_of(main),
                "speaker_name": main.speaker,
                "item": main.item,
                "page": self._page(start, group[0].block),
                "act": act.value if act else None,
                "exchange": main.exchange,
                "ordinal": ordinal,
            },
            excluded_embed_metadata_keys=[
                "title", "paper", "section_path", "speaker_name", "item", "page", "act", "exchange", "ordinal",
            ],
            metadata_template="{value}",
            metadata_separator=" | ",
            text_template="{metadata_str}\n{content}",
        )  # fmt: skip

    def _page(self, offset: int, block: Block) -> int | None:
        """The page on which a passage starts, which for a long turn need not be the turn's first."""
        for page in self._pages:
            if page.char_start <= offset < page.char_end:
                return int(page.number)
        return block.page


def embedded_text(node: BaseNode) -> str:
    """What the model reads of a passage: section and speaker where known, then the text."""
    header = _embedded_header(node.metadata)
    return f"{header}\n{node.get_content()}" if header else node.get_content()


def _main(group: Sequence[_Piece]) -> Block:
    """The block that says where a passage stands: its first one that is no heading."""
    return next((p.block for p in group if p.block.kind is not BlockKind.HEADING), group[-1].block)


def _place(block: Block) -> tuple[object, ...]:
    return (block.heading, block.item, block.turn, block.speaker)


def _embedded_header(metadata: Mapping[str, Any]) -> str:
    return " | ".join(str(metadata[key]) for key in _EMBEDDED_KEYS if metadata.get(key))


def _words(text: str, most: int) -> str:
    return " ".join(text.split()[:most])
