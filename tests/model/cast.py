"""Who works in the model's authority: every role of A8 at least twice where work may pass to another."""

from datetime import date
from typing import Final

from tests.model.state import Child, Worker, World

# First name, roles, team, inbox.
_WORKERS = """
    priya | SW    | east    |
    ola   | SW    | east    |
    una   | SW    | west    |
    joan  | PS TM | east    |
    ravi  | TM    | east    |
    mo    | PS TM | west    |
    tom   | IRO   | reviews |
    meera | IRO   | reviews |
    lena  | QAAG  | qaag    | Q
    nora  | QAAG  | qaag    | Q
    ruth  | ADM   | deciding |
    helen | ADM   | deciding |
    dee   | FF    | finders | F
    fin   | FF    | finders | F
    kit   | RT    | finders | F
    sam   | FFM   | finders |
    iris  | FFM   | finders |
    omar  | PA    | qaag    |
"""
TEAMS: Final = ("east", "west", "reviews", "qaag", "deciding", "finders")
INBOXES: Final = {"Q": ("qaag", "lena", "nora"), "F": ("finders", "sam", "iris")}  # team, owner, deputy
ALLOCATED: Final = ("SW", "TM", "IRO")


def cast(joined_on: date) -> dict[str, Worker]:
    """Return everybody, by first name."""
    rows = [[cell.strip() for cell in line.split("|")] for line in _WORKERS.strip().splitlines()]
    return {
        name: Worker(
            name=name, roles=frozenset(roles.split()), team=team, inboxes=frozenset(inbox.split()), joined_on=joined_on
        )
        for name, roles, team, inbox in rows
    }


def owners() -> dict[str, str]:
    """Return who watches each inbox (P39)."""
    return {key: owner for key, (_, owner, _) in INBOXES.items()}


__all__ = ["ALLOCATED", "INBOXES", "TEAMS", "Child", "World", "cast", "owners"]
