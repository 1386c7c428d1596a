"""How the page looks: colours, system fonts, and the style sheet and scripts beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import gradio as gr
from gradio.themes.utils.colors import Color
from gradio.themes.utils.fonts import Font

ASSETS = Path(__file__).parent / "assets"

INK = Color(
    name="ink",
    c50="#eef4f6",
    c100="#d9e6ea",
    c200="#b5cdd5",
    c300="#86acb9",
    c400="#558797",
    c500="#336b7d",
    c600="#245667",
    c700="#1d4655",
    c800="#183946",
    c900="#132e39",
    c950="#0b1d25",
)
STONE = Color(
    name="stone",
    c50="#faf9f7",
    c100="#f4f2ee",
    c200="#e7e3dc",
    c300="#d5cfc5",
    c400="#a39c90",
    c500="#787166",
    c600="#59534a",
    c700="#443f38",
    c800="#2a2724",
    c900="#1d1b19",
    c950="#131211",
)


@cache
def asset(name: str) -> str:
    """The text of a file of this package's assets folder."""
    return (ASSETS / name).read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """Calm colours, and fonts that every machine has: the page fetches none."""
    return gr.themes.Base(
        primary_hue=INK,
        secondary_hue=INK,
        neutral_hue=STONE,
        font=[Font("system-ui"), Font("-apple-system"), Font("Segoe UI"), Font("Roboto"), Font("sans-serif")],
        font_mono=[Font("ui-monospace"), Font("Menlo"), Font("Consolas"), Font("monospace")],
        radius_size=gr.themes.sizes.radius_md,
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_width="1px",
        block_label_text_color="*neutral_600",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_title_text_weight="600",
        block_info_text_color="*neutral_700",
        block_info_text_color_dark="*neutral_200",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_600",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_dark="*neutral_900",
        button_secondary_background_fill_hover="*primary_50",
        button_secondary_background_fill_hover_dark="*neutral_800",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_700",
        button_secondary_text_color="*primary_700",
        button_secondary_text_color_dark="*primary_200",
        button_border_width="1px",
        button_small_text_size="*text_md",
        button_small_text_weight="600",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_200",
    )
