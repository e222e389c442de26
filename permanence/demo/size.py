"""A large authority: children whose stories are told act by act, and their like until there are enough (ADR 38).

What a like child's rows say is what acts would have written, since acts wrote them: only ids, names, the person number
and the social worker are others, and the hashes that follow from them are made anew.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from permanence.demo.authority import FOUNDED_AT, MAIL
from permanence.demo.house import House
from permanence.demo.logins import PASSWORD
from permanence.demo.size_blocks import Block, read_block
from permanence.demo.size_copies import Like, write_likes
from permanence.demo.size_entries import SOCIAL_WORKER
from permanence.demo.size_hashes import Hashed, hashed_texts
from permanence.demo.size_names import drawn_name
from permanence.operations.accounts import add_login
from permanence.operations.workers import add_worker
from permanence.records.accounts import User
from permanence.records.authorities import Authority
from permanence.records.children import Child
from permanence.records.people import Worker

CHILDREN: Final = 15_000
ONE_IN_CARE_OF: Final = 5
"""3,000 in care beside 12,000 whose way is closed."""
CASELOAD: Final = 75
"""Children of a social worker: 15 in care, and those who left."""
BATCH: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A child whose story was told, as text; sex as in its entry."""

    block: Block
    hashed: tuple[Hashed, ...]
    sex: str


def make_likes(house: House, *, told: Mapping[str, list[Mapping[str, Any]]], children: int, seed: int) -> None:
    """Make the children who are like those told, until there are as many as asked for.

    Args:
        told: the entries of the children told: `in_care` and `closed`.
        children: in all, those told among them.
    """
    with transaction.atomic():
        workers = _hire(house, max(children // CASELOAD, 1), Random(f"workers {seed}"))
    of_kind = {kind: [_read(house, entry) for entry in entries] for kind, entries in told.items()}
    in_care = max(children // ONE_IN_CARE_OF, len(told["in_care"]))
    wanted = {"in_care": in_care, "closed": children - in_care}
    kinds = [kind for kind in of_kind for _ in range(wanted[kind] - len(told[kind]))]
    likes = _likes(house, kinds, of_kind, workers, Random(f"likes {seed}"))
    made, said = children - len(kinds), 0
    while batch := list(islice(likes, BATCH)):
        with transaction.atomic():
            write_likes(batch, authority_id=house.authority_id)
            numbered = Authority.objects.filter(id=house.authority_id)
            numbered.update(next_person_number=F("next_person_number") + len(batch))
        made += len(batch)
        if made * 20 // children > said:
            said = made * 20 // children
            words = f"{made:,} of {children:,} children are made: {round(100 * made / children)} in 100."
            print(words, file=sys.stderr, flush=True)  # noqa: T201  # to whoever waits for the demo


def _likes(
    house: House,
    kinds: list[str],
    told: Mapping[str, list[Told]],
    workers: list[Mapping[str, str]],
    rng: Random,
) -> Iterator[Like]:
    first = Authority.objects.values_list("next_person_number", flat=True).get(id=house.authority_id)
    patterns = {kind: cycle(each) for kind, each in told.items()}
    for place, kind in enumerate(kinds):
        like = next(patterns[kind])
        name, surname = drawn_name(like.sex, rng)
        own = {"first": name, "last": surname, "number": str(first + place), **workers[place % len(workers)]}
        yield Like(block=like.block, hashed=like.hashed, number=place + 1, own=own)


def _read(house: House, entry: Mapping[str, Any]) -> Told:
    child = Child.objects.select_related("person").get(
        authority_id=house.authority_id, person__name=entry["name"], person__date_of_birth=entry["born"]
    )
    hashed = tuple(hashed_texts(child.id))
    if wrong := [each.kept for each in hashed if not each.is_kept()]:
        raise LookupError(f"What {entry['name']} was told to have signed is not what its hash says: {wrong}.")
    first, last = entry["name"].split()
    keys = {"first": first, "last": last, "number": child.person.number or "", **_known(house.worker_id(SOCIAL_WORKER))}
    return Told(
        block=read_block(child.id, keys=keys, hashed={each.kept: each.text for each in hashed}),
        hashed=hashed,
        sex=entry["sex"],
    )


def _known(worker_id: UUID) -> dict[str, str]:
    """Return what a worker is known by in rows."""
    worker = Worker.objects.select_related("person").get(id=worker_id)
    user = User.objects.values_list("id", flat=True).get(worker=worker)
    name, person = worker.person.name, worker.person_id
    return {"worker": str(worker_id), "worker_person": str(person), "user": str(user), "worker_name": name}


def _hire(house: House, count: int, rng: Random) -> list[Mapping[str, str]]:
    """Let social workers begin in the team of the one whose children were told."""
    told: dict[str, Any] = {"actor": house.operator, "at": FOUNDED_AT}
    hashed, team = make_password(PASSWORD), house.teams["north"]
    found: list[Mapping[str, str]] = []
    for number in range(1, count + 1):
        name = " ".join(drawn_name(rng.choice("FM"), rng))
        added = add_worker(
            name=name, job_title="Social worker", roles=[("social_worker", team)], teams=[team], **told
        ).worker_id
        if added is None:
            raise LookupError("A social worker was not added.")
        username = f"social.worker.{number}"
        secret: dict[str, Any] = {"password": PASSWORD, "hashed": hashed}
        add_login(worker_id=added, username=username, email=f"{username}@{MAIL}", situation="", **secret, **told)
        found.append(_known(added))
    return found
