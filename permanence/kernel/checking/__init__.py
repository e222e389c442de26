"""What is wrong with a process definition, beyond what its notation refuses: each a place and a sentence.

Pure: the same checks refuse a publishing (`operations.definitions`) and are shown with file and line by
`permanence process check` (`outside.checking`).
"""

from collections.abc import Iterator

from permanence.kernel.checking.changes import meaning_faults
from permanence.kernel.checking.copying import Sources, copying_faults
from permanence.kernel.checking.fault import Fault, Place
from permanence.kernel.checking.flow import flow_faults
from permanence.kernel.checking.helping import help_faults
from permanence.kernel.checking.next_actions import next_action_faults
from permanence.kernel.checking.privileged import privileged_faults
from permanence.kernel.checking.questions import question_faults
from permanence.kernel.checking.requests import request_faults
from permanence.kernel.checking.routing import routing_faults
from permanence.kernel.checking.settings import setting_faults
from permanence.kernel.checking.timescales import timescale_faults
from permanence.kernel.checking.wording import Reworded, is_confirmed, reworded
from permanence.kernel.definitions import Process

__all__ = ["Fault", "Place", "Reworded", "Sources", "faults", "is_confirmed", "meaning_faults", "reworded"]


def faults(process: Process, *, sources: Sources) -> Iterator[Fault]:
    """Yield every fault of a definition whose names are all defined, in the order in which a reader meets them."""
    yield from flow_faults(process)
    yield from next_action_faults(process)
    yield from routing_faults(process)
    yield from request_faults(process)
    yield from timescale_faults(process)
    yield from setting_faults(process)
    yield from help_faults(process)
    yield from privileged_faults(process)
    yield from question_faults(process)
    yield from copying_faults(process, sources)
