"""The product, asked to do what the model's people try: by its operations, with the versions its pages would show."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connections

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Refused, Stale
from permanence.operations import (
    authorities,
    children,
    finishing,
    next_actions,
    passing_over,
    people,
    requests,
    workers,
    worksteps,
)
from permanence.outside import bank_holidays
from permanence.records import catalogue
from permanence.records.authorities import Inbox
from tests.kernel.filling import process
from tests.model import kinds
from tests.model.actors import Actors
from tests.model.acts import Act
from tests.model.connecting import quickly
from tests.model.founding import ROLES, Ids, given, hire
from tests.model.naming import action_key, kind_of, request_key, step_type
from tests.model.pens import Pen
from tests.model.state import Step, World

METHODS: Final = {"child": "_child_comes"}


class Office(Pen):
    """The product at work for a world that the model keeps."""

    def __init__(self, ids: Ids, world: World) -> None:
        self.ids, self.world = ids, world
        super().__init__(ids)
        self.actors = Actors()
        self.says = ""
        quickly()

    def tries(self, act: Act, step: Step | None) -> frozenset[str]:
        """Have the product do the act, and return the kinds of its refusal; none where it did it."""
        self.says = ""
        try:
            getattr(self, METHODS.get(act.name, f"_{act.name}"))(act, step)
        except Refused as refused:
            asking = {reason.rule for reason in refused.reasons if reason.rule}
            barring = [reason for reason in refused.reasons if not reason.rule]
            if asking and not barring:
                self._pass_over(act, asking)
                return self.tries(act, step)
            self.says = str(refused)
            return frozenset(kind_of(reason) for reason in barring)
        except Stale as stale:
            self.says = stale.sentence
            return frozenset({kinds.STALE})
        return frozenset()

    def _pass_over(self, act: Act, rules: set[str]) -> None:
        """Go on although a rule asks: what only asks is nothing that A9 and A10 know of."""
        for rule in sorted(rules):
            passing_over.pass_over_rule(rule=rule, reason="It is known and talked through.", **self._on(act))

    # Who and where.

    def here(self, act: Act) -> dict[str, Any]:
        """Return who acts, and when."""
        return {"actor": self.actor(act), "at": self.world.at}

    def step_named(self, step_id: UUID) -> str:
        """Return what the model calls a workstep."""
        return next((name for name, each in self.ids.steps.items() if each == step_id), str(step_id))

    def actor(self, act: Act) -> Actor:
        """Return whoever acts as the product knows them today."""
        acting_for = self.ids.workers.get(act.acting_for)
        return self.actors.actor(self.ids.workers[act.who], today=self.world.today, acting_for=acting_for)

    def _on(self, act: Act) -> dict[str, Any]:
        """Return what an act on a workstep is given: its version, or that of a page opened before the last change."""
        version = self.version(self.ids.steps[act.step])
        return {"step_id": self.ids.steps[act.step], "version": version - act.stale, **self.here(act)}

    def _about(self, act: Act) -> dict[str, Any]:
        given_ = self._on(act)
        del given_["step_id"]
        return {"request_id": self.ids.requests[act.request], **given_}

    def _to(self, name: str) -> dict[str, Any]:
        if not name:
            return {}
        return (
            {"to_inbox": self.ids.inboxes[name]} if name in self.ids.inboxes else {"to_worker": self.ids.workers[name]}
        )

    # Worksteps.

    def _begin(self, act: Act, _: Step | None) -> None:
        child = self.ids.children[act.child]
        worksteps.begin_step(child_id=child, step_type=step_type(act.key), **self.here(act))

    def _start(self, act: Act, _: Step | None) -> None:
        worksteps.start_step(**self._on(act))

    def _resume(self, act: Act, _: Step | None) -> None:
        worksteps.resume_step(step_id=self.ids.steps[act.step], **self.here(act))

    def _pick_up(self, act: Act, _: Step | None) -> None:
        steps = [self.ids.steps[act.step]]
        worksteps.pick_up(inbox_id=self.ids.inboxes[act.to], steps=steps, **self.here(act))

    def _pick_up_request(self, act: Act, _: Step | None) -> None:
        asked = [self.ids.requests[act.request]]
        worksteps.pick_up(inbox_id=self.ids.inboxes[act.to], requests=asked, **self.here(act))

    def _put_back(self, act: Act, _: Step | None) -> None:
        worksteps.put_back_step(**self._on(act))

    def _reassign(self, act: Act, _: Step | None) -> None:
        worksteps.reassign_step(reason=act.reason, **self._to(act.to), **self._on(act))

    def _cancel(self, act: Act, _: Step | None) -> None:
        worksteps.cancel_step(reason=act.reason, **self._on(act))

    def _finish(self, act: Act, _: Step | None) -> None:
        finishing.finish_step(**self._on(act))

    def _complete_and_finish(self, act: Act, _: Step | None) -> None:
        finishing.complete_and_finish(**self._about(act))

    # Requests and next actions.

    def _send(self, act: Act, step: Step | None) -> None:
        assert step is not None
        requests.send_request(request_key=request_key(step.law.key, act.key), **self._to(act.to), **self._on(act))

    def _complete(self, act: Act, _: Step | None) -> None:
        requests.complete_request(**self._about(act))

    def _decline(self, act: Act, _: Step | None) -> None:
        requests.decline_request(reason=act.reason, **self._about(act))

    def _withdraw(self, act: Act, _: Step | None) -> None:
        requests.withdraw_request(reason=act.reason, **self._about(act))

    def _add(self, act: Act, step: Step | None, **more: Any) -> None:
        assert step is not None
        given_ = self._action(step, act.key, act.reason)
        purpose = {"meeting": "family_finding_meeting", "review": "3_month_review", "": None}[act.purpose]
        next_actions.add_next_action(purpose=purpose, **given_, **more, **self._to(act.to), **self._on(act))

    def _action(self, step: Step, key: str, reason: str) -> dict[str, Any]:
        found = process().step(step_type(step.law.key)).next_action(action_key(step.law.key, key))
        offered = found.reasons[0].key if found.reasons and reason.strip() else ""
        return {"action_key": found.key, "reason": offered, "reason_text": "" if found.reasons else reason}

    def _replace(self, act: Act, step: Step | None) -> None:
        self._add(act, step, replaces=self.ids.actions[act.action])

    def _remove(self, act: Act, _: Step | None) -> None:
        next_actions.remove_next_action(proposal_id=self.ids.actions[act.action], **self._on(act))

    def _add_both(self, act: Act, _: Step | None) -> None:
        next_actions.add_both(**self._on(act))

    def _send_now(self, act: Act, _: Step | None) -> None:
        next_actions.send_now(proposal_id=self.ids.actions[act.action], **self._on(act))

    def _send_and_add(self, act: Act, step: Step | None) -> None:
        assert step is not None
        added = self._action(step, act.action, act.reason)
        added |= {f"action_{name}": to for name, to in self._to(act.action_to).items()}
        key = request_key(step.law.key, act.key)
        requests.send_request_and_add(request_key=key, **added, **self._to(act.to), **self._on(act))

    # Around the work.

    def _founder(self) -> dict[str, Any]:
        self.actors.changed()
        return {"actor": self.ids.founder, "at": self.world.at}

    def _child_comes(self, act: Act, _: Step | None) -> None:
        said, today = dict(act.content), self.world.today
        years = 16 if said["age"] == "teenager" else 11
        born = date(today.year - years, today.month, 1) - timedelta(days=40)
        here: dict[str, Any] = {"actor": self.ids.founder, "at": self.world.at}
        name = f"{act.child.title()} Example"
        added = children.add_child(name=name, date_of_birth=born, sex="F", team_id=self.ids.teams[said["team"]], **here)
        child_id = given(added.child_id)
        self.ids.children[act.child] = child_id
        of_child = {"child_id": child_id, **here}
        for role in ("SW", "TM", "IRO"):
            worker_id = self.ids.workers[said[role]]
            children.allocate(worker_id=worker_id, role=ROLES[role], from_on=today, **of_child)
        children.set_legal_status(code="C1", from_on=today, **of_child)
        children.set_placement(code="U6", provider="PR1", from_on=today, carers="Ros Whitlow", **of_child)
        children.start_care_period(from_on=today, category_of_need="N1", **of_child)
        relative = people.add_person(
            name="Robin Example", relation="aunt_or_uncle", date_of_birth=date(1980, 1, 1), **of_child
        )
        self.ids.families[act.child] = given(relative.person_id)

    def _pass_days(self, _: Act, __: Step | None) -> None:
        """The clock is given to each act."""

    def _leave(self, act: Act, _: Step | None) -> None:
        workers.put_on_leave(
            worker_id=self.ids.workers[act.who],
            from_on=self.world.today,
            to_on=self.world.today + timedelta(days=act.days),
            covered_by=self.ids.workers[act.to],
            **self._founder(),
        )

    def _leaver(self, act: Act, _: Step | None) -> None:
        work_to = self.ids.workers[act.to] if act.to else None
        workers.disable_worker(worker_id=self.ids.workers[act.who], work_to=work_to, **self._founder())

    def _move(self, act: Act, _: Step | None) -> None:
        roles = [(ROLES[role], self.ids.teams[act.key]) for role in sorted(self.world.workers[act.who].roles)]
        workers.move_worker(
            worker_id=self.ids.workers[act.who], roles=roles, teams=[self.ids.teams[act.key]], **self._founder()
        )

    def _join(self, act: Act, _: Step | None) -> None:
        said, here = dict(act.content), self._founder()
        hire(self.ids, act.who, said["roles"].split(), said["team"], **here)
        for key in said["inboxes"].split():
            inbox = Inbox.objects.get(id=self.ids.inboxes[key])
            authorities.join_inbox(inbox, worker_id=self.ids.workers[act.who], **here)

    def _restart(self, _: Act, __: Step | None) -> None:
        connections.close_all()
        catalogue._BY_DIGEST.clear()
        catalogue._DIGESTS.clear()
        bank_holidays.england.cache_clear()
        self.actors = Actors()
        quickly()
