"""The facts of a child's page: legal status, home, plan and the people who work with the child, as of today."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import plain_date, span_in_days
from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.kernel.wrong_child import WRONG_CHILD
from permanence.queries.access import see_child
from permanence.queries.code_words import PROVIDER_WORDS, home_words, legal_words, role_words
from permanence.queries.role_names import own_role_names
from permanence.records.base import holding
from permanence.records.children import LegalStatus, Placement, Review
from permanence.records.pathways import Pathway


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact:
    """One line: what, and the words; `key` names the line whose address may be shown."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressShown:
    """Where a child lives, shown once because somebody asked for it (class A)."""

    child_id: UUID
    name: str
    address: str
    carers: str
    why: str


def person_facts(child: ChildFacts, *, today: date) -> tuple[PersonFact, ...]:
    """Return the facts of a child. Five queries."""
    return (
        PersonFact(key="legal", name="Legal status", text=_legal(child.id, today=today)),
        PersonFact(key="home", name="Home", text=_home(child.id, today=today)),
        PersonFact(key="plan", name="Plan", text=_plan(child)),
        PersonFact(key="people", name="People here", text=_people(child)),
    )


def has_address(child_id: UUID, *, today: date) -> bool:
    """Return whether an address of the present home is kept."""
    return Placement.objects.filter(holding(today), child_id=child_id).exclude(address="").exists()


def address(*, child_id: UUID, actor: Actor, at: datetime) -> AddressShown:
    """Return where a child lives. Whoever calls this writes the audit row before showing it.

    Raises:
        Hidden: there is no such child for the actor, or no address is kept. Refused: restricted.
    """
    seen = see_child(child_id, actor=actor, at=at)
    home = Placement.objects.filter(holding(london_date(at)), child_id=child_id).exclude(address="")
    found = home.order_by("-from_on").first()
    if found is None:
        raise Hidden
    return AddressShown(
        child_id=child_id, name=seen.facts.name, address=found.address, carers=found.carers, why=seen.why
    )


def _legal(child_id: UUID, *, today: date) -> str:
    rows = LegalStatus.objects.filter(child_id=child_id, from_on__lte=today).order_by("-from_on")
    newest = list(rows.values_list("code", "from_on", "to_on")[:2])
    if not newest or (newest[0][2] is not None and newest[0][2] <= today):
        return "Not looked after"
    said = f"{legal_words(newest[0][0])} since {plain_date(newest[0][1])}"
    if len(newest) == 2:
        before, since = legal_words(newest[1][0]), plain_date(newest[1][1])
        said += f" ({before[0].lower()}{before[1:]} from {since})"
    return said


def _home(child_id: UUID, *, today: date) -> str:
    home = Placement.objects.filter(holding(today), child_id=child_id).order_by("-from_on").first()
    if home is None:
        return "No home is recorded"
    provider = PROVIDER_WORDS.get(home.provider, home.provider)
    parts = [home_words(home.code), provider, f"since {plain_date(home.from_on)}", span_in_days(home.from_on, today)]
    carers = f" Carers: {home.carers}." if home.carers else ""
    permanent = "The permanent home." if home.is_permanent else "Not a permanent home."
    return f"{', '.join(part for part in parts if part)}. {permanent}{carers}"


def _plan(child: ChildFacts) -> str:
    agreed = Review.objects.filter(child_id=child.id, permanence_agreed=True, withdrawn_at=None)
    review = agreed.select_related("iro__person").order_by("-held_on").first()
    closed = Pathway.objects.filter(child_id=child.id, closed_at__isnull=False).exclude(outcome=WRONG_CHILD)
    ended = closed.order_by("-closed_at").first()
    if ended is not None and (review is None or london_date(ended.closed_at or ended.opened_at) > review.held_on):
        return f"{ended.outcome}, {plain_date(london_date(ended.closed_at or ended.opened_at))}"
    if review is None:
        return "No agreed plan for permanence yet"
    by = f" ({review.iro.person.name}, IRO)" if review.iro else ""
    return f"Plan for permanence agreed at the review of {plain_date(review.held_on)}{by}"


def _people(child: ChildFacts) -> str:
    own = own_role_names(child.authority_id)
    people = [f"{worker.name} ({role_words(role, own)})" for role, worker in sorted(child.allocated.items())]
    return ", ".join(people) or "Nobody is allocated"
