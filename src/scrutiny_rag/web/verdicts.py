"""What a visitor thinks of an answer: one word of those below it, then, if they like, a comment."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import gradio as gr

from scrutiny_rag.web import feedback
from scrutiny_rag.web.events import QUIET, integer
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.markup import problem, said
from scrutiny_rag.web.messages import messages

log = logging.getLogger(__name__)

_NOTED = "Thank you: your verdict is noted beside the index."
_UNWRITTEN = "It could not be saved; the log of the server says why."


class VerdictBox:
    """Components and handlers; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, feedback_file: Path) -> None:
        self.feedback_file = feedback_file

    def build(self) -> None:
        """Lays out the comment's box, which shows once there is a verdict."""
        self.turn = gr.State(-1)
        with gr.Row(visible=False, equal_height=True, elem_id="comment-row") as self.row:
            self.words = gr.Textbox(
                label="What should it have said? (optional)",
                max_lines=3,
                max_length=feedback.MOST_COMMENT,
                elem_id="comment",
                scale=1,
            )
            self.send = gr.Button("Send", size="sm", variant="secondary", scale=0, min_width=88)

    def connect(self, sources: gr.HTML, chat: gr.Chatbot, exchanges: gr.State, told: gr.HTML) -> Any:
        """Connects the events; gives that of a verdict, after which the conversation is to be kept."""
        judged = sources.judge(
            self.judge, inputs=[exchanges], outputs=[chat, exchanges, told, self.row, self.turn], **QUIET
        )
        gr.on(
            [self.send.click, self.words.submit],
            self.comment,
            inputs=[self.words, self.turn, exchanges],
            outputs=[told, self.words, self.row],
            **QUIET,
        )
        return judged

    def judge(self, exchanges: list[Exchange], event: gr.EventData) -> Any:
        """Writes a visitor's verdict on an answer to the feedback file: one an answer, of those that are offered."""
        turn = integer(event, "turn")
        if not 0 <= turn < len(exchanges):
            return (gr.skip(),) * 5
        try:
            feedback.record(self.feedback_file, exchanges[turn], getattr(event, "verdict", None))
        except feedback.FeedbackError as error:
            return gr.skip(), gr.skip(), problem(str(error)), gr.skip(), gr.skip()
        except OSError:
            log.exception("Feedback could not be written to %s", self.feedback_file)
            return gr.skip(), gr.skip(), problem(_UNWRITTEN), gr.skip(), gr.skip()
        return messages(exchanges), exchanges, said(_NOTED), gr.update(visible=True), turn

    def comment(self, words: str, turn: int, exchanges: list[Exchange]) -> Any:
        """Writes the comment beside the verdict, and puts the box away."""
        if not isinstance(turn, int) or not 0 <= turn < len(exchanges):
            return problem("Say first how you find the answer."), gr.skip(), gr.skip()
        try:
            feedback.comment(self.feedback_file, exchanges[turn], words or "")
        except feedback.FeedbackError as error:
            return problem(str(error)), gr.skip(), gr.skip()
        except OSError:
            log.exception("Feedback could not be written to %s", self.feedback_file)
            return problem(_UNWRITTEN), gr.skip(), gr.skip()
        return said("Thank you: your comment is noted too."), "", gr.update(visible=False)
