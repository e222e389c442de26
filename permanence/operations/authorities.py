"""An authority, its teams and team inboxes: what must be there before anybody can work in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, why
from permanence.operations.done import Done
from permanence.records.authorities import Authority, Inbox, InboxMember, Team
from permanence.records.base import holding
from permanence.records.people import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMade(Done):
    """The team that was made."""

    team_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxMade(Done):
    """The inbox that was made."""

    inbox_id: UUID | None = None


@practice_act("found_authority")
def found_authority(
    *, name: str, slug: str, is_demo: bool = False, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Found an authority whose id is that of the actor, the operator who founds it.

    Args:
        slug: short name for the command line, such as `westmere`.
        is_demo: only then is there a demo clock (C20); it can never be changed.

    Raises:
        Refused: there is one of that short name.
    """
    if Authority.objects.filter(key=slug).exists():
        raise refuse(f'There is an authority "{slug}" already.')
    authority = Authority.objects.create(id=actor.authority_id, key=slug, name=name, is_demo=is_demo)
    return Acted(
        done=Done(says=f"{name} is founded."),
        object_type="authority",
        object_id=authority.id,
        why=why("found_authority", actor=actor),
        said={"is_demo": is_demo},
    )


@practice_act("add_team", gives=TeamMade)
def add_team(*, name: str, slug: str, actor: Actor, at: datetime, key: str | None = None) -> Acted[TeamMade]:
    """Add a team. Raises Refused where there is one of that short name."""
    allowed = why("add_team", actor=actor)
    if Team.objects.filter(authority_id=actor.authority_id, key=slug).exists():
        raise refuse(f'There is a team "{slug}" already.')
    team = Team.objects.create(authority_id=actor.authority_id, key=slug, name=name)
    done = TeamMade(says=f"{name} is added.", team_id=team.id)
    return Acted(done=done, object_type="team", object_id=team.id, why=allowed)


@practice_act("add_inbox", gives=InboxMade)
def add_inbox(
    *,
    title: str,
    slug: str,
    team_id: UUID,
    members: Iterable[UUID] = (),
    owner_id: UUID | None = None,
    deputy_id: UUID | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[InboxMade]:
    """Add a team inbox, whose owner and deputy are told when nobody picks something up (R88, P39).

    Args:
        slug: key by which processes name it, such as `cs_qaag`.
        members: workers who may pick up from it, from today.

    Raises:
        Refused: there is one of that key. Hidden: no such team or worker in the authority.
    """
    allowed = why("add_inbox", actor=actor)
    if Inbox.objects.filter(authority_id=actor.authority_id, key=slug).exists():
        raise refuse(f'There is an inbox "{slug}" already.')
    if not Team.objects.filter(id=team_id, authority_id=actor.authority_id).exists():
        raise Hidden
    inbox = Inbox.objects.create(
        authority_id=actor.authority_id,
        key=slug,
        title=title,
        team_id=team_id,
        owner=_worker(owner_id, actor=actor),
        deputy=_worker(deputy_id, actor=actor),
    )
    for worker_id in members:
        join_inbox(inbox, worker_id=worker_id, actor=actor, at=at)
    done = InboxMade(says=f"{title} is added.", inbox_id=inbox.id)
    return Acted(done=done, object_type="inbox", object_id=inbox.id, why=allowed)


@practice_act("take_names")
def take_names(
    *,
    teams: Mapping[str, str],
    inboxes: Mapping[str, str],
    inbox_teams: Mapping[str, str],
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Call teams and team inboxes what the authority's folder calls them, and add those that are not there.

    Args:
        teams, inboxes: names by key, the key by which processes name an inbox; what is not named keeps its name.
        inbox_teams: the key of the team that an inbox belongs to; one without is not added.

    Raises:
        Refused: the actor may not.
    """
    allowed = why("take_names", actor=actor)
    mine = actor.authority_id
    for slug, name in teams.items():
        Team.objects.update_or_create(authority_id=mine, key=slug, defaults={"name": name})
    of_team = dict(Team.objects.filter(authority_id=mine).values_list("key", "id"))
    standing = set(Inbox.objects.filter(authority_id=mine).values_list("key", flat=True))
    for slug, title in inboxes.items():
        if slug in standing:
            Inbox.objects.filter(authority_id=mine, key=slug).update(title=title)
        elif inbox_teams.get(slug) in of_team:
            Inbox.objects.create(authority_id=mine, key=slug, title=title, team_id=of_team[inbox_teams[slug]])
    named = f"{count_of(len(teams), 'team')} and {len(inboxes)} team {'inbox' if len(inboxes) == 1 else 'inboxes'}"
    return Acted(
        done=Done(says=f"{named} are named as the authority names them."),
        object_type="authority",
        object_id=actor.authority_id,
        why=allowed,
        said={"teams": dict(teams), "inboxes": dict(inboxes)},
    )


def join_inbox(inbox: Inbox, *, worker_id: UUID, actor: Actor, at: datetime) -> None:
    """Let a worker pick up from an inbox from today, unless they may already. Raises Hidden."""
    today, worker = london_date(at), Worker.objects.filter(authority_id=actor.authority_id, id=worker_id).first()
    if worker is None:
        raise Hidden
    if not InboxMember.objects.filter(holding(today), inbox=inbox, worker=worker).exists():
        InboxMember.objects.create(authority_id=actor.authority_id, inbox=inbox, worker=worker, from_on=today)


def team_of(slug: str, *, authority_id: UUID) -> UUID | None:
    """Return the team of that short name in the authority, or None."""
    return Team.objects.filter(authority_id=authority_id, key=slug).values_list("id", flat=True).first()


def _worker(worker_id: UUID | None, *, actor: Actor) -> Worker | None:
    if worker_id is None:
        return None
    worker = Worker.objects.filter(id=worker_id, authority_id=actor.authority_id, disabled_at=None).first()
    if worker is None:
        raise Hidden
    return worker
