"""Acts let go at one moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from permanence.kernel.reasons import Refused, Stale


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Do every act at the same moment, each on a connection of its own; return what each led to, or said."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return act()
        except (Refused, Stale) as lost:
            return lost
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return [*threads.map(run, acts)]


def winners(results: list[Any]) -> list[Any]:
    """Return what those led to that were done."""
    return [result for result in results if not isinstance(result, Refused | Stale)]


def sentences(results: list[Any]) -> set[str]:
    """Return what the others were told."""
    return {str(result) for result in results if isinstance(result, Refused | Stale)}
