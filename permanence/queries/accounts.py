"""Accounts: the name behind an e-mail address, and what somebody's own account page shows."""

from dataclasses import dataclass
from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.queries.code_words import role_words
from permanence.queries.facts_shown import Fact
from permanence.queries.role_names import own_role_names
from permanence.records.accounts import User
from permanence.records.base import holding
from permanence.records.people import Leave, Membership, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """An account as its own holder sees it."""

    name: str
    facts: tuple[Fact, ...]


def user_name_for(given: str) -> str:
    """Return the user name of an account by its e-mail address; anything else is returned as it is. One query."""
    found = User.objects.filter(email__iexact=given).values_list("username", flat=True).first()
    return found or given


def account_page(*, actor: Actor, at: datetime) -> AccountPage:
    """Return the account of the actor."""
    today = london_date(at)
    account = User.objects.values_list("username", "email").get(id=actor.user_id or "")
    worker = Worker.objects.filter(id__in=[actor.worker_id]).first()
    mine = {"worker_id__in": [actor.worker_id]}
    teams = Membership.objects.filter(holding(today), **mine).order_by("team__name")
    names = dict.fromkeys(teams.values_list("team__name", flat=True))
    away = Leave.objects.filter(holding(today), **mine).exists()
    own = own_role_names(actor.authority_id)
    roles = sorted({role_words(held.role, own) for held in actor.held})
    return AccountPage(
        name=actor.name,
        facts=(
            Fact(name="User name", text=account[0]),
            Fact(name="E-mail", text=account[1]),
            Fact(name="Job", text=worker.job_title if worker else "None"),
            Fact(name="Roles", text=", ".join(roles) or "None"),
            Fact(name="Teams", text=", ".join(names) or "None"),
            Fact(name="Team inboxes", text=", ".join(actor.inboxes.values()) or "None"),
            Fact(name="Leave", text="On leave today" if away else "Not on leave"),
        ),
    )
