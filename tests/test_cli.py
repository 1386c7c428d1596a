"""The command line: its objects, its exit statuses, and one line for whatever is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scrutiny_rag import __version__, cli, guard
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import PassageRow
from web_index import CORPUS, SAFER_SCHOOLS, assistant, settings

PAPER = "islington-action-list-2024-03.docx"
ANSWER_KEYS = ["question", "status", "kind", "text", "mode", "claims", "citations", "passages", "timings"]
ADDED_KEYS = {"rules", "notice", "understood", "findings", "confidence"}
"""What answers and results have besides the contract's keys."""
CITATION_KEYS = [
    "number", "paper", "title", "body", "committee", "date", "draft", "item", "page", "section", "speaker", "quote",
    "char_start", "char_end",
]  # fmt: skip
PASSAGE_KEYS = ["paper", "char_start", "char_end", "score", "page", "section", "speaker", "text"]
PAPER_KEYS = [
    "paper", "title", "body", "committee", "date", "type", "pages", "words", "passages", "state",
]  # fmt: skip


@pytest.fixture
def index() -> str:
    """The folder of a real index over the sample papers."""
    assistant()
    return str(settings().index)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take the assistant that is open already: each would load the model anew."""
    kept = assistant()
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: kept)


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = guard.run(cli.app, args)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def json_of(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> dict[str, Any]:
    got, out, err = run(capsys, *args, "--json")
    assert (got, out.count("\n")) == (status, 1), err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.usefixtures("opened")
def test_an_answer_is_the_contracts_object(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json_of(capsys, "ask", SAFER_SCHOOLS)
    assert [key for key in answer if key not in ADDED_KEYS] == ANSWER_KEYS
    assert list(answer["citations"][0]) == CITATION_KEYS
    assert list(answer["claims"][0]) == ["text", "citations", "verified"]
    assert list(answer["passages"][0]) == PASSAGE_KEYS
    assert list(answer["timings"]) == ["retrieve_s", "answer_s"]
    assert (answer["status"], answer["mode"]) == ("answered", "evidence")


@pytest.mark.usefixtures("opened")
def test_a_search_is_the_contracts_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = json_of(capsys, "search", "officers in schools", "--top-k", "2")
    assert [key for key in found if key not in ADDED_KEYS] == ["question", "passages", "timings"]
    assert len(found["passages"]) == 2
    assert list(found["passages"][0]) == PASSAGE_KEYS


@pytest.mark.usefixtures("opened")
def test_every_filter_narrows(capsys: pytest.CaptureFixture[str]) -> None:
    narrowed = [
        ("--body", "islington council", "islington-"),
        ("--committee", "Police and Crime Committee", "london-assembly-"),
        ("--since", "2024-01-01", "islington-"),
        ("--until", "2017-01-01", "london-assembly-"),
        ("--type", "strategy", "met-"),
        ("--speaker", "Len Duvall AM", "london-assembly-"),
        ("--paper", PAPER, PAPER),
    ]
    for option, value, start in narrowed:
        passages = json_of(capsys, "search", "police and children", option, value)["passages"]
        assert passages, option
        assert all(passage["paper"].startswith(start) for passage in passages), option


@pytest.mark.usefixtures("opened")
def test_words_without_quotation_marks_are_one_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert json_of(capsys, "search", "officers", "in", "schools")["question"] == "officers in schools"


@pytest.mark.usefixtures("opened")
def test_people_get_the_quote_its_source_and_no_object(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "ask", SAFER_SCHOOLS)
    assert (status, err) == (0, "")
    assert "January 2024" in out
    assert "[1] " in out
    assert "{" not in out
    status, out, _ = run(capsys, "ask", "Who won the regatta at Tarnmouth in 1931?")
    assert status == 0
    assert out.startswith("Not in these papers")


def test_papers_are_the_contracts_objects(capsys: pytest.CaptureFixture[str], index: str) -> None:
    listed = json_of(capsys, "papers", "--index", index)
    assert list(listed) == ["papers"]
    assert list(listed["papers"][0]) == PAPER_KEYS
    one = json_of(capsys, "papers", PAPER, "--index", index)
    assert list(one) == [*PAPER_KEYS, "text", "blocks", "items"]
    assert list(one["blocks"][0]) == ["kind", "heading", "item", "speaker", "page", "char_start", "char_end"]
    assert one["text"][one["blocks"][0]["char_start"] : one["blocks"][0]["char_end"]].strip()
    for args in ([], [PAPER]):
        status, out, err = run(capsys, "papers", *args, "--index", index)
        assert (status, err) == (0, "")
        assert PAPER in out


def test_an_ingest_and_a_check_of_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    papers, index = tmp_path / "papers", str(tmp_path / "index")
    papers.mkdir()
    (papers / "ferry.md").write_text("# Ferry\n\nThe ferry runs at noon on Tuesdays.\n", encoding="utf-8")
    (papers / "broken.pdf").write_bytes((CORPUS / "islington-follow-up-minutes-draft.pdf").read_bytes()[:900])
    planned = json_of(capsys, "ingest", str(papers), "--index", index, "--dry-run")
    assert [change["what"] for change in planned["changes"]] == ["add", "add"]
    status, out, _ = run(capsys, "ingest", str(papers), "--index", index, "--dry-run")
    assert (status, out.startswith("Nothing was written.")) == (0, True)
    assert "add     ferry.md" in out
    assert not Path(index).exists()
    report = json_of(capsys, "ingest", str(papers), "--index", index, status=1)
    assert list(report) == [
        "added", "updated", "unchanged", "removed", "failed", "passages", "words", "seconds", "warnings",
    ]  # fmt: skip
    assert [list(failure) for failure in report["failed"]] == [["paper", "why"]]
    status, out, _ = run(capsys, "ingest", str(papers), "--index", index)
    assert status == 1
    assert "1 unchanged" in out
    assert "broken.pdf" in out
    checked = json_of(capsys, "doctor", "--index", index)
    assert checked["ok"]
    assert all(check["ok"] for check in checked["checks"])
    assert "mended" not in checked
    assert json_of(capsys, "doctor", "--fix", "--index", index)["mended"] == []


def test_doctor_mends_a_word_index_that_cannot_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "ferry.md").write_text("# Ferry\n\nThe ferry runs at noon on Tuesdays.\n", encoding="utf-8")
    run(capsys, "ingest", str(papers), "--index", str(index))
    next(index.glob("words/*/meta.json")).write_text("{", encoding="utf-8")
    status, _, err = run(capsys, "search", "ferry", "--index", str(index))
    assert status != 0 and "doctor --fix" in err
    mended = json_of(capsys, "doctor", "--fix", "--index", str(index))
    assert mended["ok"] and mended["mended"]
    assert json_of(capsys, "search", "ferry", "--index", str(index))["passages"]


@pytest.mark.usefixtures("opened")
def test_a_batch_writes_a_line_a_question_and_lists_failures(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "r.jsonl"
    lines = [{"id": "a", "question": SAFER_SCHOOLS}, {"id": "b", "question": "?", "filters": {}}]
    batch.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    summary = json_of(capsys, "ask", "--batch", str(batch), "--out", str(out), status=1)
    assert (summary["done"], [failure["id"] for failure in summary["failed"]]) == (1, ["b"])
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert [key for key in first if key not in ADDED_KEYS] == ["id", *ANSWER_KEYS]
    assert list(second) == ["id", "question", "error"]
    status, shown, err = run(capsys, "search", "--batch", str(batch), "--out", str(out))
    assert (status, shown) == (1, "")
    assert "1 done, 1 failed" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ask"], "The question is empty"),
        (["ask", ""], "The question is empty"),
        (["search", " "], "The question is empty"),
        (["ask", "?!"], "no words"),
        (["ask", "When?", "--index", "none"], "There is no index at none"),
        (["search", "When?", "--index", "none"], "There is no index at none"),
        (["papers", "--index", "none"], "There is no index at none"),
        (["doctor", "--index", "none"], "There is no index at none"),
        (["serve", "--index", "none"], "There is no index at none"),
        (["eval", "none.jsonl"], "none.jsonl: cannot be read"),
        (["ask", "When?", "--index", "junk"], "damaged"),
        (["papers", "--index", "questions.jsonl"], "There is no index at questions.jsonl"),
        (["ingest", "papers", "--index", "questions.jsonl"], "cannot be made"),
        (["ingest", "no/such/path", "--index", "new"], "There is no file or folder no/such/path"),
        (["ingest", "empty", "--index", "new"], "The folder empty holds no papers"),
        (["ask", "When?", "--index", "bare"], "holds no papers that can be searched"),
        (["ask", "When?", "--index", "other"], "built with the embedding model 'some-other-model'"),
        (["ingest", "papers", "--index", "other"], "built with the embedding model 'some-other-model'"),
        (["ask", "When?", "--since", "2024-13-01"], "YYYY-MM-DD"),
        (["ask", "When?", "--since", "2025-01-01", "--until", "2024-01-01"], "later than until"),
        (["ask", "When?", "--type", "novel"], "'action-list'"),
        (["search", "When?", "--top-k", "0"], "'--top-k'"),
        (["serve", "--port", "99999"], "'--port'"),
        (["ask", "--batch", "questions.jsonl"], "go together"),
        (["ask", "--out", "r.jsonl"], "go together"),
        (["ask", "When?", "--batch", "questions.jsonl", "--out", "r.jsonl"], "go together"),
        (["ask", "--batch", "questions.jsonl", "--out", "questions.jsonl"], "overwrite"),
        (["ask", "--batch", "none.jsonl", "--out", "r.jsonl"], "cannot be read"),
        (["ask", "--batch", "wrong.jsonl", "--out", "r.jsonl"], "wrong.jsonl, line 1, is not JSON"),
        (["models"], "Missing command"),
        (["models", "pull", "--into", "questions.jsonl/models"], "cannot be saved"),
        (["fetch", "ftp://tarnmouth.invalid/", "--into", "new"], "http"),
        (["fetch", "http://tarnmouth.invalid/"], "'--into'"),
        (["ask", "--colour", "red"], "--colour"),
        (["dance"], "No such command 'dance'"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    args: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("empty", "junk", "papers", "bare", "other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "junk" / "ledger.sqlite3").write_bytes(b"no database at all, only words" * 99)
    (tmp_path / "papers" / "ferry.md").write_text("# Ferry\n\nIt runs at noon.\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text('{"id": "a", "question": "When?"}\n', encoding="utf-8")
    (tmp_path / "wrong.jsonl").write_text("id, question\n", encoding="utf-8")
    if "bare" in args or "other" in args:
        for name, model in (("bare", settings().embedding_model), ("other", "some-other-model")):
            made = Index(tmp_path / name)
            made.ledger.set_fact("embedding_model", model)
            if name == "other":
                row = PassageRow(1 << 20, 1, 0, 6, None, None, None, None, None, None)
                made.ledger.add_passages([row])
            made.close()
    status, out, err = run(capsys, *args)
    assert (status, out) == (2, ""), err
    assert said in err
    assert err.startswith("scrutiny-rag: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ask", "police?", "--body", "Islingtn"], "the nearest are Islington Council"),
        (["ask", "police?", "--paper", "nothing-like-it.pdf"], "No paper 'nothing-like-it.pdf'"),
        (["ask", "police?", "--speaker", "Zebedee Quince"], "No speaker 'Zebedee Quince'"),
        (["ask", "police?", "--committee", ""], "The filter committee is empty"),
        (["papers", "islington"], "give one of"),
        (["papers", "zzz"], "No paper 'zzz'"),
    ],
)
@pytest.mark.usefixtures("opened")
def test_a_name_that_the_index_lacks_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], args: list[str], said: str
) -> None:
    status, out, err = run(capsys, *args)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_wrong_setting_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, index: str
) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_TOP_K", "many")
    status, _, err = run(capsys, "papers", "--index", index)
    assert (status, err.count("\n")) == (2, 1)
    assert "SCRUTINY_RAG_TOP_K is 'many'" in err
    assert run(capsys, "--help")[0] == 0


def test_a_port_that_is_taken_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], index: str
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, _, err = run(capsys, "serve", "--index", index, "--port", str(taken.getsockname()[1]))
    assert (status, err.count("\n")) == (2, 1)
    assert "is taken" in err


def test_settings_are_listed_without_the_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_LLM_API_KEY", "open-sesame")
    listed = json_of(capsys, "settings")
    assert {"name", "variable", "value", "default", "description"} == set(listed["settings"][0])
    status, out, _ = run(capsys, "settings")
    assert status == 0
    assert "SCRUTINY_RAG_LLM_API_KEY" in out
    assert "open-sesame" not in f"{listed}{out}"


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"scrutiny-rag {__version__}\n", "")
    for args in ([], ["--help"], ["ask", "--help"], ["eval", "--help"], ["models", "--help"]):
        status, out, err = run(capsys, *args)
        assert (status, err) == (0, "")
        assert "Usage: scrutiny-rag" in out


def _python(script: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False, **kwargs
    )


def test_a_list_of_papers_loads_no_models_library(index: str) -> None:
    script = f"""
