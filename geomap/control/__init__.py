"""Control: who holds what on each day, and the line of contact between them.

Snapshots come from vector files that others draw; nothing is guessed beyond them. Read them
with `ControlSeries.read`, hold events against them with `add_control`.
"""

from __future__ import annotations

from .change import Change
from .events import add_control
from .series import ControlSeries, Standing
from .snapshot import Snapshot

__all__ = ["Change", "ControlSeries", "Snapshot", "Standing", "add_control"]
