"""The most memory that a process has held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mb() -> float:
    """The greatest memory of this process so far, in millions of bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux hands ru_maxrss down to a child; this counter starts anew
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # macOS counts in bytes