import sys
from scrutiny_rag import cli, guard
heavy = ("torch", "llama_index", "gradio", "sentence_transformers", "transformers", "openai")
statuses = [guard.run(cli.app, args) for args in (["--help"], ["settings"])]
print("HELP", statuses, [name for name in (*heavy, "chromadb") if name in sys.modules])
statuses = [guard.run(cli.app, ["papers", *args, "--index", {index!r}]) for args in ([], ["croydon"])]
print("PAPERS", statuses, [name for name in heavy if name in sys.modules])
"""
    done = _python(script)
    lines = done.stdout.splitlines()
    assert "HELP [0, 0] []" in lines, done.stderr
    assert "PAPERS [0, 0] []" in lines, done.stderr


@pytest.mark.slow
def test_an_answer_loads_no_page(index: str) -> None:
    script = f"""
import sys
from scrutiny_rag import cli, guard
status = guard.run(cli.app, ["ask", {SAFER_SCHOOLS!r}, "--index", {index!r}])
print("ASK", status, "gradio" in sys.modules)
"""
    done = _python(script)
    assert "ASK 0 False" in done.stdout.splitlines(), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is told in another way there")
def test_a_reader_that_leaves_early_is_no_fault(index: str) -> None:
    command = [sys.executable, "-m", "scrutiny_rag.cli", "papers", "croydon", "--index", index]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_variable_that_is_no_setting_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINY_RAG_TOPK", "5")
    status, out, err = run(capsys, "papers")
    assert (status, out) == (2, "")
    assert err == "scrutiny-rag: SCRUTINY_RAG_TOPK is no setting; SCRUTINY_RAG_TOP_K may be meant.\n"
    assert run(capsys, "settings")[0] == 0
