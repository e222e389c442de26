"""A plan and its authorisation as flows of django-viewflow, with the lock it recommends for PostgreSQL."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


def no_page(_request: Any) -> None:
    """Show nothing: what is measured is what happens when a page is sent."""


class Plan(flow.Flow):
    """A workstep: it lies in an inbox until somebody who may work on plans takes it."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle(this.begin).Next(this.work)
    work = flow.View(no_page).Permission(auto_create=True).Next(this.end)
    end = flow.End()

    def begin(self, activation: Any, came_from: int | None = None) -> Any:
        """Begin a plan; return its process."""
        activation.process.data = {"came_from": came_from}
        return activation.process


class Authorisation(flow.Flow):
    """A request to authorise a plan: it is its manager's until it is answered."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle(this.send).Next(this.answer)
    answer = flow.View(no_page).Assign(this.manager).Next(this.end)
    end = flow.End()

    def send(self, activation: Any, plan: Any = None, manager: Any = None) -> Any:
        """Send the request; return its process."""
        activation.process.artifact = plan
        activation.process.manager = manager
        return activation.process

    def manager(self, activation: Any) -> Any:
        """Return whom it was sent to."""
        return activation.process.manager
