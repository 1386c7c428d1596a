"""Papers that visitors add, remove and have read again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest
from fpdf import FPDF

from ingesting import BEES, FERRY
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.limits import RateLimit
from scrutiny_rag.web.upload_box import UploadBox
from scrutiny_rag.web.uploads import MOST_FILES, Uploads, results_html, safe_name, uploads_open


@pytest.fixture
def uploads(settings: Settings, tmp_path: Path) -> Uploads:
    own = settings.model_copy(update={"uploads_folder": tmp_path / "uploads", "upload_mb": 1})
    return Uploads(Assistant.open(own.index, own, create=True), own)


def file(folder: Path, name: str, content: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    made = folder / name
    made.write_bytes(content.encode() if isinstance(content, str) else content)
    return made


def long_pdf(file: Path) -> Path:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for number in range(60):
        pdf.add_page()
        for row in range(4):
            words = f"In orchard {row + 1} of parish {number} the keeper counted {7 * number + row} hives."
            pdf.multi_cell(0, 8, words, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(file))
    return file


def test_each_file_gets_its_own_result(uploads, tmp_path):
    sent = tmp_path / "sent"
    told = []
    results = uploads.add(
        [
            file(sent, "ferry.md", FERRY),
            long_pdf(sent / "hives.pdf"),
            file(sent, "broken.pdf", b"%PDF-1.7 and nothing more"),
            file(sent, "setup.exe", b"MZ"),
            file(sent, "empty.txt", ""),
            file(sent, "large.txt", b"word " * 210_000),
        ],
        told.append,
    )
    assert [result.added for result in results] == [True, True, False, False, False, False]
    said = [result.said for result in results]
    assert "4 May 2021" in said[0] and "60 pages" in said[1] and "damaged" in said[2]
    assert "no kind of paper" in said[3] and said[4] == "It is empty." and "at most 1 MB" in said[5]
    assert told and uploads.names() == ["ferry.md", "hives.pdf"]
    assert sorted(path.name for path in uploads.folder.iterdir()) == ["ferry.md", "hives.pdf"]
    assert not [entry for entry in uploads._assistant.papers() if entry.state == "failed"]
    assert uploads.add([sent / "ferry.md"])[0].said == "It is here already."
    shown = results_html(results)
    assert "2 of 6 files added" in shown and results_html([]) == ""


def test_what_was_added_can_be_changed_and_removed_and_nothing_else(uploads, tmp_path):
    sent = tmp_path / "sent"
    uploads.add([file(sent, "ferry.md", FERRY)])
    own = file(tmp_path / "own", "bees.md", BEES)
    uploads._assistant.ingest([own.parent])
    assert uploads.names() == ["ferry.md"]
    assert "can be removed here" in uploads.remove("bees.md") and own.exists()
    assert "can be removed here" in uploads.remove("../own/bees.md") and own.exists()
    own.write_text(BEES.replace("eleven", "twelve"), encoding="utf-8")
    assert "1 changed" in uploads.read_again()
    assert "twelve hives" in uploads._assistant.paper("bees.md").text
    assert "has left the index" in uploads.remove("ferry.md")
    assert uploads.names() == [] and [e.paper for e in uploads._assistant.papers()] == ["bees.md"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\papers\\may.pdf", "may.pdf"),
        (".hidden.md", "hidden.md"),
        ("a<b>:c?.pdf", "a-b-c-.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("...", "paper"),
        ("Minutes (draft), 4 May.docx", "Minutes (draft), 4 May.docx"),
    ],
)
def test_a_name_is_a_name_alone(name, safe):
    assert safe_name(name) == safe


def test_more_files_than_are_taken_at_once_are_told_of(uploads, tmp_path):
    many = [file(tmp_path / "sent", f"{n}.exe", b"MZ") for n in range(MOST_FILES + 1)]
    assert "At most 20 files" in uploads.add(many)[-1].said


def test_uploads_are_closed_beyond_this_machine_unless_asked_for():
    def given(**more):
        return Settings(_env_file=None, **more)

    assert uploads_open(given()) and not uploads_open(given(host="0.0.0.0"))
    assert uploads_open(given(host="0.0.0.0", uploads=True)) and not uploads_open(given(uploads=False))


def test_the_box_says_what_went_wrong(uploads, tmp_path):
    box = UploadBox(uploads, Answering(uploads._assistant, RateLimit(1)))
    with gr.Blocks():
        assert len(box.build()) == 3
    assert "Choose a paper first." in box.remove(None)[0]
    visitor = SimpleNamespace(username=None, client=SimpleNamespace(host="192.0.2.1"))
    uploads.folder = file(tmp_path, "file", "no folder") / "uploads"
    emptied, said, _ = box.add([str(file(tmp_path, "a.md", FERRY))], visitor, None)
    assert emptied is None and "the log of the server says why" in said
    assert "ask again in" in box.again(visitor, None)[0]
