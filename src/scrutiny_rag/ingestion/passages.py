"""Blocks become passages: small stretches that keep to the paper's own structure and fit the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, TextNode
from pydantic import Field, PrivateAttr

from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import sentence_spans, trim

CountTokens = Callable[[list[str]], list[int]]

SECTION_SEPARATOR = " › "
_EMBEDDED_KEYS = ("title", "section", "speaker")
_HEADER_WORDS = 16
_WORD = re.compile(r"\S+")


def paper_document(paper: Paper) -> Document:
    """The paper as a LlamaIndex Document; its blocks travel in the metadata, where `PassageParser` finds them."""
    return Document(
        id_=paper.name,
        text=paper.text,
        metadata={"title": paper.metadata.title or "", "blocks": paper.blocks, "paper": paper.name},
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


class PassageParser(NodeParser):
    """A LlamaIndex NodeParser: a Document made by `paper_document` in, a TextNode a passage out.

    A node's `start_char_idx` and `end_char_idx` index the paper's text. Neighbouring blocks join while they
    stand under the same heading, item and speaker and fit `max_tokens`; a longer block is cut between
    sentences, and a longer sentence between words. Furniture is left out. A heading joins the passage that
    follows it.
    """

    max_tokens: int = Field(gt=8, description="Most tokens in a passage, its heading line included.")
    _count: CountTokens = PrivateAttr()

    def __init__(self, count_tokens: CountTokens, max_tokens: int, **kwargs: Any) -> None:
        super().__init__(max_tokens=max_tokens, include_prev_next_rel=False, **kwargs)
        self._count = count_tokens

    @classmethod
    def class_name(cls) -> str:
        """LlamaIndex's name for this part."""
        return "PassageParser"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [passage for node in nodes for passage in self._passages(node)]

    def _passages(self, document: BaseNode) -> Iterator[TextNode]:
        text = document.get_content()
        title = str(document.metadata.get("title") or "")
        blocks: Sequence[Block] = document.metadata["blocks"]
        pieces = self._pieces(text, [b for b in blocks if b.kind is not BlockKind.FURNITURE])
        for ordinal, group in enumerate(self._groups(pieces)):
            yield self._node(document, text, title, group, ordinal)

    def _pieces(self, text: str, blocks: Sequence[Block]) -> list[_Piece]:
        counts = self._count([text[b.char_start : b.char_end] for b in blocks])
        pieces: list[_Piece] = []
        for block, tokens in zip(blocks, counts, strict=True):
            if tokens <= self._room(block):
                pieces.append(_Piece(block, block.char_start, block.char_end, tokens))
            else:
                pieces.extend(self._cut(text, block))
        return pieces

    def _room(self, block: Block) -> int:
        # Title, section and speaker stand before the text that is embedded, and take their share.
        header = min(self.max_tokens // 3, 2 * _HEADER_WORDS)
        return self.max_tokens - header

    def _cut(self, text: str, block: Block) -> Iterator[_Piece]:
        """Sentences of a long block, joined while they fit; a sentence too long is cut between words."""
        room = self._room(block)
        spans = list(sentence_spans(text, block.char_start, block.char_end))
        counts = self._count([text[a:b] for a, b in spans])
        fitting: list[tuple[int, int, int]] = []
        for (a, b), tokens in zip(spans, counts, strict=True):
            if tokens <= room:
                fitting.append((a, b, tokens))
            else:
                fitting.extend(self._cut_words(text, a, b, room))
        total = sum(tokens for _, _, tokens in fitting)
        # Even pieces read better than full ones with a scrap at the end.
        target = total / max(1, -(-total // room))
        start, end, size = fitting[0]
        for a, b, tokens in fitting[1:]:
            if size + tokens > room or size + tokens / 2 > target:
                yield _Piece(block, start, end, size)
                start, size = a, 0
            end, size = b, size + tokens
        yield _Piece(block, start, end, size)

    def _cut_words(self, text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int, int]]:
        at, stop, size = start, start, 0
        for match in _WORD.finditer(text, start, end):
            for a, b in _bounded(match.start(), match.end()):
                tokens = self._count([text[a:b]])[0]
                if size and size + tokens > room:
                    yield at, stop, size
                    at, size = a, 0
                stop, size = b, size + tokens
        yield at, end, size

    def _groups(self, pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
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
        if size > self._room(piece.block):
            return False
        if last.kind is BlockKind.HEADING:
            return piece.block.kind is BlockKind.HEADING or last.heading == piece.block.heading[: len(last.heading)]
        if piece.block.kind is BlockKind.HEADING:
            return False
        first = next(p.block for p in group if p.block.kind is not BlockKind.HEADING)
        same = _place(first) == _place(piece.block)
        # A long block's own pieces were cut evenly already.
        return same and not (last is piece.block)

    def _node(
        self, document: BaseNode, text: str, title: str, group: list[_Piece], ordinal: int
    ) -> TextNode:
        start, end = trim(text, group[0].char_start, group[-1].char_end)
        main = next((p.block for p in group if p.block.kind is not BlockKind.HEADING), group[-1].block)
        act = next((p.block.act for p in group if p.block.act), None)
        section = section_of(main)
        return TextNode(
            id_=f"{document.node_id}#{ordinal}",
            text=text[start:end],
            start_char_idx=start,
            end_char_idx=end,
            metadata={
                "paper": document.metadata.get("paper"),
                "title": _words(title, _HEADER_WORDS),
                "section": _words(section or "", _HEADER_WORDS),
                "speaker": main.speaker or "",
                "section_path": section,
                "item": main.item,
                "page": main.page,
                "act": act.value if act else None,
                "exchange": main.exchange,
                "ordinal": ordinal,
            },
            excluded_embed_metadata_keys=["paper", "section_path", "item", "page", "act", "exchange", "ordinal"],
            metadata_template="{value}",
            metadata_separator=" | ",
            text_template="{metadata_str}\n{content}",
        )


def embedded_text(node: BaseNode) -> str:
    """What the model reads of a passage: title, section and speaker where known, then the text."""
    header = " | ".join(str(node.metadata[key]) for key in _EMBEDDED_KEYS if node.metadata.get(key))
    return f"{header}\n{node.get_content()}" if header else node.get_content()


def _place(block: Block) -> tuple[object, ...]:
    return (block.heading, block.item, block.turn, block.speaker)


def _words(text: str, most: int) -> str:
    return " ".join(text.split()[:most])


def _bounded(start: int, end: int, longest: int = 60) -> Iterator[tuple[int, int]]:
    """A "word" without spaces, cut where it is longer than any word can be."""
    for at in range(start, end, longest):
        yield at, min(end, at + longest)
