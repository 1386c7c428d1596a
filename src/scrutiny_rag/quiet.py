"""Turns off, before any library is imported, whatever a library would tell its maker."""

from __future__ import annotations

import os

OFF = {
    # onnxruntime looks up its maker's server, and keeps an id of the device under the user's cache folder.
    "ORT_DISABLE_TELEMETRY": "1",
    # Chroma.
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_TELEMETRY_ENABLED": "False",
    # Gradio, and the models' hub.
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Ray, and libraries that go by the common word for it.
    "RAY_USAGE_STATS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
}
"""Environment variables, each with the value that keeps its library silent."""

# Whatever they were: that nothing is sent is no matter of settings.
os.environ.update(OFF)
