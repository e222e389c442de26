"""Overlays: what an authority changes of a process, without touching it.

An overlay is a list of statements. Keys never change: rules and code go by them, people see names. Pure; the files of
an authority's folder are read by `outside.overlays`.
"""

from permanence.kernel.overlaying.faults import overlay_faults
from permanence.kernel.overlaying.merging import overlaid
from permanence.kernel.overlaying.overlay import (
    Added,
    Changed,
    Offered,
    Overlay,
    Statement,
    TakenAway,
    statement_at,
)

__all__ = [
    "Added",
    "Changed",
    "Offered",
    "Overlay",
    "Statement",
    "TakenAway",
    "overlaid",
    "overlay_faults",
    "statement_at",
]
