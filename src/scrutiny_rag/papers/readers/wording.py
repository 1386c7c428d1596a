"""What readers of several formats look for in the words of a paper."""

from __future__ import annotations

import re

STRUCK_LEFT_OUT = "Text that is struck through was left out."
"""The note of a reader that passed over struck words."""

DECIDES = re.compile(
    r"(?:RESOLVED|RECOMMENDED|AGREED|ACTION|NOTED)\s*(?:[:.–(-]|that\b|to\b|$)",
    re.IGNORECASE,
)
"""Opens what a meeting decided; bold as it often is, it is no heading."""
