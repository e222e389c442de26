"""What the product's tables say of a child, in the model's words; new rows are named as the model named them."""

from typing import Any, Final
from uuid import UUID

from django.db import connection

from tests.model import law
from tests.model.founding import TITLES, Ids
from tests.model.naming import action_key, request_key, step_type
from tests.model.state import Action, Child, Request, Step, World

Row = dict[str, Any]
STEPS: Final = """
    SELECT id, step_type, state, assigned_worker_id AS worker, assigned_inbox_id AS inbox, purpose,
           review_due_on AS review_due, pathway_id AS pathway, version, form_version
    FROM records_workstep WHERE child_id = %s ORDER BY passed_at, id"""
REQUESTS: Final = """
    SELECT r.id, r.step_id AS step, r.key, r.state, r.sent_by_id AS sent_by, r.to_worker_id AS "to",
           r.to_inbox_id AS inbox, r.picked_up_by_id AS picked_up_by, r.completed_by_id AS completed_by
    FROM records_request r WHERE r.child_id = %s ORDER BY r.sent_at, r.id"""
ACTIONS: Final = """
    SELECT a.id, a.step_id AS step, a.key, a.state, a.added_by_id AS by, a.to_worker_id AS "to",
           a.to_inbox_id AS inbox, a.purpose, a.due_on AS due
    FROM records_nextaction a JOIN records_workstep s ON s.id = a.step_id WHERE s.child_id = %s
    ORDER BY a.added_at, a.id"""
PATHWAYS: Final = """
    SELECT id, outcome, anchors ->> 'family_finding_started' AS anchor, closed_at IS NULL AS open
    FROM records_pathway WHERE child_id = %s ORDER BY opened_at, id"""
DUES: Final = """
    SELECT rule_id, step_id AS step, due_on FROM records_due
    WHERE child_id = %s AND superseded_by_id IS NULL AND met_on IS NULL AND stopped_at IS NULL
      AND rule_id IN ('adm_decision', 'family_finding_review')"""
PURPOSES: Final = {"family_finding_meeting": "meeting", "3_month_review": "review", "": ""}
TYPES: Final = {step_type(key): key for key in law.STEPS}
REQUEST_KEYS: Final = {(step, request_key(step, key)): key for step, key in law.REQUESTS}
ACTION_KEYS: Final = {(step, action_key(step, key)): key for step, key in law.ACTIONS}


class Disagreement(AssertionError):
    """Model and product do not agree."""


def rows(query: str, child_id: UUID) -> list[Row]:
    """Return the rows of a child, as dictionaries."""
    with connection.cursor() as cursor:
        cursor.execute(query, [child_id])
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Seen:
    """Reads what stands in the product, and tells it in the model's words."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.marks: dict[str, tuple[int, ...]] = {}

    def child(self, child: Child) -> Row:
        """Return everything that stands on a child, by the model's ids; new rows get their names here."""
        child_id = self.ids.children[child.id]
        steps, requests, actions = rows(STEPS, child_id), rows(REQUESTS, child_id), rows(ACTIONS, child_id)
        names = self._names()
        self.marks[child.id] = _marks(steps)
        self._bind_steps(child, steps, names)
        kinds = {row["id"]: TYPES[row["step_type"]] for row in steps}
        step_names = {each: name for name, each in self.ids.steps.items()}
        self._bind(self.ids.requests, [r for s in child.steps() for r in s.requests], requests, _request_signs(kinds))
        self._bind(self.ids.actions, [a for s in child.steps() for a in s.actions], actions, _action_signs(kinds))
        return {
            "pathways": [(row["outcome"] or "", row["anchor"]) for row in rows(PATHWAYS, child_id)],
            "steps": {step_names.get(row["id"], str(row["id"])): _step(row, names) for row in steps},
            "requests": self._told(requests, self.ids.requests, lambda row: _request(row, names, kinds, step_names)),
            "actions": self._told(actions, self.ids.actions, lambda row: _action(row, names, kinds, step_names)),
            **_dues(rows(DUES, child_id), step_names),
        }

    def has_changed(self, child: Child) -> bool:
        """Return whether anything changed on a child since it was last read: every version of its worksteps."""
        return _marks(rows(STEPS, self.ids.children[child.id])) != self.marks.get(child.id, ())

    def _names(self) -> dict[Any, str]:
        named = {each: name for name, each in self.ids.workers.items()}
        return {None: "", **named, **{each: name for name, each in self.ids.inboxes.items()}}

    def _told(self, found: list[Row], known: dict[str, UUID], tell: Any) -> dict[str, Any]:
        names = {each: name for name, each in known.items()}
        return {names.get(row["id"], str(row["id"])): tell(row) for row in found}

    def _bind_steps(self, child: Child, found: list[Row], names: dict[Any, str]) -> None:
        def sign(row: Row) -> Any:
            return TYPES[row["step_type"]], names[row["worker"]], names[row["inbox"]], PURPOSES[row["purpose"]]

        def model_sign(step: Step) -> Any:
            return step.law.key, step.worker, step.inbox, step.purpose

        self._bind(self.ids.steps, list(child.steps()), found, (sign, model_sign))

    def _bind(self, known: dict[str, UUID], mine: list[Any], found: list[Row], signs: tuple[Any, Any]) -> None:
        """Name the product's new rows after the model's: those that look alike, in the order in which they came."""
        bound = set(known.values())
        new = [row for row in found if row["id"] not in bound]
        for each in mine:
            if each.id in known or not new:
                continue
            alike = next((row for row in new if signs[0](row) == signs[1](each)), new[0])
            known[each.id] = alike["id"]
            new.remove(alike)


