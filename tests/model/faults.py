"""Faults of the product, planted to see that the model notices each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from permanence.kernel import adding, finishing, next_action_set, recurrence, requests
from permanence.kernel.onward import onward
from permanence.operations import answering, carrying_out, forms, loading, next_actions, sending, voiding, worksteps
from permanence.operations import finishing as finishes
from permanence.operations.passing import create_step
from permanence.records.authorities import Inbox

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    """A fault: how it is planted, and the chapter in which it is noticed soonest, which is tried first."""

    plant: Plant
    chapter: int = 1


def _nothing(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _gate_ignored(here: pytest.MonkeyPatch) -> None:
    here.setattr(finishing, "reasons_at_the_gates", _nothing)


def _permission_dropped(here: pytest.MonkeyPatch) -> None:
    here.setattr(loading, "why", lambda *_, **__: "allowed")


def _without_version(checked: Callable[..., None]) -> Callable[..., None]:
    return lambda *given, **named: checked(*given, **{**named, "version": None})


def _version_not_checked(here: pytest.MonkeyPatch) -> None:
    for module in (answering, finishes, next_actions, sending, worksteps):
        checked = module.refuse_or_stale
        here.setattr(module, "refuse_or_stale", _without_version(checked))


def _next_action_lost(here: pytest.MonkeyPatch) -> None:
    here.setattr(carrying_out, "onward", lambda facts: [each for each in onward(facts) if each.kind != "create_step"])


def _exclusivity_ignored(here: pytest.MonkeyPatch) -> None:
    for module in (adding, next_action_set):
        here.setattr(module, "excludes", lambda *_: False)


def _wrong_inbox(here: pytest.MonkeyPatch) -> None:
    def astray(new: Any, **given: Any) -> Any:
        other = Inbox.objects.exclude(id=new.to.inbox_id).first()
        to = replace(new.to, inbox_id=other.id, inbox_key=other.key) if new.to.inbox_id and other else new.to
        return create_step(replace(new, to=to), **given)

    here.setattr(carrying_out, "create_step", astray)


def _own_request_completed(here: pytest.MonkeyPatch) -> None:
    here.setattr(requests, "_kept_apart", _nothing)


def _order_ignored(here: pytest.MonkeyPatch) -> None:
    here.setattr(requests, "_comes_after", lambda *_: None)
    here.setattr(requests, "stands_completed", lambda *_: True)


def _three_months_forgotten(here: pytest.MonkeyPatch) -> None:
    here.setattr(recurrence, "first_uncovered_due", lambda *_, **__: None)


def _edit_voids_nothing(here: pytest.MonkeyPatch) -> None:
    here.setattr(forms, "void_what_changed", lambda *_, **__: voiding.Voided())


FAULTS: Final[Mapping[str, Fault]] = {
    "gate ignored": Fault(_gate_ignored),
    "permission dropped": Fault(_permission_dropped),
    "version not checked": Fault(_version_not_checked, 3),
    "next action lost at the finish": Fault(_next_action_lost),
    "exclusivity ignored": Fault(_exclusivity_ignored, 3),
    "wrong inbox": Fault(_wrong_inbox),
    "own request completed": Fault(_own_request_completed, 7),
    "order of requests ignored": Fault(_order_ignored, 43),
    "three months forgotten": Fault(_three_months_forgotten, 14),
    "edit voids nothing": Fault(_edit_voids_nothing, 6),
}
