"""The side written by hand: psycopg and SQL, in seven transactions, with the same rows as our acts leave.

    python -m bench.unit_by_hand --database ADDRESS --answers FILE

Each claims its key, sees that the worker has to do with the workstep and locks it, compares its version and swaps, and
ends with the audit's row. It knows no rules, reads no process and no form, and makes no page.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from bench import by_hand_sql as sql
from bench.turns import Act, answer

Row = dict[str, Any]
SUMS = "Put in the inbox Mon 16 Nov 2026 plus 2 working days is Wed 18 Nov 2026."
COUNTED = {
    "put_in_inbox": "2026-11-16",
    "counted": "2 working days",
    "direction": "after",
    "roll": "none",
    "occurrence": "1",
    "not_counted": "",
}


def digest(value: object) -> str:
    """Return the SHA-256 of its JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


class ByHand:
    """Two workers, and the workstep that each child has in the inbox."""

    def __init__(self, connection: "psycopg.Connection[Row]", answers: Mapping[str, str]) -> None:
        self.connection, self.answers, self.asked = connection, dict(answers), 0
        self.dee, self.joan = (self.one(sql.WORLD, name) for name in ("Dee Marlow", "Joan Ellery"))
        waiting = connection.execute(sql.WAITING).fetchall()
        self.waiting: list[UUID] = [row["id"] for row in waiting]
        first = waiting[0]
        self.given: Row = {
            "at": first["passed_at"],
            "today": first["passed_at"].date(),
            "month": date(2026, 11, 1),
            "inbox": first["assigned_inbox_id"],
            "inbox_name": first["title"],
            "process": first["process"],
        }

    def one(self, statement: str, *given: Any, **named: Any) -> Row:
        """Ask the database; return the row it answers, {} where there is none."""
        self.asked += 1
        found = self.connection.execute(statement.encode(), given or named)
        if not found.rowcount:
            raise RuntimeError(f"Nothing was found or changed by {statement}")
        return (found.fetchone() or {}) if found.description else {}

    def unit(self) -> Iterator[Act]:
        """Yield the seven acts on the next child's workstep."""
        step, sent = self.waiting.pop(0), Row()
        acts: list[Callable[[], object]] = [
            partial(self.pick_up, step),
            partial(self.start, step),
            partial(self.save, step),
            lambda: sent.update(request=self.send(step)),
            lambda: self.complete(step, sent["request"]),
            partial(self.add, step),
            lambda: self.waiting.append(self.finish(step)),
        ]
        yield from acts

    @contextmanager
    def act(self, name: str, who: Row, step: UUID, *, version: int, said: str, **detail: object) -> Iterator[Row]:
        """Have a transaction in which the key is claimed, the workstep locked, and the audit's row comes last."""
        here = {**self.given, **who, "step": step, "act": name, "said": said, "detail": Jsonb(detail), "ids": Jsonb([])}
        key = hashlib.sha256(uuid4().bytes).hexdigest()
        claim = {
            "key": key,
            "digest": digest([name, step, version]),
            "result": Jsonb({"says": said, "step_id": str(step)}),
        }
        with self.connection.transaction():
            self.one(sql.ENTER, **here, **claim)
            found = self.one(sql.MAY, **here)
            if found["version"] != version:
                raise RuntimeError("Somebody else was quicker.")
            here |= {"version": version, "child": found["child_id"], "pathway": found["pathway_id"]}
            yield here
            self.one(sql.AUDIT, **here)

    def pick_up(self, step: UUID) -> None:
        """Take it out of the inbox."""
        with self.act("pick_up", self.dee, step, version=1, said="Dee Marlow picked this up.") as here:
            self.one(sql.PICK_UP, **here)
            self.one(sql.EVENT, **here)
            self.one(sql.PICKED_UP, **here, put_in=f"put_in_inbox:{step}")

    def start(self, step: UUID) -> None:
        """Start it."""
        said = "Dee Marlow started the workstep."
        with self.act("start_step", self.dee, step, version=2, said=said, process="1") as here:
            self.one(sql.PATHWAY, **here)
            self.one(sql.START, **here)
            self.one(sql.EVENT, **here)

    def save(self, step: UUID) -> None:
        """Save its answers, and keep them as a revision."""
        said, answers = "Dee Marlow saved section 1.", Jsonb(self.answers)
        with self.act("save_section", self.dee, step, version=3, said=said, section="answers") as here:
            self.one(sql.ANSWERS, **here, answers=answers)
            self.one(sql.SAVE, **here)
            self.one(sql.REVISION, **here, answers=answers)
            self.one(sql.EVENT, **here)

    def send(self, step: UUID) -> UUID:
        """Ask the manager to authorise it; return the request."""
        told, said = self.joan["worker"], 'Dee Marlow sent "Manager authorises" to Joan Ellery.'
        with self.act("send_request", self.dee, step, version=4, said=said, request="authorise") as here:
            self.one(sql.SEND, **here)
            request: UUID = self.one(sql.REQUEST, **here, told=told)["id"]
            self.one(sql.EVENT, **here)
            self.tell(here, told, 'Dee Marlow sent you "Manager authorises" on Plan for Maya Thornbury.')
        return request

    def complete(self, step: UUID, request: UUID) -> None:
        """Authorise it: what is covered is frozen with its hash."""
        said = 'Joan Ellery completed "Manager authorises": version 1.'
        with self.act("complete_request", self.joan, step, version=5, said=said, request=str(request)) as here:
            covered = self.covered(step)
            self.one(sql.COMPLETE, **here)
            self.one(sql.ANSWERED, **here, request=request, covered=Jsonb(covered), covered_hash=digest(covered))
            self.one(sql.EVENT, **here)
            self.tell(here, self.dee["worker"], f"{said[:-1]} on Plan for Maya Thornbury.")

    def add(self, step: UUID) -> None:
        """Add the next action."""
        said = "Dee Marlow added Plan, for CS Permanence Family Finders - Inbox."
        with self.act("add_next_action", self.dee, step, version=6, said=said, action="plan") as here:
            self.one(sql.ADD, **here)
            self.one(sql.NEXT, **here)
            self.one(sql.EVENT, **here)

    def finish(self, step: UUID) -> UUID:
        """Finish it, and pass the next workstep into the inbox; return that."""
        with self.act("finish_step", self.dee, step, version=7, said="Dee Marlow finished the workstep.") as here:
            self.one(sql.PATHWAY, **here)
            if not self.one(sql.MAY_FINISH, **here)["may"]:
                raise RuntimeError("It is not authorised.")
            finished = digest({"answers": self.covered(step)["answers"], "head": {"copied": {}}})
            self.one(sql.FINISH, **here, finished_hash=finished)
            created: UUID = self.one(sql.ONWARD, **here)["id"]
            passed = {
                **here,
                "step": created,
                "act": "pass_step",
                "said": "Dee Marlow passed it on.",
                "detail": Jsonb({}),
            }
            self.one(sql.EVENT, **passed)
            due = {"put_in": f"put_in_inbox:{created}", "due": date(2026, 11, 18), "inputs": Jsonb(COUNTED)}
            self.one(sql.DUE, **passed, **due, arithmetic=SUMS)
            self.one(sql.SENT, **here, created=created)
            self.one(sql.MOVED, **here)
            self.one(sql.EVENT, **here)
        return created

    def covered(self, step: UUID) -> Row:
        """Return what was written of the form."""
        row = self.one(sql.COVERED, step=step)
        return {"sections": [row["section"]], "answers": {row["section"]: row["answers"]}}

    def tell(self, here: Row, told: UUID, says: str) -> None:
        """Tell a worker, and have a mail sent that says so."""
        notice = self.one(sql.NOTICE, **{**here, "told": told, "says": says})["id"]
        self.one(sql.MAIL, notice=notice)


def main() -> None:
    """Do units as they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, help="address of a copy of our database")
    parser.add_argument("--answers", type=Path, required=True, help="JSON file with the answers")
    args = parser.parse_args()
    with psycopg.connect(args.database, autocommit=True, row_factory=dict_row) as connection:
        hand = ByHand(connection, json.loads(args.answers.read_text(encoding="utf-8")))
        flush = partial(connection.execute, "SELECT pg_stat_force_next_flush()")
        answer(hand.unit, count=lambda: hand.asked, settle=flush)


if __name__ == "__main__":
    main()
