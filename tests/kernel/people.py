"""The people of the acceptance scenarios (domain.md, part C), and each of them as somebody who acts."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from permanence.kernel.actors import Actor, Held
from permanence.kernel.facts import PassedTo, WorkerFacts

AUTHORITY = UUID("0190f5d2-0000-7000-8000-000000000001")
CHILDRENS_TEAM = uuid5(AUTHORITY, "team of children in care")
FAMILY_FINDING_TEAM = uuid5(AUTHORITY, "team of family finders")
QAAG_TEAM = uuid5(AUTHORITY, "team of quality assurance")


def worker(name: str, *roles: str, team: UUID = CHILDRENS_TEAM) -> WorkerFacts:
    return WorkerFacts(
        id=uuid5(AUTHORITY, name),
        person_id=uuid5(AUTHORITY, f"person {name}"),
        name=name,
        roles=frozenset(roles),
        teams=frozenset({team}),
    )


PRIYA = worker("Priya Nair", "social_worker")
JOAN = worker("Joan Ellery", "practice_supervisor", "team_manager")
MORAG = worker("Morag Hay", "team_manager")
TOM = worker("Tom Askew", "independent_reviewing_officer")
MEERA = worker("Meera Joshi", "independent_reviewing_officer")
LENA = worker("Lena Voss", "qaag_worker", team=QAAG_TEAM)
OMAR = worker("Omar Reyes", "qaag_worker", team=QAAG_TEAM)
RUTH = worker("Ruth Calloway", "agency_decision_maker")
NOOR = worker("Noor Haddad", "agency_decision_maker")
DEE = worker("Dee Marlow", "family_finder", team=FAMILY_FINDING_TEAM)
SAM = worker("Sam Orr", "family_finding_manager", team=FAMILY_FINDING_TEAM)
KIT = worker("Kit Hale", "review_team_worker", team=FAMILY_FINDING_TEAM)
PAUL = worker("Paul Tanner", "panel_administrator")
GRETA = worker("Greta Lind", "supervising_social_worker")
EVERYBODY = (PRIYA, JOAN, MORAG, TOM, MEERA, LENA, OMAR, RUTH, NOOR, DEE, SAM, KIT, PAUL, GRETA)

QAAG = PassedTo(inbox_id=uuid5(AUTHORITY, "cs_qaag"), inbox_key="cs_qaag", inbox_name="CS QAAG – Inbox")
FINDERS = PassedTo(
    inbox_id=uuid5(AUTHORITY, "cs_family_finders"),
    inbox_key="cs_family_finders",
    inbox_name="CS Permanence Family Finders – Inbox",
)
MEMBERS = {"cs_qaag": (LENA, OMAR), "cs_family_finders": (DEE, SAM, KIT)}


def to(whom: WorkerFacts | PassedTo) -> PassedTo:
    return whom if isinstance(whom, PassedTo) else PassedTo(worker=whom)


def actor(who: WorkerFacts, *, acting_for: WorkerFacts | None = None) -> Actor:
    """Return a worker as somebody who acts."""
    inboxes = {inbox.inbox_id: inbox.inbox_name for inbox in (QAAG, FINDERS) if who in MEMBERS[inbox.inbox_key or ""]}
    return Actor(
        user_id=uuid5(AUTHORITY, f"user {who.name}"),
        worker_id=who.id,
        authority_id=AUTHORITY,
        name=who.name,
        held=tuple(Held(role=role, team_id=team) for role in sorted(who.roles) for team in who.teams),
        teams=who.teams,
        inboxes={key: name for key, name in inboxes.items() if key},
        acting_for=acting_for.id if acting_for else None,
        real_at=datetime(2027, 1, 1, 9, 0, tzinfo=UTC),
        request_id="request",
    )
