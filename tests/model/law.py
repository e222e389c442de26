"""The process as the rulebook's tables say it (A9, A10, readings of A6): copied by hand, never made from the code.

Roles: SW social worker, PS practice supervisor, TM team manager, QAAG, ADM, FF family finder, RT review team,
FFM family finders' manager, IRO, PA panel administrator, SSW supervising social worker, SM service manager.
Inboxes: Q is CS QAAG - Inbox, F is CS Permanence Family Finders - Inbox.
"""

from dataclasses import dataclass
from typing import Any, Final

MANAGERS: Final = frozenset({"PS", "TM"})
WORKER: Final = "worker"

# A9: worksteps. Who starts and works, who finishes, who may cancel (R177: a manager), whether a next action is needed.
_STEPS = """
    0 | Child in Care Review                          | IRO   | IRO              |       | may
    1 | SC Permanency Planning Process                | SW    | QAAG             | PS TM | must
    2 | SC Agency Decision Maker Permanence Decision  | QAAG  | ADM              | PS TM | must
    3 | SC Permanence Family Finding Request          | SW    | SW               | PS TM | must
    4 | SC Permanence Family Finding Meeting / Review | FF RT | worker FFM       | FFM   | must
    5 | SC Permanence Information Sharing Meeting     | SW    | worker PS TM     | PS TM | must
    6 | SC Permanence Panel and Matching Decision     | QAAG  | ADM              | PS TM | must
    7 | SC Permanence Placement                       | SW    | SW               | PS TM | must
    P | SC Child in Care Planning                     | SW    | worker PS TM     | PS TM | may
    U | SC Update Permanence Plan                     | FF    | worker FFM       | FFM   | must
"""

# A9, "Gating requests (in order)", with A8 and R93 to R133. Gate: must be completed, must be sent (Q26), or none.
# Before it is sent: `own` all sections of the step's worker, `1` section 1, `action` a next action (R106).
# Before it is completed: `2` the decision-maker's section (R107). With: only while that next action is proposed (Q18).
_REQUEST_TITLES = """
    1 | a | Required CS Manager: Please review and authorise prior to QAAG
    1 | b | Required CS QAAG / Adoption Panel to confirm quality of report
    1 | c | Required CS Manager: Please review and authorise
    1 | d | CS Allocate worker for parallel planning
    1 | e | CS Please action
    1 | f | CS Request for a panel date
    2 | a | Required CS Refer Panel Recommendation to Agency Decision Maker
    3 | a | Required CS Manager: Please Review and Acknowledge Request
    4 | a | Required CS Manager: Please review and authorise
    5 | a | Required CS Manager: Please review and authorise
    6 | a | Required CS Refer Panel Recommendation to Agency Decision Maker
    P | a | Required CS Manager: Please review and authorise
    U | a | Required CS Manager: Please review and authorise
"""
_REQUESTS = """
    1 | a | SW            | PS TM                       | completed |   | own      |   |
    1 | b | PS TM         | Q                           | completed | a |          |   |
    1 | c | SW PS TM QAAG | PS TM                       | completed |   |          |   | N2
    1 | d | SW PS TM QAAG | PS TM                       | none      |   |          |   |
    1 | e | SW PS TM QAAG | SW PS TM QAAG FF IRO PA SSW | none      |   |          |   |
    1 | f | SW PS TM QAAG | PA                          | none      |   |          |   |
    2 | a | QAAG          | ADM                         | completed |   | 1 action | 2 |
    3 | a | SW            | PS TM                       | sent      |   | own      |   |
    4 | a | FF RT         | FFM                         | completed |   | own      |   |
    5 | a | SW            | PS TM                       | completed |   | own      |   |
    6 | a | QAAG          | ADM                         | completed |   | 1 action | 2 |
    P | a | SW            | PS TM                       | completed |   | own      |   |
    U | a | FF            | FFM                         | completed |   | own      |   |
"""

