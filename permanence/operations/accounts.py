"""Accounts: how a worker signs in."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, why
from permanence.operations.done import Done
from permanence.records.accounts import User
from permanence.records.people import Worker


@practice_act("add_login")
def add_login(
    *,
    worker_id: UUID,
    username: str,
    email: str,
    password: str,
    hashed: str = "",
    situation: str = "",
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Let a worker sign in.

    Args:
        hashed: the password as it is kept, where it was hashed before: the logins of a demo share one.
        situation: what this login shows, in a demo authority.

    Raises:
        Refused: the worker signs in already, somebody else has that name or address, or the password is too weak.
        Hidden: there is no such worker.
    """
    allowed = why("add_login", actor=actor)
    worker = Worker.objects.select_related("person").filter(id=worker_id, authority_id=actor.authority_id).first()
    if worker is None:
        raise Hidden
    account = User(authority_id=actor.authority_id, worker=worker, username=username, email=email, situation=situation)
    _refuse(account, name=worker.person.name, password=password)
    account.password = hashed or make_password(password)
    account.date_joined = actor.real_at
    account.save(force_insert=True)
    done = Done(says=f"{worker.person.name} signs in as {username}.")
    return Acted(done=done, object_type="account", object_id=account.id, why=allowed, ids=(worker_id,))


def _refuse(account: User, *, name: str, password: str) -> None:
    if User.objects.filter(worker=account.worker).exists():
        raise refuse(f"{name} signs in already.")
    if User.objects.filter(username__iexact=account.username).exists():
        raise refuse(f'Somebody else signs in as "{account.username}". Choose another name.')
    if User.objects.filter(email__iexact=account.email).exists():
        raise refuse(f"{account.email} belongs to another account. Give another address.")
    try:
        validate_password(password, account)
    except ValidationError as reason:
        raise refuse(" ".join(reason.messages)) from reason


def worker_who_signs_in_as(username: str, *, authority_id: UUID) -> UUID | None:
    """Return the worker of that login in the authority, or None."""
    account = User.objects.filter(username__iexact=username, authority_id=authority_id).first()
    return account.worker_id if account else None
