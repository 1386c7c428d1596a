"""LlamaIndex's parts without the whole of it, and the whole where somebody asks for it."""

from __future__ import annotations

import subprocess
import sys

_LATE = """
import sys
from scrutiny_rag.late_packages import LLAMA_INDEX, run_late
run_late({**LLAMA_INDEX, "no_such_package": (), "llama_index.no_such_module": ()})
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings
assert PassageEmbedding.open(Settings(_env_file=None)).get_query_embedding("Which bird?")
assert not {"sqlalchemy", "llama_index.core.indices.base", "nltk", "chromadb", "torch"} & sys.modules.keys()
import llama_index.core
assert not hasattr(llama_index.core, "__no_such_name__") and "sqlalchemy" not in sys.modules
from llama_index.core import VectorStoreIndex
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.core.embeddings import BaseEmbedding
assert issubclass(HybridRetriever, BaseRetriever) and issubclass(PassageEmbedding, BaseEmbedding)
assert llama_index.core.VectorStoreIndex is VectorStoreIndex and not hasattr(llama_index.core, "no_such_name")
run_late(LLAMA_INDEX)
assert sys.modules["llama_index.core"].VectorStoreIndex is VectorStoreIndex
"""


def test_base_classes_come_alone_and_the_rest_when_asked_for() -> None:
    subprocess.run([sys.executable, "-c", _LATE], check=True)
