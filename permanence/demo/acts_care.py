"""What happens around a child's way: known to the authority, in care, reviewed."""

from datetime import date
from typing import Any

from permanence.demo.case import Case
from permanence.demo.families import Kin, family_of, household
from permanence.demo.subject import Relative
from permanence.operations.children import add_child, allocate, set_legal_status, set_placement, start_care_period
from permanence.operations.finishing import finish_step
from permanence.operations.next_actions import add_next_action
from permanence.operations.passing_over import pass_over_rule
from permanence.operations.worksteps import begin_step
from permanence.records.children import Child

REVIEW = "child_in_care_review"
COURT = (
    Kin(alias="guardian", relation="other", name="Philippa Dane", sex="F"),
    Kin(alias="solicitor", relation="other", name="Rhodri Vaughan-Price", sex="M"),
)
ROADS = ("Mill", "Quarry", "Orchard")
SECOND = 2
ASSESSMENT_OPEN = "The aunt's assessment is not finished. The plan is agreed at the next review with it on the table."
CARE_ORDERS = ("C2", "C2", "C1", "V2")


def become_known(case: Case) -> None:
    """The authority comes to know a child and the family, before there is any care."""
    entry = case.entry
    added = add_child(
        name=entry["name"],
        known_as=entry.get("known_as", ""),
        date_of_birth=entry["born"],
        sex=entry["sex"],
        team_id=case.house.teams[case.team],
        access_class=entry["so"] if entry["so"] in {"restricted", "sealed"} else "open",
        **case.told("tariq.mensah"),
    )
    case.child_id = added.child_id or case.child_id
    if added.number != str(3900000 + case.number):
        raise ValueError(f"{entry['name']} was to be {3900000 + case.number} and is {added.number}.")
    person = Child.objects.select_related("person").get(id=case.child_id).person
    case.people["child"] = Relative(id=person.id, name=person.name, sex=entry["sex"], born=entry["born"])
    if case.is_told and entry["so"] not in {"restricted", "sealed"}:
        for kin in family_of(entry, case.rng):
            case.meet(kin, by="tariq.mensah")


def come_into_care(case: Case) -> None:
    """The child comes into care: workers, legal status, a home with carers."""
    by, since = case.told("tariq.mensah"), case.entry.get("care") or case.today
    for role in ("social_worker", "independent_reviewing_officer", "supervising_social_worker"):
        alias = {"independent_reviewing_officer": "iro", "supervising_social_worker": "supervising"}.get(role, role)
        allocate(child_id=case.child_id, worker_id=case.worker_id(alias), role=role, from_on=case.today, **by)
    start_care_period(child_id=case.child_id, from_on=since, category_of_need="N1", **case.told("social_worker"))
    code = case.entry.get("legal") or CARE_ORDERS[case.number % len(CARE_ORDERS)]
    set_legal_status(child_id=case.child_id, code=code, from_on=since, **case.told("social_worker"))
    carers = household("carer", case.rng)
    set_placement(
        child_id=case.child_id,
        code="U6",
        provider="PR1" if case.number % 2 else "PR4",
        from_on=since,
        carers=carers.name,
        address=f"{case.number} {case.rng.choice(ROADS)} Rise, Westmere, ZZ99 {case.number % 9 + 1}WM",
        **case.told("social_worker"),
    )
    case.meet(carers, by="social_worker")
    for kin in COURT if case.entry.get("court") else ():
        case.meet(kin, by="social_worker")


def review_without_plan(case: Case, *, held_on: date | None = None) -> None:
    """A review is held, and no plan for permanence is agreed yet."""
    step = _begin_review(case)
    case.write(step, by="iro", permanence_agreed="not_yet", **_held(case, held_on))
    if case.reviews == SECOND:
        pass_over_rule(rule="rule_second_review", reason=ASSESSMENT_OPEN, **case.on(step), **case.told("iro"))
    finish_step(**case.on(step), **case.told("iro"))


def review_agrees_plan(case: Case) -> None:
    """The review agrees long-term fostering, and the process begins (R91)."""
    step = _begin_review(case)
    case.write(step, by="iro", permanence_agreed="agreed", **_held(case))
    add_next_action(
        action_key="n0_permanency_planning",
        to_worker=case.worker_id("social_worker"),
        **case.on(step),
        **case.told("iro"),
    )
    finish_step(**case.on(step), **case.told("iro"))


def review_while_under_way(case: Case) -> None:
    """A later review is held while the way to permanence goes on."""
    step = _begin_review(case)
    case.write(step, by="iro", permanence_agreed="agreed", **_held(case))
    finish_step(**case.on(step), **case.told("iro"))


def _begin_review(case: Case) -> Any:
    case.reviews += 1
    begin_step(child_id=case.child_id, step_type=REVIEW, **case.told("iro"))
    return case.step(REVIEW)


def _held(case: Case, on: date | None = None) -> dict[str, Any]:
    return {"held_on": (on or case.today).isoformat(), "home_ratified": "no"}
