"""Our side of the unit of work: seven acts by the operations that pages call, each a transaction of its own.

Each with its permission check, revision, idempotency key and audit. The version that a page would carry is asked
between two acts, as the page does.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.turns import Act, answer
from permanence.cli.data import database


@dataclass
class Counter:
    """Counts statements: an execute wrapper of Django's."""

    asked: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        """Count a statement, unless it is a savepoint's."""
        self.asked += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, *given)


class Ours:
    """The workers of the unit, and the workstep that each child has in the inbox."""

    def __init__(self) -> None:
        from bench.unit_world import DEE, INBOX, JOAN
        from permanence.kernel.london import london_date
        from permanence.queries.actors import worker_acting
        from permanence.records.authorities import Inbox
        from permanence.records.people import Worker
        from permanence.records.worksteps import Workstep
        from tests.factories import REAL

        waiting = Workstep.objects.filter(step_type="plan", closed_at=None).order_by("id")
        self.children = list(waiting.values_list("child_id", flat=True))
        self.at = waiting[0].passed_at
        self.inbox = Inbox.objects.values_list("id", flat=True).get(key=INBOX)
        workers = dict(Worker.objects.values_list("person__name", "id"))
        given: dict[str, Any] = {"today": london_date(self.at), "real_at": REAL, "request_id": "bench"}
        self.joan_id = workers[JOAN]
        self.dee, self.joan = (worker_acting(worker_id=workers[name], **given) for name in (DEE, JOAN))

    def unit(self) -> Iterator[Act]:
        """Yield the seven acts on the next child's workstep."""
        from bench.unit_world import TYPED
        from permanence.operations import assigning, finishing, forms, next_actions, requests, worksteps
        from permanence.records.worksteps import Workstep
        from tests.factories import asked, version

        child_id = self.children.pop(0)
        self.children.append(child_id)
        step_id = Workstep.objects.values_list("id", flat=True).get(child_id=child_id, closed_at=None)
        here: dict[str, Any] = {"step_id": step_id}

        def now() -> dict[str, Any]:
            return {**here, "version": version(step_id)}

        yield self._act(assigning.pick_up, inbox_id=self.inbox, steps=[step_id])
        yield self._act(worksteps.start_step, **now())
        yield self._act(forms.save_section, section="answers", version=0, typed=TYPED, **here)
        yield self._act(requests.send_request, request_key="authorise", to_worker=self.joan_id, **now())
        answered = {"request_id": asked(step_id, "authorise").id, "version": version(step_id)}
        yield self._act(requests.complete_request, **answered, actor=self.joan)
        yield self._act(next_actions.add_next_action, action_key="plan", to_inbox=self.inbox, **now())
        yield self._act(finishing.finish_step, **now())

    def _act(self, operation: Callable[..., object], **given: Any) -> Act:
        whole = {"actor": self.dee, "at": self.at, "key": str(uuid4()), **given}
        return lambda: operation(**whole)


def settle() -> None:
    """Have PostgreSQL count what this connection wrote."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")


def main() -> None:
    """Do units as they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="data directory whose database holds the world")
    data = parser.parse_args().data
    os.environ["PERMANENCE_DEMO"] = "1"
    with database(data):
        from django.db import connection

        counter = Counter()
        with connection.execute_wrapper(counter):
            answer(Ours().unit, count=lambda: counter.asked, settle=settle)


if __name__ == "__main__":
    main()
