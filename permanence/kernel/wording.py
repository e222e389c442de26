"""The words that rules share: what to enter, who may act, when something came."""

from collections.abc import Iterable
from datetime import date, datetime

from permanence.kernel.dates import short_date, short_date_without_year
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Kind, Question
from permanence.kernel.london import london_date

# A question's own error that begins so says what to do, and so serves when the answer is missing. Any other says what
# is wrong with an answer, and belongs to a rule.
TELLS_WHAT_TO_DO = ("Add ", "Answer ", "Attach ", "Choose ", "Enter ", "Give ", "Say ", "Tick ", "Write ")
CHOSEN: tuple[Kind, ...] = ("one", "many", "yn", "worker", "person", "inbox")
MANAGERS = frozenset({"practice_supervisor", "team_manager", "family_finding_manager"})
SHORT_ROLES = {
    "qaag_worker": "QAAG",
    "agency_decision_maker": "the ADM",
    "independent_reviewing_officer": "the IRO",
    "family_finder": "the Family Finders",
    "review_team_worker": "the review team",
    "social_worker": "the social worker",
}


def filled(words: str, *, child: str) -> str:
    """Return words with the child's name where they say {child}."""
    return words.replace("{child}", child)


def quoted(ask: str) -> str:
    """Return a question as a sentence quotes it.

    >>> quoted("What the child said, in their own words.")
    '"What the child said, in their own words"'
    """
    return f'"{ask.rstrip(" .:")}"'


def to_enter(asked: Question | Column) -> str:
    """Return what to do to answer a question, in a whole sentence (forms.md 0.1, default errors).

    >>> from permanence.kernel.conditions import Need
    >>> to_enter(Column(key="next_on", ask="Date of the next meeting", kind="date", need=Need()))
    'Enter the date of the next meeting.'
    """
    error = asked.error if isinstance(asked, Question) else ""
    if error.startswith(TELLS_WHAT_TO_DO):
        return error
    if asked.ask.startswith("Date "):
        return f"Enter the date {asked.ask[5:].rstrip(' .?:')}."
    return whole(f"{_verb(asked.kind)} {quoted(asked.ask)}")


def _verb(kind: Kind) -> str:
    if kind in CHOSEN:
        return "Choose an answer to"
    return {"file": "Attach a file for", "tbl": "Add a row to", "fix": "Fill in"}.get(kind, "Enter an answer to")


def whole(words: str) -> str:
    """Return words with the full stop that makes them a sentence; a quoted question needs none."""
    return words if words.endswith((".", "?", '?"')) else f"{words}."


def upper_first(words: str) -> str:
    """Return words with a capital to begin a sentence."""
    return words[:1].upper() + words[1:]


def listed(things: Iterable[str], *, last: str = "and") -> str:
    """Return things as a sentence lists them.

    >>> listed(["a", "b", "c"], last="or")
    'a, b or c'
    """
    *others, final = list(things) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def role_titles(process: Process, roles: Iterable[str]) -> str:
    """Return whoever holds one of the roles, in words: "a Practice Supervisor or Team Manager"."""
    titles = {role.key: role.title for role in process.roles}
    named = [titles.get(role, role.replace("_", " ")) for role in roles if role != "step_worker"]
    if not named:
        return "nobody"
    article = "an" if named[0][0] in "AEIO" else "a"
    return f"{article} {listed(named, last='or')}"


def short_role(process: Process, roles: Iterable[str]) -> str:
    """Return the roles as a status names them: "your manager", "QAAG", "the ADM" (pages, section 4)."""
    held = list(roles)
    if MANAGERS.intersection(held):
        return "your manager"
    if not held:
        return "nobody"
    short = next((role.short for role in process.roles if role.key == held[0]), "")
    return short or SHORT_ROLES.get(held[0]) or role_titles(process, held)


def since(moment: datetime, *, today: date) -> str:
    """Return the day something came, the year only where it is another: "Mon 23 Nov"."""
    day = london_date(moment)
    return short_date_without_year(day) if day.year == today.year else short_date(day)