# A9 "Allowed next actions", A10, and who adds each (A8, R91 to R137). `not beside` names what cannot stand with it.
# `answers`: what the form must not deny (Q10); `!` also calls for it. `links`: an open step is gone on with (Q17, Q21).
# `why`: reason in words (Q18), `reason`: one of those offered (R129, R132). `ends`: how the pathway ends.
_ACTIONS = """
    0 | N0  | 1 | SW | IRO           |               | agreed=yes              | links |        |
    1 | N1  | 2 | Q  | PS TM         | N2            |                         |       |        |
    1 | N2  | - |    | SW PS TM QAAG | N1            |                         |       | why    | No longer required
    2 | N3  | 3 | SW | QAAG ADM      | N4            | !decision=agree         |       |        |
    2 | N4  | - |    | QAAG ADM      | N3            | !decision=disagree      |       |        | Plan not agreed
    3 | N5  | 4 | F  | SW            |               |                         |       |        |
    4 | N5  | 4 | F  | FF FFM        | N6            | match=no                |       |        |
    4 | N6  | 5 | SW | FF FFM        | N5            | !match=yes              |       |        |
    5 | N7  | 6 | Q  | SW            | N9 N5         | !view=panel             |       |        |
    5 | N8  | P | SW | SW            | N9            | !new_plan=yes           |       |        |
    5 | N9  | 7 | SW | SW            | N5 N7 N8      | !view=ratified          |       |        |
    5 | N5  | 4 | F  | SW            | N7 N9         | !view=not_suitable      | links |        |
    6 | N10 | 7 | SW | QAAG ADM      | N5 N11 N12    | !decision=agree         |       | reason |
    6 | N11 | - |    | QAAG ADM      | N10           | !decision=disagree      |       |        |
    6 | N5  | 4 | F  | QAAG ADM      | N10 N12       | decision=disagree       | links |        |
    6 | N12 | U | F  | QAAG ADM      | N10 N5        | decision=disagree       |       | reason |
    7 | N13 | - |    | SW            | N14           |                         |       |        | Child placed
    7 | N14 | 4 | F  | SW            | N13           |                         | links | why    |
    P | N5  | 4 | F  | SW            | N0 N2         |                         | links |        |
    P | N0  | 1 | SW | SW            | N5 N2         |                         | links |        |
    P | N2  | - |    | SW            | N5 N0         |                         |       | why    | No longer required
    U | N5  | 4 | F  | FF            | N0 N2         | !outcome=search_again   | links |        |
    U | N0  | 1 | SW | FF            | N5 N2         | !outcome=new_plan       | links |        |
    U | N2  | - |    | FF            | N5 N0         | !outcome=no_longer      |       | why    | No longer required
"""
EARLY: Final = ("4", "N6")  # R127, R135: the only one that may be sent immediately
TWICE: Final = ("4", "N5")  # R117: the only one that may be added twice
WAIVING: Final = ("1", "N2")  # Q18: waives requests a and b, and then the report need not be complete
ONE_OF: Final = {("6", "N11"): ("N5", "N12")}  # Q17: exactly one of them beside it
ON_THE_WAY: Final = frozenset("1234567")

# Sections by number, and who writes them; `next` is the one of next actions. In 4, sections 1 to 3 are copied (R113).
_SECTIONS = """
    0 | 1                                    | IRO           | 2  | IRO
    1 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 | SW       | 18 | SW PS TM QAAG
    2 | 1                                    | QAAG          | 3  | QAAG ADM
    3 | 1 2 3 4                              | SW            | 5  | SW
    4 | 4 5                                  | FF RT         | 6  | FF FFM
    5 | 1                                    | SW SSW        | 2  | SW
    6 | 1                                    | QAAG PA       | 3  | QAAG ADM
    7 | 1                                    | SW            | 2  | SW
    P | 1                                    | SW            | 2  | SW
    U | 1                                    | FF SW         | 2  | FF
"""
DECISION_SECTION: Final = 2  # of steps 2 and 6: written by the decision-maker it was referred to (R107, A8)
COPIED: Final = {"4": (1, 2, 3)}


class Law:
    """A row of the tables, told by its identity: it is the same row wherever a child that rests on it is copied to."""

    def __deepcopy__(self, _: object) -> "Law":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _same_law, (type(self).__name__, getattr(self, "step", ""), getattr(self, "key", ""))


def _same_law(kind: str, step: str, key: str) -> "Law":
    """Return a row of the tables."""
    if kind == "StepLaw":
        return STEPS[key]
    return REQUESTS[step, key] if kind == "RequestLaw" else ACTIONS[step, key]