def _marks(found: list[Row]) -> tuple[int, ...]:
    return tuple(number for row in found for number in (row["version"], row["form_version"]))


def _request_signs(kinds: dict[UUID, str]) -> tuple[Any, Any]:
    return (
        lambda row: (kinds[row["step"]], REQUEST_KEYS[kinds[row["step"]], row["key"]]),
        lambda mine: (mine.law.step, mine.law.key),
    )


def _action_signs(kinds: dict[UUID, str]) -> tuple[Any, Any]:
    return (
        lambda row: (kinds[row["step"]], ACTION_KEYS[kinds[row["step"]], row["key"]], PURPOSES[row["purpose"]]),
        lambda mine: (mine.law.step, mine.law.key, mine.purpose),
    )


def _step(row: Row, names: dict[Any, str]) -> Any:
    holder = (names[row["worker"]], names[row["inbox"]])
    return TYPES[row["step_type"]], row["state"], *holder, PURPOSES[row["purpose"]], row["review_due"]


def _request(row: Row, names: dict[Any, str], kinds: dict[UUID, str], steps: dict[UUID, str]) -> Any:
    key = REQUEST_KEYS[kinds[row["step"]], row["key"]]
    who = tuple(names[row[name]] for name in ("sent_by", "to", "inbox", "picked_up_by", "completed_by"))
    return steps.get(row["step"]), key, row["state"], *who


def _action(row: Row, names: dict[Any, str], kinds: dict[UUID, str], steps: dict[UUID, str]) -> Any:
    key = ACTION_KEYS[kinds[row["step"]], row["key"]]
    who = tuple(names[row[name]] for name in ("by", "to", "inbox"))
    return steps.get(row["step"]), key, row["state"], *who, PURPOSES[row["purpose"]], row["due"]


def _dues(found: list[Row], steps: dict[UUID, str]) -> Row:
    adm = {steps.get(row["step"]): row["due_on"] for row in found if row["rule_id"] == "adm_decision"}
    return {"adm": adm, "reviews": sorted(row["due_on"] for row in found if row["rule_id"] == "family_finding_review")}


def expected(child: Child) -> Row:
    """Return the same of the model."""
    requests = {each.id: (step, each) for step in child.steps() for each in step.requests}
    actions = {each.id: (step, each) for step in child.steps() for each in step.actions}
    due = {step.id: step.adm_due for step in child.steps() if step.adm_due}
    reviews = sorted(day for pathway in child.pathways for day in pathway.reviews_due)
    return {
        "pathways": [(each.outcome, each.anchor and each.anchor.isoformat()) for each in child.pathways],
        "steps": {step.id: _my_step(step) for step in child.steps()},
        "requests": {name: _my_request(*each) for name, each in requests.items()},
        "actions": {name: _my_action(*each) for name, each in actions.items()},
        "adm": due,
        "reviews": reviews,
    }


def _my_step(step: Step) -> Any:
    return step.law.key, step.state, step.worker, step.inbox, step.purpose, step.review_due


def _my_request(step: Step, each: Request) -> Any:
    who = (each.sent_by, each.to, each.inbox, each.picked_up_by, each.completed_by)
    return step.id, each.law.key, each.state, *who


def _my_action(step: Step, each: Action) -> Any:
    return step.id, each.law.key, each.state, each.by, each.to, each.inbox, each.purpose, each.due


def differences(mine: Row, theirs: Row) -> list[str]:
    """Return what differs, a line each."""
    found = []
    for name in mine:
        if mine[name] == theirs[name]:
            continue
        if isinstance(mine[name], dict):
            keys = sorted({*mine[name], *theirs[name]}, key=str)
            pairs = [(key, mine[name].get(key), theirs[name].get(key)) for key in keys]
            found += [f"{name} {key}: model {one}, product {other}" for key, one, other in pairs if one != other]
        else:
            found.append(f"{name}: model {mine[name]}, product {theirs[name]}")
    return found


__all__ = ["TITLES", "Disagreement", "Seen", "World", "differences", "expected"]
