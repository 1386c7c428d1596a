"""Every setting once: described, bounded, and read from SCRUTINY_RAG_* in the environment or from `.env`."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from scrutiny_rag.errors import SettingsError as SettingsError

_PREFIX = "SCRUTINY_RAG_"
_MASK = "**********"
_SECRET = frozenset({"llm_api_key", "judge_api_key", "chroma_token"})
_PASSWORD = re.compile(r"://(\S*)@")
"""What stands before the @ of an address: a name that comes before a colon may be shown, the rest not."""
_KEY = re.compile(r"([?&#][^=&#\s]*(?:key|token|secret|password|pwd|sig)[^=&#\s]*=)[^&#\s]+", re.IGNORECASE)
"""A key among the parameters of an address."""


class Settings(BaseSettings):
    """The settings; a field `top_k` is read from SCRUTINY_RAG_TOP_K."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True, validate_default=True
    )

    # Where things are.
    index: Path = Field(Path("index"), description="Folder of the built index.")
    corpus: Path = Field(Path("corpus"), description="What `ingest` reads when no path is given.")

    # Where vectors are: in the index's folder, or in a Chroma server that several machines ask.
    chroma_url: str | None = Field(
        None, description="A Chroma server that keeps the vectors, such as https://chroma.example.org:8000."
    )
    chroma_token: SecretStr | None = Field(
        None, description="The server's token, sent as Authorization: Bearer; never logged, shown or saved."
    )
    chroma_tenant: str = Field("default_tenant", min_length=1, description="Tenant on that server.")
    chroma_database: str = Field("default_database", min_length=1, description="Database of that tenant.")

    ocr: bool = Field(
        False, description="Read scanned pages of PDF papers by OCR (extra: ocr); it takes seconds a page."
    )

    # Embedding.
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="all-MiniLM-L6-v2 or bge-small-en-v1.5, which come inside packages and need no network, or any "
        "sentence-transformers name or folder.",
    )
    embedding_precision: Literal["auto", "float32", "bfloat16"] = Field(
        "auto", description="auto takes bfloat16 where the processor computes in it, else float32."
    )
    embedding_question_prefix: str | None = Field(
        None,
        max_length=500,
        description="Put before a question that is embedded; unset, what the model asks for.",
    )
    embedding_batch: int = Field(64, ge=1, le=1024, description="Passages embedded at once.")
    passage_tokens: int = Field(
        200,
        ge=32,
        le=8192,
        description="Most tokens in a passage, its heading line included; never more than the model reads.",
    )

    # Search.
    top_k: int = Field(20, ge=1, le=100, description="Passages returned by a search.")
    candidates: int = Field(200, ge=20, le=2000, description="Passages taken from each of words and vectors.")
    text_weight: float = Field(0.45, ge=0, le=1, description="Weight of the words of a passage itself.")
    around_weight: float = Field(
        0.3, ge=0, le=1, description="Weight of the words of a passage with its neighbours."
    )
    dense_weight: float = Field(0.25, ge=0, le=1, description="Weight of the similarity of vectors.")
    neighbour_share: float = Field(
        0.15, ge=0, le=1, description="Share of a neighbour's score that a passage gains."
    )
    speaker_bonus: float = Field(
        0.4, ge=0, le=2, description="What a passage gains by a speaker whom the question names."
    )
    named_bonus: float = Field(
        0.05,
        ge=0,
        le=2,
        description="What a passage gains where its paper's body, committee, type or date is named in passing.",
    )
    understand: bool = Field(
        True, description="Read bodies, committees, types, dates, speakers and abbreviations from questions."
    )
    widen: bool = Field(
        True, description="Hand on whole places and what stands around them, not bare passages."
    )
    cross_encoder: str = Field(
        "ms-marco-MiniLM-L-12-v2",
        min_length=1,
        description="The model that reads question and passage together: the default comes inside a package; a "
        'sentence-transformers CrossEncoder name or folder; "off" for none.',
    )
    cross_encoder_passages: int = Field(
        16, ge=2, le=200, description="How many of the best passages the cross-encoder puts in order."
    )

    # Answers.
    answer_words: int = Field(105, ge=15, le=400, description="Words an evidence answer aims to stay under.")

    # Language model: none unless named.
    llm_base_url: str | None = Field(
        None, description="Base URL of an OpenAI-compatible server, ending in /v1."
    )
    llm_model: str | None = Field(None, description="The model's name on that server.")
    llm_api_key: SecretStr | None = Field(None, description="The server's key; never logged, shown or saved.")
    llm_gguf: Path | None = Field(
        None, description="A local GGUF file, run in the process (extra: local-llm)."
    )
    llm_context_window: int = Field(
        8192, ge=1024, le=2_000_000, description="Tokens the model reads at once."
    )
    llm_max_tokens: int = Field(
        700, ge=50, le=16000, description="Most tokens of a draft, its thinking included."
    )
    llm_timeout_s: float = Field(60.0, gt=0, le=600, description="Seconds a whole draft may take.")
    llm_temperature: float = Field(0.0, ge=0, le=2, description="0 makes drafts repeatable.")
    nli_model: str | None = Field(
        None,
        description="A CrossEncoder for natural-language inference, as a further check of drafted claims.",
    )

    # Evaluation: a second language model that judges answers, for `eval --judge` alone.
    judge_base_url: str | None = Field(
        None, description="Base URL of the judge's OpenAI-compatible server, ending in /v1."
    )
    judge_model: str | None = Field(
        None, description="The judge's name on that server; not the model that answers."
    )
    judge_api_key: SecretStr | None = Field(
        None, description="The judge's server's key; never logged, shown or saved."
    )

    # The page.
    host: str = Field("127.0.0.1", description="Address the page listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")
    hosts: str = Field(
        "",
        description="Further names by which the page is reached, apart by commas, such as papers.example.org.",
    )
    auth: Path | None = Field(
        None, description="Password file of the page, made by `scrutiny-rag password`; none lets anybody in."
    )
    sign_on_header: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9-]{1,100}$",
        description="Header in which a proxy names who has signed in, such as X-Forwarded-User; requests without it "
        "are refused.",
    )
    open_to_all: bool = Field(
        False,
        description="Listen beyond this machine without passwords: anybody who reaches the page may ask.",
    )
    questions_per_minute: int = Field(
        30, ge=0, le=10_000, description="Questions that one visitor may ask in a minute; 0 sets no limit."
    )
    uploads: bool | None = Field(
        None,
        description="Let visitors add and remove papers and have changed ones read again; unset, where the page "
        "listens on this machine alone.",
    )
    uploads_folder: Path = Field(Path("uploads"), description="Folder for the papers that visitors add.")
    upload_mb: int = Field(50, ge=1, le=1000, description="Megabytes that one added paper may have.")
    mcp: bool = Field(False, description="Offer the page's programming interface over MCP too (extra: mcp).")

    # What whoever runs the page can watch.
    log: Literal["faults", "text", "json"] = Field(
        "faults",
        description="What is written on stderr: faults alone, or a line for each question and ingest too, as text or "
        "JSON.",
    )
    log_questions: bool = Field(
        False, description="Write the words of questions, and messages of faults, into that log."
    )
    metrics_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="Port of the same address at which Prometheus may read measures (extra: metrics); unset for none.",
    )

    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when a setting that bears on answers changes.

        Places, addresses and the key are left out; they do not change an answer.
        """
        left_out = {"index", "corpus", "llm_base_url", "llm_api_key", "host", "port", "llm_timeout_s"}
        left_out |= {"hosts", "auth", "sign_on_header", "open_to_all", "questions_per_minute", "mcp"}
        left_out |= {"uploads", "uploads_folder", "upload_mb", "log", "log_questions", "metrics_port"}
        left_out |= {"judge_base_url", "judge_model", "judge_api_key"}
        left_out |= {"chroma_url", "chroma_token", "chroma_tenant", "chroma_database"}
        kept = self.model_dump(mode="json", exclude=left_out)
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """A setting as `scrutiny-rag settings` lists it."""

    name: str
    variable: str
    """Its environment variable."""
    value: str | float | None
    """The value in force; a key's is masked."""
    default: str | float | None
    description: str

    def to_json(self) -> dict[str, Any]:
        """An entry of the command line's `settings --json`."""
        return asdict(self)


