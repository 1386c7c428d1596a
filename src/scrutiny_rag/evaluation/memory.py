"""The most memory that the process holds while something runs."""

from __future__ import annotations

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


class PeakMemory:
    """Resident memory of this process, at its highest since `restart`.

    Linux alone lets the mark be set back; elsewhere the peak is that of the whole process so far.
    """

    def restart(self) -> None:
        """Sets the mark back to what is held now, where the system allows it."""
        try:
            _CLEAR.write_text("5")
        except OSError:
            return

    def bytes(self) -> int | None:
        """The highest mark, or None where the system does not say."""
        if _STATUS.is_file():
            for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        if sys.platform == "win32":
            return None
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