@dataclass(frozen=True, kw_only=True, eq=False)
class StepLaw(Law):
    """A workstep of A9. `own`: the sections of whoever works it; `next_section`: that of next actions."""

    key: str
    title: str
    worked_by: frozenset[str]
    finished_by: frozenset[str]
    cancelled_by: frozenset[str]
    needs_action: bool
    own: tuple[int, ...]
    writers: frozenset[str]
    next_section: int
    next_writers: frozenset[str]

    @property
    def is_decided(self) -> bool:
        """Return whether the Agency Decision Maker finishes it (Q25)."""
        return "ADM" in self.finished_by

    def writers_of(self, section: int) -> frozenset[str]:
        """Return the roles that write a section; none writes what is copied."""
        if section == self.next_section:
            return self.next_writers
        if section in self.own:
            return self.writers
        return frozenset({"ADM"}) if self.is_decided and section == DECISION_SECTION else frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class RequestLaw(Law):
    """A request that a workstep offers."""

    step: str
    key: str
    title: str
    sent_by: frozenset[str]
    to: frozenset[str]
    inbox: str
    gate: str
    after: str
    before_sending: frozenset[str]
    completed_with: int
    only_with: str

    @property
    def authorises(self) -> bool:
        """Return whether completing it freezes what it covers (R85): every gate that must be completed."""
        return self.gate == "completed"


@dataclass(frozen=True, kw_only=True, eq=False)
class ActionLaw(Law):
    """A next action that a workstep allows."""

    step: str
    key: str
    creates: str
    to: frozenset[str]
    inbox: str
    added_by: frozenset[str]
    not_beside: frozenset[str]
    answer: tuple[str, str] | None
    called_for: bool
    links: bool
    reason: str
    ends: str


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _roles(cell: str) -> frozenset[str]:
    return frozenset(cell.split())


def _goes_to(cell: str) -> tuple[frozenset[str], str]:
    """Return the roles it goes to, and the inbox."""
    return (frozenset(), cell) if cell in {"Q", "F"} else (_roles(cell), "")


def _steps() -> dict[str, StepLaw]:
    sections = {row[0]: row[1:] for row in _rows(_SECTIONS)}
    found = {}
    for key, title, worked, finished, cancelled, needs in _rows(_STEPS):
        own, writers, following, next_writers = sections[key]
        found[key] = StepLaw(
            key=key,
            title=title,
            worked_by=_roles(worked),
            finished_by=_roles(finished),
            cancelled_by=_roles(cancelled),
            needs_action=needs == "must",
            own=tuple(int(number) for number in own.split()),
            writers=_roles(writers),
            next_section=int(following),
            next_writers=_roles(next_writers),
        )
    return found


_TITLES: Final = {(step, key): title for step, key, title in _rows(_REQUEST_TITLES)}


def _request(row: list[str]) -> RequestLaw:
    step, key, sent_by, to, gate, after, before, completed_with, only_with = (*row, "", "", "", "")[:9]
    roles, inbox = _goes_to(to)
    return RequestLaw(
        step=step,
        key=key,
        title=_TITLES[step, key],
        sent_by=_roles(sent_by),
        to=roles,
        inbox=inbox,
        gate=gate,
        after=after,
        before_sending=_roles(before),
        completed_with=int(completed_with or 0),
        only_with=only_with,
    )


def _action(row: list[str]) -> ActionLaw:
    step, key, creates, to, added_by, beside, answers, links, reason, *ends = row
    roles, inbox = _goes_to(to)
    name, _, value = answers.removeprefix("!").partition("=")
    return ActionLaw(
        step=step,
        key=key,
        creates=creates.removeprefix("-"),
        to=roles,
        inbox=inbox,
        added_by=_roles(added_by),
        not_beside=_roles(beside),
        answer=(name, value) if answers else None,
        called_for=answers.startswith("!"),
        links=links == "links",
        reason=reason,
        ends=ends[0] if ends else "",
    )


STEPS: Final = _steps()
REQUESTS: Final = {(law.step, law.key): law for law in map(_request, _rows(_REQUESTS))}
ACTIONS: Final = {(law.step, law.key): law for law in map(_action, _rows(_ACTIONS))}


def requests_of(step: str) -> list[RequestLaw]:
    """Return the requests of a workstep, in order."""
    return [law for law in REQUESTS.values() if law.step == step]


def actions_of(step: str) -> list[ActionLaw]:
    """Return the next actions of a workstep."""
    return [law for law in ACTIONS.values() if law.step == step]
