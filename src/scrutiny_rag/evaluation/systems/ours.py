"""The product itself, in each of its modes."""

from __future__ import annotations

from scrutiny_rag.answering.answer import Turn
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.provenance import folder_bytes
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.systems.base import System, SystemUnavailable
from scrutiny_rag.evaluation.systems.stock import embedding_configuration
from scrutiny_rag.evaluation.systems.usage import counted_tokens
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index


class Evidence(System):
    """Answers in the papers' own words; no language model."""

    name = "evidence"
    description = "scrutiny-rag, answers in the papers' own words; no language model."
    answers = True
    _assistant: Assistant | None = None
    _ingests = False
    _talk: tuple[Filters, tuple[str, ...], tuple[Turn, ...]] = (Filters(), (), ())
    """The last conversation: its filters, what was asked, and what was answered."""

    @property
    def settings(self) -> Settings:
        """The run's settings without a language model."""
        return self.place.settings.model_copy(
            update={"llm_base_url": None, "llm_model": None, "llm_gguf": None}
        )

    def ingests(self) -> bool:
        """Not when an index was given, or another mode of the run has made it."""
        return self._ingests

    def load(self) -> None:
        """Opens the index, or makes an empty one, and loads the embedding model."""
        folder, made_here = self.place.index_folder, self.place.index is None
        self._ingests = made_here and not Index.exists(folder)
        self._assistant = Assistant.open(folder, self.settings, create=made_here)
        self._assistant.embedding.get_query_embedding("warm-up")

    def prepare(self, papers: Collection) -> None:
        """Fills the index when none was given."""
        if self._assistant is None:
            self.load()
        if self.place.index is None and self._assistant is not None:
            if papers.folder is None:
                raise SystemUnavailable(f"System {self.name} needs a folder of papers or an index.")
            self._assistant.ingest([papers.folder])

    def warm_up(self) -> None:
        """What `serve` and a batch do before the first question."""
        if self._assistant is not None:
            self._assistant.warm_up()

    def ask(self, question: Question) -> Outcome:
        """The assistant's answer; earlier questions of the conversation are asked first, once each."""
        if self._assistant is None:
            raise SystemUnavailable(f"{self.name} has no papers yet: call prepare first.")
        history = self._history(self._assistant, question)
        with counted_tokens() as counter:
            answer = self._assistant.ask(question.question, question.filters, history)
        said = (*history, Turn(question=question.question, answer=answer))
        self._talk = question.filters, (*question.history, question.question), said
        return Outcome.of_answer(question.id, answer, counter.use())

    def _history(self, assistant: Assistant, question: Question) -> tuple[Turn, ...]:
        """The turns before; those of the last conversation are kept, so that a turn is answered only once."""
        filters, asked, said = self._talk
        if filters == question.filters and asked == question.history:
            return said
        turns: list[Turn] = []
        for earlier in question.history:
            turns.append(Turn(question=earlier, answer=assistant.ask(earlier, question.filters, turns)))
        return tuple(turns)

    def index_bytes(self) -> int | None:
        """Size of the index folder."""
        return folder_bytes(self.place.index_folder)

    def configuration(self) -> dict[str, str]:
        """The settings' fingerprint, the models."""
        return {"settings": self.settings.fingerprint()} | embedding_configuration(self.settings)

    def close(self) -> None:
        """Closes the assistant."""
        if self._assistant is not None:
            self._assistant.close()
        self._assistant = None


class LanguageModel(Evidence):
    """Answers drafted by the configured language model and checked claim by claim."""

    name = "llm"
    description = "scrutiny-rag, answers drafted by the configured language model and checked claim by claim."

    @property
    def settings(self) -> Settings:
        """The run's settings as they are."""
        return self.place.settings

    def load(self) -> None:
        """Opens the index; refuses when no language model is configured."""
        settings = self.place.settings
        if not (settings.llm_base_url and settings.llm_model) and settings.llm_gguf is None:
            raise SystemUnavailable(
                "System llm needs a language model: set SCRUTINY_RAG_LLM_BASE_URL and "
                "SCRUTINY_RAG_LLM_MODEL, or SCRUTINY_RAG_LLM_GGUF."
            )
        super().load()

    def configuration(self) -> dict[str, str]:
        """The same as in evidence mode, and the language model's name."""
        settings = self.place.settings
        model = settings.llm_model or (settings.llm_gguf.name if settings.llm_gguf else "none")
        return super().configuration() | {"language model": model}
