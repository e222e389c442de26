"""What somebody would do next who knows the procedure; the model says whether it may be done."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from tests.model import forms
from tests.model.acts import Act
from tests.model.contents import content
from tests.model.law import DECISION_SECTION, EARLY, ActionLaw, actions_of, requests_of
from tests.model.model import refusals
from tests.model.rules_actions import denies
from tests.model.state import Child, Pathway, Step, World

Wished = tuple[float, dict[str, Any]]
SAID = "As agreed at the meeting."
OFTEN = {("1", "N2"): 0.3, ("2", "N4"): 0.6, ("6", "N12"): 12}
"""How often a next action is added, where it is not as often as others: what ends the way early, what leads far."""
LONG = 2
WAITS = 0.5
"""How often one waits, so that what is seldom done stays seldom where little else can be done."""
AGAIN = 0.08
"""How often somebody may write again what is complete, which voids what was authorised."""


def sensible(rng: Random, world: World, child: Child, number: int) -> Act | None:
    """Return an act that is not refused, or None where nothing sensible is to be done, or one rather waits."""
    wished: list[Wished] = [(WAITS, {}), *_wished(rng, world, child)]
    while len(wished) > 1:
        place = rng.choices(range(len(wished)), [weight for weight, _ in wished])[0]
        if place == 0:
            break
        act = Act(number=number, **wished.pop(place)[1])
        is_here = act.who in world.workers and not world.workers[act.who].gone
        if is_here and not refusals(world, act):
            return act
    return None


def _wished(rng: Random, world: World, child: Child) -> Iterator[Wished]:
    pathway = child.pathway
    if pathway is None or not any(step.is_open for step in pathway.steps) or rng.random() < 0.02:
        yield 1, {"name": "begin", "who": child.workers["IRO"], "child": child.id, "key": "0"}
        return
    for step in (each for each in pathway.steps if each.is_open):
        for weight, given in _on(rng, world, child, pathway, step):
            yield weight, {"step": step.id, **given}
    for step in pathway.steps:
        for weight, given in _answers(world, step):
            yield weight, {"step": step.id, **given}


def _on(rng: Random, world: World, child: Child, pathway: Pathway, step: Step) -> Iterator[Wished]:
    if step.state == "incoming":
        yield from _taking(rng, world, step)
        return
    yield from _writing(rng, world, child, step)
    if not forms.lacks_own(step) or any(each.law.key == "N2" for each in step.standing()):
        yield from _asking(rng, world, child, step)
    yield from _going_on(rng, world, child, step)
    for who in _holding(world, step.law.finished_by | {"worker"}, step):
        yield 6, {"name": "finish", "who": who}
    yield 0.12, {"name": "cancel", "who": _one(rng, _holding(world, step.law.cancelled_by, step)), "reason": SAID}
    yield 0.1, {"name": "resume", "who": step.worker}
    yield (
        0.1,
        {
            "name": "reassign",
            "who": step.worker,
            "to": _one(rng, _holding(world, step.law.worked_by, step)),
            "reason": SAID,
        },
    )


def _taking(rng: Random, world: World, step: Step) -> Iterator[Wished]:
    """Start it, from Incoming work or the inbox; the review team takes the reviews (R117)."""
    wanted = {"RT"} if step.purpose == "review" else step.law.worked_by - {"RT"}
    members = [who for who in _holding(world, wanted, step) if step.inbox in world.workers[who].inboxes]
    if step.inbox and members:
        who = rng.choice(members)
        yield 4, {"name": "pick_up", "who": who, "to": step.inbox}
        yield 6, {"name": "start", "who": who}
    elif step.worker:
        yield 8, {"name": "start", "who": step.worker}
        yield 1, {"name": "put_back", "who": step.worker}
        yield (
            0.5,
            {
                "name": "reassign",
                "who": step.worker,
                "to": _one(rng, _holding(world, step.law.worked_by, step)),
                "reason": SAID,
            },
        )


def _writing(rng: Random, world: World, child: Child, step: Step) -> Iterator[Wished]:
    lacking = [number for number in step.law.own if step.sections.get(number, {}).get("complete") != "yes"]
    if step.law.is_decided and forms.lacks_section(step, DECISION_SECTION):
        asked = [each.to for each in step.requests if each.state in {"sent", "completed"}]
        given = {
            "name": "save",
            "section": DECISION_SECTION,
            "content": content(rng, world, child, step, DECISION_SECTION),
        }
        yield from ((8, {**given, "who": who}) for who in asked)
    if len(lacking) > LONG:
        yield 20, {"name": "write", "who": step.worker}
    for number in lacking[:1]:
        yield (
            14,
            {
                "name": "save",
                "who": step.worker,
                "section": number,
                "content": content(rng, world, child, step, number),
            },
        )
    if rng.random() < AGAIN:
        again = rng.choice(step.law.own)
        given = {"name": "save", "section": again, "content": content(rng, world, child, step, again)}
        yield 2, {**given, "who": step.worker}
    number = step.law.next_section
    if forms.asks_more(step) and forms.lacks_section(step, number):
        given = {"name": "save", "section": number, "content": content(rng, world, child, step, number)}
        yield from ((5, {**given, "who": who}) for who in sorted({each.by for each in step.standing()}))


def _asking(rng: Random, world: World, child: Child, step: Step) -> Iterator[Wished]:
    """Send what is not sent yet, by whoever may, to whoever answers."""
    for law in requests_of(step.law.key):
        weight = 8 if law.gate != "none" else 0.3
        people = [who for who in _holding(world, law.sent_by, step) if _is_near(world, child, step, who)]
        to = law.inbox or _one(rng, _holding(world, law.to, step))
        if people and to:
            yield weight, {"name": "send", "who": rng.choice(people), "key": law.key, "to": to}
            if law.key == "b":
                yield (
                    4,
                    {
                        "name": "send_and_add",
                        "who": rng.choice(people),
                        "key": "b",
                        "to": "Q",
                        "action": "N1",
                        "action_to": "Q",
                    },
                )


def _answers(world: World, step: Step) -> Iterator[Wished]:
    """Answer what waits: mostly completed, sometimes declined or withdrawn."""
    for request in (each for each in step.requests if each.state == "sent"):
        members = [worker.name for worker in world.here() if request.inbox in worker.inboxes]
        for who in [request.to] if request.to else members[:2]:
            yield 6, {"name": "complete", "who": who, "request": request.id}
            yield 4, {"name": "complete_and_finish", "who": who, "request": request.id}
            yield 0.5, {"name": "decline", "who": who, "request": request.id, "reason": SAID}
            if request.inbox:
                yield 3, {"name": "pick_up_request", "who": who, "request": request.id, "to": request.inbox}
        yield 0.3, {"name": "withdraw", "who": request.sent_by, "request": request.id}


def _going_on(rng: Random, world: World, child: Child, step: Step) -> Iterator[Wished]:
    """Add what the answers allow; change what they deny; send at once what may be."""
    for law in actions_of(step.law.key):
        people = [who for who in _holding(world, law.added_by, step) if _is_near(world, child, step, who)]
        if not people or denies(step, law) or _is_too_early(step, law):
            continue
        weight = OFTEN.get((law.step, law.key), 5)
        given = {"key": law.key, "who": rng.choice(people), "reason": SAID if law.reason else ""}
        to = law.inbox or (child.workers["SW"] if law.to == {"SW"} else "")
        yield weight, {"name": "add", **given, "to": to}
        for action in step.standing():
            yield (
                weight if denies(step, action.law) else 0.1,
                {"name": "replace", **given, "to": to, "action": action.id},
            )
    yield 2, {"name": "add_both", "who": step.worker}
    for action in step.standing():
        wrong = denies(step, action.law)
        yield 3 if wrong else 0.08, {"name": "remove", "who": action.by, "action": action.id}
        if (action.law.step, action.law.key) == EARLY:
            yield 5, {"name": "send_now", "who": step.worker, "action": action.id}


def _is_too_early(step: Step, law: ActionLaw) -> bool:
    """Return whether the form must say first what follows; a decision is proposed before it is taken (R106)."""
    return law.answer is not None and law.answer[0] != "decision" and not step.answer(law.answer[0])


def _holding(world: World, roles: Iterable[str], step: Step) -> list[str]:
    """Return who holds one of these roles, the step's own worker among them where that is meant."""
    wanted = set(roles)
    found = [worker.name for worker in world.here() if worker.roles & wanted]
    return [*found, step.worker] if "worker" in wanted and step.worker and step.worker not in found else found


def _is_near(world: World, child: Child, step: Step, who: str) -> bool:
    worker = world.workers[who]
    return who == step.worker or who in child.workers.values() or bool(worker.roles & {"QAAG", "ADM", "FFM", "TM"})


def _one(rng: Random, people: list[str]) -> str:
    return rng.choice(people) if people else ""
