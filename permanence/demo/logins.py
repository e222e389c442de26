"""Who can sign in to a demo, and how (C04)."""

from dataclasses import dataclass

from permanence.records.accounts import User
from permanence.records.people import Membership

PASSWORD = "lantern-harbour-7"  # noqa: S105  # the demo's one password, shown to whoever runs it
"""Of every demo login. No account outside a demo is ever made with it (P22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A demo login: what to type, who that is, and what it shows."""

    username: str
    password: str
    name: str
    role: str
    team: str
    situation: str


def logins() -> list[Login]:
    """Return every demo login with a situation to show, social worker A first, those of other authorities last."""
    in_demos = User.objects.filter(authority__is_demo=True, worker__isnull=False).exclude(situation="")
    users = in_demos.select_related("worker__person")
    # Of those who left, the team they were in last.
    teams = dict(Membership.objects.order_by("from_on", "id").values_list("worker_id", "team__name"))
    return [
        Login(
            username=user.username,
            password=PASSWORD,
            name=user.worker.person.name,
            role=user.worker.job_title,
            team=teams.get(user.worker.id, ""),
            situation=user.situation,
        )
        for user in users.order_by("id")
        if user.worker is not None
    ]
