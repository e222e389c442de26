"""The model's authority, founded in the product: the same people, teams and inboxes, each by its operation."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from permanence.kernel.actors import Actor, operator
from permanence.operations import authorities, definitions, workers
from tests.kernel.filling import process
from tests.model.cast import INBOXES, TEAMS
from tests.model.state import World

REAL: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROLES: Final = {
    "SW": "social_worker",
    "PS": "practice_supervisor",
    "TM": "team_manager",
    "QAAG": "qaag_worker",
    "ADM": "agency_decision_maker",
    "FF": "family_finder",
    "RT": "review_team_worker",
    "FFM": "family_finding_manager",
    "IRO": "independent_reviewing_officer",
    "PA": "panel_administrator",
    "SSW": "supervising_social_worker",
}
TITLES: Final = {"Q": "CS QAAG – Inbox", "F": "CS Permanence Family Finders – Inbox"}
KEYS: Final = {"Q": "cs_qaag", "F": "cs_family_finders"}


@dataclass(kw_only=True)
class Ids:
    """What the product calls what the model names."""

    authority: UUID = field(default_factory=uuid4)
    workers: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    inboxes: dict[str, UUID] = field(default_factory=dict)
    children: dict[str, UUID] = field(default_factory=dict)
    families: dict[str, UUID] = field(default_factory=dict)
    files: dict[str, UUID] = field(default_factory=dict)
    steps: dict[str, UUID] = field(default_factory=dict)
    requests: dict[str, UUID] = field(default_factory=dict)
    actions: dict[str, UUID] = field(default_factory=dict)

    @property
    def founder(self) -> Actor:
        """Return the operator at the command line."""
        return operator(authority_id=self.authority, real_at=REAL)


def found(world: World) -> Ids:
    """Found the authority with everybody in the world, and return what the product calls them."""
    ids = Ids()
    here: dict[str, Any] = {"actor": ids.founder, "at": world.at}
    authorities.found_authority(name="Westmere", slug=f"w{uuid4().hex[:10]}", is_demo=True, **here)
    definitions.publish_process(process=process(), why="For the model", **here)
    for team in TEAMS:
        ids.teams[team] = given(authorities.add_team(name=team.title(), slug=team, **here).team_id)
    for worker in world.workers.values():
        hire(ids, worker.name, sorted(worker.roles), worker.team, **here)
    for key, (team, owner, deputy) in INBOXES.items():
        members = [ids.workers[worker.name] for worker in world.workers.values() if key in worker.inboxes]
        made = authorities.add_inbox(
            title=TITLES[key],
            slug=KEYS[key],
            team_id=ids.teams[team],
            members=members,
            owner_id=ids.workers[owner],
            deputy_id=ids.workers[deputy],
            **here,
        )
        ids.inboxes[key] = given(made.inbox_id)
    return ids


def hire(ids: Ids, name: str, roles: list[str], team: str, **here: Any) -> None:
    """Add a worker with their roles in a team."""
    from permanence.records.people import Worker

    held = [(ROLES[role], ids.teams[team]) for role in roles]
    added = workers.add_worker(
        name=f"{name.title()} Example", job_title="-", roles=held, teams=[ids.teams[team]], **here
    )
    ids.workers[name] = given(added.worker_id)
    ids.persons[name] = Worker.objects.values_list("person_id", flat=True).get(id=ids.workers[name])


def given(made: UUID | None) -> UUID:
    """Return the id of what was made."""
    assert made is not None
    return made
