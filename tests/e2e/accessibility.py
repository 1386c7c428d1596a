"""What axe finds on the page as it stands."""

from __future__ import annotations

from typing import Any

import pytest


def serious(page: Any, when: str) -> list[tuple[str, str, str]]:
    """What stands seriously in the way of assistive technology: when, the rule, and the element.

    Marks within a plot that Gradio draws are left out: it names none of them, and the table beside it tells the same.
    """
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        (when, violation["id"], node["html"][:200])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
        if not (violation["id"] == "svg-img-alt" and "plot_marks" in node["html"])
    ]
