"""The model: whether an act is refused, of which kind, and what it does. The one door for driver and checks."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from tests.model import around, effects, forms, rules_actions, rules_finish, rules_requests, rules_steps
from tests.model.acts import AROUND, Act
from tests.model.kinds import HIDDEN, ROLE, STALE, STATE
from tests.model.law import ACTIONS, REQUESTS, STEPS
from tests.model.scenes import Me, Scene, me_of, relations
from tests.model.state import Action, Child, Pathway, Request, Step, World

AT_WORK: Final = frozenset({"has_workstep", "has_request", "in_inbox", "took_part", "allocated", "team_manager"})
MAY: Final[Mapping[str, frozenset[str]]] = {
    "begin": frozenset({"allocated"}),
    "start": frozenset({"has_workstep", "in_inbox"}),
    "pick_up": frozenset({"in_inbox", "has_workstep", "took_part"}),
    "pick_up_request": frozenset({"in_inbox", "has_workstep", "took_part"}),
    "put_back": frozenset({"has_workstep"}),
}
WITHOUT_VERSION: Final = frozenset({"resume", "pick_up", "pick_up_request"})
ON_STEP: Final[Mapping[str, Callable[[Scene], Iterator[str]]]] = {
    "start": rules_steps.starting,
    "resume": rules_steps.resuming,
    "pick_up": rules_steps.picking_up,
    "put_back": rules_steps.putting_back,
    "reassign": rules_steps.reassigning,
    "cancel": rules_steps.cancelling,
    "save": rules_steps.saving,
    "finish": rules_finish.finishing,
    "add_both": rules_actions.adding_both,
}
ON_REQUEST: Final[Mapping[str, Callable[[Scene, Request], Iterator[str]]]] = {
    "pick_up_request": rules_requests.picking_up_request,
    "complete": rules_requests.completing,
    "decline": rules_requests.declining,
    "withdraw": rules_requests.withdrawing,
}


class NoSuchThing(Exception):
    """The act names what is not there (in a shortened list): it is passed over."""


def refusals(world: World, act: Act) -> frozenset[str]:
    """Return the kinds of reason for which the act is refused; none where it is done. Nothing changes.

    Raises:
        NoSuchThing: what it names is not there.
    """
    if act.name in AROUND:
        return frozenset(around.refusals(world, act))
    if act.who not in world.workers or world.workers[act.who].gone:
        raise NoSuchThing
    if act.name == "begin":
        return _beginning(world, act)
    scene = scene_of(world, act)
    if act.name == "write":
        return _writing(scene)
    barred = _barred(scene)
    if barred:
        return barred
    stale = {STALE} if is_stale(scene) else set()
    return frozenset(_reasons(scene)) | stale


def _writing(scene: Scene) -> frozenset[str]:
    """A form is put there whole, by whoever writes it: no act of the product, so nothing that it could refuse."""
    if scene.step.state != "started" or not scene.acts_as(scene.step.law.writers) or not forms.lacking(scene.step):
        raise NoSuchThing
    return frozenset()


def do(world: World, act: Act) -> None:
    """Do an act that is not refused."""
    if act.name in AROUND:
        around.do(world, act)
    elif act.name == "begin":
        _begin(world, act)
    else:
        scene = scene_of(world, act)
        _do(scene)


def scene_of(world: World, act: Act) -> Scene:
    """Return where the act is done. Raises NoSuchThing."""
    found = world.find(act.step)
    if found is None:
        raise NoSuchThing
    child, pathway, step = found
    return Scene(world=world, child=child, pathway=pathway, step=step, me=me_of(world, act), act=act)


def is_stale(scene: Scene) -> bool:
    """Return whether the page was opened before the last change; a section that was never saved has no older page."""
    if scene.act.name in WITHOUT_VERSION:
        return False
    saves = scene.act.name == "save"
    return scene.act.stale and (not saves or scene.act.section in scene.step.sections)


def _barred(scene: Scene) -> frozenset[str]:
    """Return why somebody is not let near: hidden, or not theirs; too late, where until then they could act."""
    found = relations(scene.world, scene.child, scene.me)
    kind = "" if found & MAY.get(scene.act.name, AT_WORK) else ROLE if found else HIDDEN
    if not kind:
        return frozenset()
    late = kind == HIDDEN or not scene.step.is_open
    return frozenset({STALE} if late and _was_near(scene) else {kind})


def _was_near(scene: Scene) -> bool:
    """Return whether they took part in the step, or work from an inbox that it or its requests came from."""
    inboxes = {scene.step.came_from, *(each.inbox for each in scene.step.requests)} - {""}
    return scene.me.worker.name in scene.step.part or not inboxes.isdisjoint(scene.me.worker.inboxes)


def _reasons(scene: Scene) -> Iterator[str]:
    name, act, step = scene.act.name, scene.act, scene.step
    if name in ON_STEP:
        return ON_STEP[name](scene)
    if name in ON_REQUEST:
        return ON_REQUEST[name](scene, request_of(step, act))
    return OTHERS[name](scene)


def request_of(step: Step, act: Act) -> Request:
    """Return the request that the act names."""
    for each in step.requests:
        if each.id == act.request:
            return each
    raise NoSuchThing


def action_of(step: Step, act: Act) -> Action:
    """Return the next action that the act names."""
    for each in step.actions:
        if each.id == act.action:
            return each
    raise NoSuchThing


def _send(scene: Scene) -> Iterator[str]:
    return rules_requests.sending(scene, REQUESTS[scene.step.law.key, scene.act.key])


def _add(scene: Scene) -> Iterator[str]:
    law = ACTIONS[scene.step.law.key, scene.act.key]
    purpose = scene.act.purpose or rules_actions.default_purpose(scene, law)
    return rules_actions.adding(scene, law, reason=scene.act.reason, purpose=purpose)


def _replace(scene: Scene) -> Iterator[str]:
    yield from rules_actions.removing(scene, action_of(scene.step, scene.act))
    after = _copy(scene)
    effects.removed(after, action_of(after.step, scene.act))
    if not list(rules_actions.removing(scene, action_of(scene.step, scene.act))):
        yield from _add(after)


def _copy(scene: Scene, **changes: Any) -> Scene:
    """Return the scene on a copy of the child, to see what an act's second part would meet."""
    child = copy.deepcopy(scene.child)
    world = replace(scene.world, children={**scene.world.children, child.id: child})
    return scene_of(world, replace(scene.act, **changes))


