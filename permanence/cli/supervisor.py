"""Children that stand and fall together: one that ends ends all, and one signal ends them in order."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from permanence.cli.sentences import Unable
from permanence.outside.processes import stop_children

LOOK_EVERY = 0.1
"""Seconds between looks at the children."""


@dataclass
class Supervisor:
    """Watches named children until a SIGTERM or SIGINT; make it in the main thread before they are started."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    asked_to_stop: bool = False

    def __post_init__(self) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def add(self, name: str, child: subprocess.Popen[bytes]) -> None:
        """Watch one more; `name` is what the sentence calls it when it ends."""
        self.children[name] = child

    def look(self) -> None:
        """Raise Unable where a child has ended by itself."""
        for name, child in self.children.items():
            code = child.poll()
            if code is not None and not self.asked_to_stop:
                how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
                raise Unable(f"Permanence has stopped, since {name} {how}. What was confirmed is kept; start it again.")

    def wait_until(self, done: Callable[[], bool], *, within: float) -> bool:
        """Wait until `done`, or until asked to stop; return False where `within` seconds pass first.

        Raises:
            Unable: a child ended meanwhile.
        """
        deadline = time.monotonic() + within
        while not self.asked_to_stop and not done():
            if time.monotonic() > deadline:
                return False
            self.look()
            time.sleep(LOOK_EVERY)
        return True

    def watch(self) -> None:
        """Return when asked to stop; raises as `wait_until`."""
        self.wait_until(lambda: False, within=float("inf"))

    def stop(self, *names: str, within: float) -> None:
        """Ask the named children to end what they have begun, all at once, and wait for them; then kill."""
        chosen = [self.children[name] for name in names if name in self.children]
        stop_children(chosen, by=signal.SIGTERM, within=within)
