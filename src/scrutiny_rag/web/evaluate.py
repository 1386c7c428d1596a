"""The tab that puts a question set to one or several systems and shows how they did."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.evaluation.systems import NAMES
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.gate import is_loopback
from scrutiny_rag.web.markup import count, said
from scrutiny_rag.web.markup import problem as told_problem

if TYPE_CHECKING:
    from scrutiny_rag.evaluation.report import Report

log = logging.getLogger(__name__)

QUESTION_SETS = Path("eval")
"""Folder of the question sets that are offered: its .jsonl files, and what `eval candidates` made."""
PROGRESS = gr.Progress()
"""Gradio takes its place for whoever runs an evaluation."""
_MOST, _FEW = 500, 10
LABELS = {
    "evidence": "This product, in the papers’ words",
    "llm": "This product, with its language model",
    "llamaindex-default": "LlamaIndex, by vectors",
    "llamaindex-hybrid": "LlamaIndex, by vectors and words",
    "bm25": "A search for words (BM25)",
}
"""The systems as people know them."""
_CLOSED = (
    "Evaluations take minutes of this machine's time: they can be started where the page listens on this machine "
    "alone, or asks for passwords. On the command line there is scrutiny-rag eval."
)
_WHAT = (
    "Each question is put to each system, and it is measured how often the answer is right, misleads, quotes "
    "exactly, and is silent where the papers do not answer. Ten questions take about a minute a system; the report "
    "then shows every question with its answers."
)
_NONE = "There is no question set yet: put one, such as questions.jsonl, into the folder {folder}."


class EvaluateTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self._running = threading.Lock()
        self._out = TemporaryDirectory(prefix="scrutiny-rag-evaluation-")

    @property
    def is_open(self) -> bool:
        """Whether a visitor may start an evaluation."""
        return is_loopback(self.settings.host) or self.settings.auth is not None

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        sets = self.sets()
        why = _CLOSED if not self.is_open else _NONE.format(folder=self.folder) if not sets else ""
        with gr.Row(elem_id="evaluate-row", equal_height=True):
            self.questions = gr.Dropdown(
                label="Question set", choices=sets, value=sets[0] if sets else None, filterable=False
            )
            self.systems = gr.CheckboxGroup(
                label="Systems",
                choices=[(LABELS.get(name, name), name) for name in self._systems()],
                value=["evidence"],
            )
            self.limit = gr.Number(
                label="Questions, drawn at random", value=_FEW, minimum=1, maximum=_MOST, precision=0
            )
            self.button = gr.Button(
                "Evaluate",
                variant="primary",
                scale=0,
                min_width=120,
                elem_id="evaluate-run",
                interactive=not why,
            )
        self.said = gr.HTML(
            said(why or _WHAT),
            elem_id="evaluate-said",
            padding=False,
            js_on_load=None,
            apply_default_css=False,
        )
        self.figures = gr.Dataframe(
            headers=["Measure", "Result"],
            value=[],
            type="array",
            interactive=False,
            wrap=True,
            label="Result",
            show_label=False,
            visible=False,
            buttons=[],
            elem_id="evaluate-figures",
        )
        self.report = gr.DownloadButton(
            "Open the report", size="sm", variant="secondary", visible=False, elem_id="evaluate-report"
        )
        self.button.click(
            self.run,
            inputs=[self.questions, self.systems, self.limit],
            outputs=[self.said, self.figures, self.report],
            concurrency_limit=1,
            concurrency_id="evaluation",
            api_visibility="private",
            show_progress_on=[self.said],
        )

    def sets(self) -> list[str]:
        """The question sets that are offered, by their file's name."""
        found = sorted(self.folder.glob("*.jsonl")) if self.folder.is_dir() else []
        # The set of questions first: conversations take longer.
        return sorted((file.name for file in found), key=lambda name: name != "questions.jsonl")

    def run(
        self,
        name: str | None,
        systems: list[str],
        limit: float | None,
        progress: gr.Progress | None = PROGRESS,
    ) -> tuple[str, Any, Any]:
        """Runs it and gives what is said, the headline figures and the report; one sentence where it cannot be."""
        hidden = gr.update(visible=False), gr.update(visible=False)
        if why := self._problem(name, systems):
            return told_problem(why), *hidden
        if not self._running.acquire(blocking=False):
            return told_problem("An evaluation is running already: come back when it is done."), *hidden
        try:
            report, file = self._evaluated(str(name), systems, int(limit or _FEW), progress)
        except ValueError as error:
            return told_problem(str(error)), *hidden
        except Exception:
            # A boundary: whatever failed, the visitor gets a sentence and the log the trace.
            log.exception("An evaluation failed")
            return told_problem("The evaluation failed; the log of the server says why."), *hidden
        finally:
            self._running.release()
        asked = len(report.questions)
        words = f"{count(asked, 'question')} put to {count(len(report.systems), 'system')}."
        return (
            said(words),
            gr.update(visible=True, **headline(report)),
            gr.update(visible=True, value=str(file)),
        )

    def _problem(self, name: str | None, systems: list[str]) -> str | None:
        if not self.is_open:
            return _CLOSED
        # What a browser sends is not to be trusted: only a file that is offered is opened.
        if name not in self.sets():
            return "Choose a question set first."
        if not systems or not set(systems) <= set(self._systems()):
            return "Choose at least one system."
        return None

    def _evaluated(
        self, name: str, systems: list[str], limit: int, progress: gr.Progress | None
    ) -> tuple[Report, Path]:
        try:
            from scrutiny_rag.evaluation.run import Run, run_evaluation
        except ImportError as error:
            raise ValueError(
                f"Evaluations need the package {error.name}: install scrutiny-rag[eval]."
            ) from None

        def told(system: str, done: int, total: int) -> None:
            if progress is not None:
                progress((done, total), desc=system, unit="questions")

        out = Path(self._out.name)
        wanted = Run(
            questions=self.folder / name,
            out=out,
            index=self.settings.index,
            systems=tuple(systems),
            limit=max(1, min(limit, _MOST)),
            settings=self.settings,
        )
        return run_evaluation(wanted, told), out / "report.html"

    def _systems(self) -> list[str]:
        has_model = bool(self.settings.llm_base_url or self.settings.llm_gguf)
        return [name for name in NAMES if name != "llm" or has_model]


def headline(report: Report) -> dict[str, Any]:
    """The headline figures as a table: a row a measure, a column a system."""
    from scrutiny_rag.evaluation.page.charts import spelled

    rows = []
    for metric in report.metrics:
        if metric.headline and any(metric.name in system.figures for system in report.systems):
            cells = [
                spelled(metric, figure.value) if (figure := system.figures.get(metric.name)) else "—"
                for system in report.systems
            ]
            rows.append([metric.label, *cells])
    return {"headers": ["Measure", *(system.name for system in report.systems)], "value": rows}
