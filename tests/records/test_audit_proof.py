"""P37: whichever single row is touched, and however, the verifier finds it, and raises no alarm of its own."""

from collections.abc import Callable
from random import Random
from uuid import uuid4

from permanence.queries.audit import verify
from permanence.queries.audit_checkpoints import ends, marks_of
from permanence.records.audit import COLUMNS
from tests.records.appended import appended
from tests.records.tampering import COPY, HEAD_SET, JANUARY, MINE, REHASHED, removed, tampering
from tests.records.test_audit_verify import KEY, OTHER_VALUE
from tests.records.world import World
from tests.support.proof import Proof

Place = tuple[int, int]
"""Month and number of a row."""


def altered(place: Place, random: Random) -> list[str]:
    name = random.choice(sorted(set(COLUMNS) - KEY))
    return [f"UPDATE records_auditrow SET {name} = {OTHER_VALUE[COLUMNS[name]].format(name=name)} WHERE {at(place)}"]


def altered_and_hashed_again(place: Place, random: Random) -> list[str]:
    return [*altered(place, random), f"{REHASHED} {at(place)}"]


def taken_out(place: Place, _random: Random) -> list[str]:
    return [removed(*place)]


def dated_back(place: Place, random: Random) -> list[str]:
    minutes = random.randrange(1, 10_000)
    return [f"UPDATE records_auditrow SET at = at - interval '{minutes} minutes' WHERE {at(place)}"]


def swapped(place: Place, _random: Random) -> list[str]:
    month, seq = place
    other = seq + 1 if seq == 1 else seq - 1
    both = f"{MINE} AND month = '2027-{month:02}-01' AND seq"
    return [
        f"UPDATE records_auditrow SET seq = seq + 1000 WHERE {both} IN ({seq}, {other})",
        f"UPDATE records_auditrow SET seq = {seq + other + 1000} - seq WHERE {both} > 1000",
    ]


def put_in_twice(place: Place, _random: Random) -> list[str]:
    month, seq = place
    rows = f"{MINE} AND month = '2027-{month:02}-01' AND seq"
    copied = f"SELECT {seq}, {COPY} FROM records_auditrow"
    return [
        f"UPDATE records_auditrow SET seq = seq + 1000 WHERE {rows} >= {seq}",
        f"INSERT INTO records_auditrow (seq, {COPY}) {copied} WHERE {rows} = {seq + 1000}",
        f"UPDATE records_auditrow SET seq = seq - 999 WHERE {rows} > 1000",
    ]


def the_end_cut_off(place: Place, _random: Random) -> list[str]:
    month, seq = place
    return [f"DELETE FROM records_auditrow WHERE {MINE} AND month = '2027-{month:02}-01' AND seq >= {seq}", HEAD_SET]


HANDS: tuple[Callable[[Place, Random], list[str]], ...] = (
    altered,
    altered_and_hashed_again,
    taken_out,
    dated_back,
    swapped,
    put_in_twice,
    the_end_cut_off,
)


def at(place: Place) -> str:
    return f"{MINE} AND month = '2027-{place[0]:02}-01' AND seq = {place[1]}"


def test_every_single_change_is_found(two_months: World, as_owner: None, proof: Proof) -> None:
    kept, random = marks_of(ends(two_months.authority.id)), proof.random
    places = [(month, seq) for month in (1, 2) for seq in (1, 2, 3, 4)]
    n, missed, named_late = proof.size(60, 500), [], []
    for turn in range(n):
        hand, place = HANDS[turn % len(HANDS)], random.choice(places)
        with tampering() as owner:
            for statement in hand(place, random):
                owner.execute(statement)
            bad = verify(two_months.authority.id, marks=kept).first_bad
        if bad is None:
            missed.append((hand.__name__, place))
        elif (bad.month.month, bad.seq) > after(place):
            named_late.append((hand.__name__, place, bad))
    assert missed == []
    assert named_late == []
    proof.found(
        "P37", what="One row of the audit changed by the owner of the tables", n=n, result=f"{n} found, 0 missed"
    )


def after(place: Place) -> Place:
    """Return the latest row that may be named: one hashed again shows in the link of the next."""
    month, seq = place
    return (month, seq + 1) if seq < 4 else (month + 1, 1)


def test_a_clean_chain_never_raises_an_alarm(two_months: World, proof: Proof) -> None:
    n = proof.size(10, 50)
    for _ in range(n):
        appended(two_months, real_at=JANUARY.replace(month=2, day=3), ids=[uuid4()])
        assert verify(two_months.authority.id, marks=marks_of(ends(two_months.authority.id))).first_bad is None
    proof.found("P37", what="A clean audit verified as it grows", n=n, result="0 false alarms")
