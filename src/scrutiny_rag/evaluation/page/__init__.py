"""The report as one self-contained page: no script, style or picture comes from anywhere else."""

from scrutiny_rag.evaluation.page.render import render_page, write_page

__all__ = ["render_page", "write_page"]