def _send_and_add(scene: Scene) -> Iterator[str]:
    """Add the next action, then send the request: each must be allowed (pages, section 5)."""
    act = scene.act
    first = _copy(scene, name="add", key=act.action, to=act.action_to)
    found = list(_add(first))
    if not found:
        _do(first)
        found = list(_send(replace(first, act=replace(act, name="send"))))
    yield from found


def _complete_and_finish(scene: Scene) -> Iterator[str]:
    first = _copy(scene, name="complete")
    found = list(rules_requests.completing(first, request_of(first.step, scene.act)))
    if not found:
        _do(first)
        found = list(rules_finish.finishing(first))
    yield from found


OTHERS: Final[Mapping[str, Callable[[Scene], Iterator[str]]]] = {
    "send": _send,
    "add": _add,
    "replace": _replace,
    "remove": lambda scene: rules_actions.removing(scene, action_of(scene.step, scene.act)),
    "send_now": lambda scene: rules_actions.sending_now(scene, action_of(scene.step, scene.act)),
    "send_and_add": _send_and_add,
    "complete_and_finish": _complete_and_finish,
}


def _do(scene: Scene) -> None:
    act, step = scene.act, scene.step
    if act.name == "resume":
        return
    changed: object = True
    if act.name in effects.ON_STEP:
        changed = effects.ON_STEP[act.name](scene)
    elif act.name in effects.ON_REQUEST:
        effects.ON_REQUEST[act.name](scene, request_of(step, act))
    else:
        _do_other(scene)
    if changed is not False:
        step.part.add(act.who)
        scene.pathway.part.add(act.who)


def _do_other(scene: Scene) -> None:
    act, step = scene.act, scene.step
    if act.name in {"remove", "replace"}:
        effects.removed(scene, action_of(step, act))
    if act.name in {"add", "replace"}:
        effects.added(scene, act.key, to=act.to, purpose=act.purpose)
    elif act.name == "add_both":
        effects.added_both(scene)
    elif act.name == "send_now":
        effects.sent_now(scene, action_of(step, act))
    else:
        _do_composite(scene)


def _do_composite(scene: Scene) -> None:
    act, step = scene.act, scene.step
    if act.name == "send_and_add":
        effects.added(scene, act.action, to=act.action_to, purpose="")
        effects.sent(scene)
    elif act.name == "complete_and_finish":
        effects.completed(scene, request_of(step, act))
        effects.finished(scene)


def _beginning(world: World, act: Act) -> frozenset[str]:
    child = world.children.get(act.child)
    if child is None:
        raise NoSuchThing
    me = me_of(world, act)
    found = relations(world, child, me)
    if "allocated" not in found:
        return frozenset({ROLE if found else HIDDEN})
    if act.key != "0":
        return frozenset({HIDDEN})
    is_iro = me.holds({"IRO"}) and child.workers["IRO"] in me.names
    return frozenset(rules_steps.beginning(child, is_iro))


def _begin(world: World, act: Act) -> None:
    child = world.children[act.child]
    pathway = child.pathway
    if pathway is None:
        pathway = Pathway()
        child.pathways.append(pathway)
    step = Step(id=f"s{act.number}.0", law=STEPS[act.key], state="started", worker=act.who)
    step.part.add(act.who)
    pathway.part.add(act.who)
    pathway.steps.append(step)


__all__ = ["STATE", "Child", "Me", "NoSuchThing", "do", "is_stale", "refusals", "scene_of"]
