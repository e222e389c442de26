"""What somebody may write into a section, at random: the answers that decide the way, and words that differ."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from tests.model import forms
from tests.model.days import months_after
from tests.model.law import DECISION_SECTION
from tests.model.state import Child, Content, Pathway, Step, World

Said = Callable[[Random, World, Child, Step], Content]


def content(rng: Random, world: World, child: Child, step: Step, section: int) -> tuple[tuple[str, str], ...]:
    """Return a section's content: nearly always complete."""
    if section == step.law.next_section and not forms.asks_more(step):
        return (("complete", "no"),)
    if (step.law.key, section) in forms.NO_WORDS:
        return (("complete", "yes"),)
    said = _said(rng, world, child, step, section)
    said |= {"complete": "no" if rng.random() < 0.06 else "yes", "wording": str(rng.randrange(4))}
    return tuple(sorted(said.items()))


def _said(rng: Random, world: World, child: Child, step: Step, section: int) -> Content:
    if step.law.is_decided and section == DECISION_SECTION:
        return _decision(rng, world, step)
    key = f"{step.law.key}.{section}"
    return SAID[key](rng, world, child, step) if key in SAID else {}


def _review(rng: Random, world: World, _: Child, __: Step) -> Content:
    return {"agreed": rng.choices(["yes", "no"], [9, 1])[0], "held": world.today.isoformat()}


def _meeting(rng: Random, world: World, _: Child, step: Step) -> Content:
    held = world.today - timedelta(days=rng.randrange(6))
    deciders = [worker.name for worker in world.here() if "ADM" in worker.roles]
    sat = [rng.choice(deciders), "omar"] if deciders and rng.random() < 0.12 else ["omar"]
    return {
        "meeting": held.isoformat(),
        "minutes": (held + timedelta(days=rng.randrange(4))).isoformat(),
        "recommendation": rng.choices(["agree", "disagree", "deferred"], [7, 2, 1])[0],
        "sat": " ".join(sat if step.law.key == "6" else sat[:1]),
    }


def _decision(rng: Random, world: World, step: Step) -> Content:
    against = step.law.key == "6" and any(each.law.answer == ("decision", "disagree") for each in step.standing())
    decision = rng.choices(["agree", "disagree"], [2, 8] if against else [17, 3])[0]
    said = {"decision": decision, "decided": world.today.isoformat()}
    if (decision == "agree") != (step.answer("recommendation") == "agree"):
        said["differs_why"] = "I give more weight to what the child says."
    return said


def _family_finding(rng: Random, world: World, child: Child, step: Step) -> Content:
    purpose = step.purpose or "meeting"
    if rng.random() < 0.06:
        purpose = "review" if purpose == "meeting" else "meeting"
    said = {"purpose": purpose, "match": rng.choice(["no", "yes"]), "held": world.today.isoformat()}
    if said["match"] == "no":
        said["next"] = _next_meeting(rng, world, child.way_of(step)).isoformat()
    return said


def _next_meeting(rng: Random, world: World, pathway: Pathway) -> date:
    """Return the day of the next meeting: about a month on, often on or just before a three-month date."""
    day = world.today + timedelta(days=rng.randrange(14, 45))
    dues = sorted(due for due in pathway.reviews_due if due > world.today)
    if dues and rng.random() < 0.45:
        return dues[0] + timedelta(days=rng.choice([-1, 0, 0, 1]))
    return day


def _information(rng: Random, world: World, child: Child, _: Step) -> Content:
    views = [5, 1, 2, 4 if child.teenager else 0.4]
    said = {
        "view": rng.choices(["panel", "more", "not_suitable", "ratified"], views)[0],
        "new_plan": rng.choices(["no", "yes"], [5, 5])[0],
    }
    if said["view"] == "ratified":
        said["new_plan"] = rng.choices(["no", "yes"], [9, 1])[0]
        iros = [worker.name for worker in world.workers.values() if "IRO" in worker.roles]
        said["ratified_by"] = child.workers["IRO"] if rng.random() < 0.8 else rng.choice(iros)
        said["ratified_on"] = world.today.isoformat()
    return said


def _placement(_: Random, world: World, __: Child, ___: Step) -> Content:
    return {"placed": world.today.isoformat()}


def _update(rng: Random, _: World, child: Child, __: Step) -> Content:
    outcome = rng.choice(["search_again", "new_plan", "no_longer"])
    return {"outcome": outcome, "agreed_by": child.workers["SW"] if rng.random() < 0.9 else "una"}


SAID: Final[Mapping[str, Said]] = {
    "0.1": _review,
    "2.1": _meeting,
    "6.1": _meeting,
    "4.5": _family_finding,
    "5.1": _information,
    "7.1": _placement,
    "U.1": _update,
}

__all__ = ["content", "months_after"]
