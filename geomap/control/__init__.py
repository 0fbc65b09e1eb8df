"""Control: who holds what on each day, and the line of contact between them.

Snapshots come from vector files that others draw; nothing is guessed beyond them. Read them
with `ControlSeries.read`.
"""

from __future__ import annotations

from .change import Change
from .series import ControlSeries, Standing
from .snapshot import Snapshot

__all__ = ["Change", "ControlSeries", "Snapshot", "Standing"]