def list_settings(settings: Settings) -> list[SettingEntry]:
    """Every setting in the order it is declared."""
    values = settings.model_dump(mode="json")
    defaults = Settings.model_construct().model_dump(mode="json")
    return [
        SettingEntry(name, _variable(name), _shown(values[name]), defaults[name], field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def unknown_variables() -> dict[str, str | None]:
    """Environment variables that look like settings and are none, each with the one that may be meant."""
    known = [name.upper() for name in Settings.model_fields]
    unknown: dict[str, str | None] = {}
    for variable in sorted(name for name in os.environ if name.upper().startswith(_PREFIX)):
        name = variable.upper().removeprefix(_PREFIX)
        if name not in known:
            near = get_close_matches(name, known, 1)
            unknown[variable] = _variable(near[0]) if near else None
    return unknown


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment and `.env`, with `overrides` (those that are not None) on top.

    Raises SettingsError with one sentence that names the first wrong setting and its environment variable.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError("The file .env cannot be read: save it as UTF-8 text, or remove it.") from error


def _shown(value: Any) -> Any:
    """A setting's value without the password, or the keys, that an address may hold."""
    if not isinstance(value, str):
        return value

    def masked(found: re.Match[str]) -> str:
        name, colon, _ = found[1].partition(":")
        return f"://{name}:{_MASK}@" if colon else f"://{_MASK}@"

    return _KEY.sub(rf"\1{_MASK}", _PASSWORD.sub(masked, value))


def _variable(name: str) -> str:
    return f"{_PREFIX}{name.upper()}"


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    said = str(first["msg"])
    said = said[:1].lower() + said[1:]
    given = "has a value that" if name in _SECRET else f"is {_shown(str(first['input']))[:80]!r}, which"
    return f"The setting {_variable(name)} {given} cannot be used: {said}."
