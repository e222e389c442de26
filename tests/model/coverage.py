"""Whether enough was tried: every workstep, request, next action and kind of refusal often enough to mean something."""

from collections import Counter
from collections.abc import Iterator

from tests.model import kinds, law
from tests.model.acts import AROUND, OF_STEPS
from tests.model.chapters import Tally

REFUSED_FOR = {
    "finish": (kinds.ROLE, kinds.ORDER, kinds.INCOMPLETE, kinds.ACTIONS, kinds.STATE, kinds.STALE, kinds.HIDDEN),
    "send": (kinds.ROLE, kinds.ORDER, kinds.INCOMPLETE, kinds.ACTIONS, kinds.STATE, kinds.WHERE_TO, kinds.CONFLICT),
    "complete": (kinds.ROLE, kinds.STATE, kinds.HIDDEN),
    "add": (kinds.ROLE, kinds.ACTIONS, kinds.STATE, kinds.WHERE_TO, kinds.REASON),
    "save": (kinds.ROLE, kinds.STATE, kinds.HIDDEN, kinds.STALE),
    "start": (kinds.ROLE, kinds.STATE, kinds.HIDDEN),
    "pick_up": (kinds.ROLE, kinds.STALE, kinds.HIDDEN),
    "reassign": (kinds.ROLE, kinds.REASON, kinds.WHERE_TO),
    "cancel": (kinds.ROLE, kinds.REASON, kinds.STATE),
    "leaver": (kinds.HELD, kinds.WHERE_TO),
}


def lacking(tally: Tally, *, least: int) -> Iterator[str]:
    """Yield what was reached fewer times than that."""
    acts, steps, keys = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    for (name, step, key), count in tally.done.items():
        acts[name] += count
        steps[name, step] += count
        keys[name, step, key] += count
    wanted: dict[str, int] = {f"{name} done": acts[name] for name in (*OF_STEPS, *AROUND)}
    wanted |= {
        f"{name} of step {step}": _times(steps, name, step) for name in ("start", "finish") for step in law.STEPS
    }
    wanted |= {f"request {key} of step {step} sent": keys["send", step, key] for step, key in law.REQUESTS}
    wanted |= {f"request of step {step} completed": _times(steps, "complete", step) for step, _ in law.REQUESTS}
    wanted |= {f"{key} added to step {step}": _added(keys, step, key) for step, key in law.ACTIONS}
    wanted |= {
        f"{name} refused: {kind}": tally.refused[name, kind] for name, all_ in REFUSED_FOR.items() for kind in all_
    }
    yield from (f"{what}: {count}" for what, count in wanted.items() if count < least)


def _times(steps: Counter[tuple[str, str]], name: str, step: str) -> int:
    other = {"finish": "complete_and_finish", "complete": "complete_and_finish", "start": "begin"}[name]
    return steps[name, step] + steps[other, step] + (steps["begin", ""] if (name, step) == ("start", "0") else 0)


def _added(keys: Counter[tuple[str, str, str]], step: str, key: str) -> int:
    return keys["add", step, key] + keys["replace", step, key] + keys["send_and_add", step, key]
