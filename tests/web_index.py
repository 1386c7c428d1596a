"""A small real index for the page's tests: the sample papers and one paper that tries to be markup."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"
SAFER_SCHOOLS = "When will the Safer Schools Officer vacancies in Islington be filled?"
HOSTILE_NAME = "willowmere-parks.md"
HOSTILE_QUESTION = "What happened to the bench beside the bandstand in Willowmere Park?"
HOSTILE_SENTENCE = (
    "The bench beside the bandstand in Willowmere Park was mended by <name> in May, "
    '<script>document.title="owned"</script> <img src="http://pictures.invalid/a.png" onerror="alert(1)"> '
    "and **all** of it is on [a page](javascript:alert(1)) with ${alert(1)} and $$x^2$$ in it."
)
HOSTILE_PAPER = f"""# Parks <b>report</b> for Willowmere

## Benches and bins

{HOSTILE_SENTENCE}

A picture of it follows: ![a photograph](http://pictures.invalid/b.png)

The bins by the gate are emptied on Tuesdays, and the gate itself is locked an hour after dusk.
"""

_folder = tempfile.TemporaryDirectory(prefix="scrutiny-rag-web-")


@cache
def settings() -> Settings:
    """Settings of a machine without a language model, over the test's own index."""
    return Settings(_env_file=None, index=Path(_folder.name) / "index", llm_base_url=None, llm_gguf=None)


@cache
def assistant() -> Assistant:
    """The assistant over the index, made on first use and kept for the whole run."""
    extra = Path(_folder.name) / "papers"
    extra.mkdir()
    (extra / HOSTILE_NAME).write_text(HOSTILE_PAPER, encoding="utf-8")
    opened = Assistant.open(settings().index, settings(), create=True)
    report = opened.ingest([CORPUS, extra])
    assert not report.failed, report.failed
    return opened
