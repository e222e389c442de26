"""What is set of dates, of what is filled in and of who may look, seen where acts are written and pages are read."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from permanence.access import TABLE, read_permissions
from permanence.kernel.definitions import Process
from permanence.kernel.passing import likely
from permanence.kernel.reasons import Refused
from permanence.operations import finishing, next_actions, worksteps
from permanence.queries.worksteps import step_page
from permanence.records.pathways import Pathway
from permanence.records.prefill import prefilled_of
from permanence.records.step_facts import step_facts
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep
from tests.factories import World, inbox, newest, world
from tests.kernel.facts_builder import child
from tests.kernel.people import PRIYA, actor
from tests.processes.mosaic.conftest import Otherwise

ASKED_ON = date(2026, 11, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """One setting at work in an authority, as `examples.Example` says it of rules."""

    name: str
    file: str
    says: str
    without: str
    shows: Callable[[World], Any]
    is_so: Any


def begun(here: World) -> Any:
    """Priya begins to ask for a break, at night, and says why."""
    done = here.does("Priya Nair", worksteps.begin_step, child_id=here.child_id, step_type="ask")
    step_id = done.step_id
    here.saves("Priya Nair", step_id, "the_break", asked_on=ASKED_ON, kind="night", why_night="The family rests.")
    return step_id


def booked(here: World) -> Any:
    """The stay is booked at once, and is with the family finders."""
    step_id = begun(here)
    to = {"to_inbox": inbox("cs_family_finders", here.authority_id)}
    here.on("Priya Nair", next_actions.add_next_action, step_id, action_key="book", **to)
    row = Workstep.objects.get(id=step_id).next_actions.get(key="book")
    here.on("Priya Nair", next_actions.send_now, step_id, proposal_id=row.id)
    return newest("stay")


def met(here: World) -> Any:
    """The family lives in the south and is to be met: sent at once, to whichever inbox the page fills in."""
    step_id = begun(here)
    answers = {"asked_on": ASKED_ON, "kind": "night", "why_night": "The family rests.", "area": "south"}
    here.saves("Priya Nair", step_id, "the_break", **answers)
    facts = step_facts(step_id, actor=here.actor("Priya Nair"), at=here.at)
    action = facts.step.next_action("meet")
    filled_in = likely(facts, action.pass_to, here.actor("Priya Nair"))
    to = {"to_inbox": filled_in.inbox_id if filled_in else None}
    here.on("Priya Nair", next_actions.add_next_action, step_id, action_key="meet", **to)
    row = Workstep.objects.get(id=step_id).next_actions.get(key="meet")
    here.on("Priya Nair", next_actions.send_now, step_id, proposal_id=row.id)
    return newest("stay")


def looked_at(here: World) -> Any:
    """The break is looked at again: Tom's review is incoming."""
    step_id = begun(here)
    finders = {"to_inbox": inbox("cs_family_finders", here.authority_id)}
    here.on("Priya Nair", next_actions.add_next_action, step_id, action_key="book", **finders)
    to = {"to_worker": here.people["Tom Askew"]}
    here.on("Priya Nair", next_actions.add_next_action, step_id, action_key="look", **to)
    here.sends("Priya Nair", step_id, "agree", to_worker=here.people["Joan Ellery"])
    here.completes("Joan Ellery", step_id, "agree")
    here.sends("Priya Nair", step_id, "find", **finders)
    here.on("Priya Nair", finishing.finish_step, step_id)
    return newest("review")


def _opens(here: World, step_id: Any) -> dict[str, bool]:
    """Return who opens the review: Tom has it, Joan manages teams, Priya works with the child and passed it on."""
    return {name: _is_shown(here, name, step_id) for name in ("Tom Askew", "Joan Ellery", "Priya Nair")}


def _is_shown(here: World, name: str, step_id: Any) -> bool:
    try:
        step_page(step_id=step_id, actor=here.actor(name), at=here.at)
    except Refused:
        return False
    return True


def _falls_due(here: World) -> date | None:
    begun(here)
    due = Due.objects.filter(rule_id="first_visit").first()
    return due.due_on if due else None


def _filled_in(here: World, name: str, step_id: Any) -> Any:
    return prefilled_of(step_facts(step_id, actor=here.actor(name), at=here.at))


def _opened(here: World) -> int:
    with suppress(Refused):
        begun(here)
    return Pathway.objects.filter(child_id=here.child_id, closed_at=None).count()


ACTS: Final = (
    Acted(
        name="due date from a form answer",
        file="steps/ask.yaml",
        says='timescales:\n  - {rule: first_visit, on: saved, start: ["answer:asked_on"], sets_step_due: true}\n',
        without="",
        shows=_falls_due,
        is_so=date(2026, 11, 19),  # a week after it was asked for
    ),
    Acted(
        name="scheduled date",
        file="steps/ask.yaml",
        says="    due_in_working_days: 10\n",
        without="",
        shows=lambda here: Workstep.objects.get(id=booked(here)).due_on,
        is_so=date(2026, 11, 30),  # ten working days after 16 November
    ),
    Acted(
        name="address-based routing",
        file="steps/ask.yaml",
        says="pass_to: {inbox_by: area, inboxes: {north: cs_family_finders, south: cs_qaag}}",
        without="pass_to: {inbox: cs_family_finders}",
        shows=lambda here: getattr(Workstep.objects.get(id=met(here)).assigned_inbox, "key", ""),
        is_so="cs_qaag",
    ),
    Acted(
        name="privileged access",
        file="process.yaml",
        says="title: Reviews, roles: [team_manager],",
        without="title: Reviews, roles: [team_manager, social_worker],",
        shows=lambda here: _opens(here, looked_at(here)),
        is_so={"Tom Askew": True, "Joan Ellery": True, "Priya Nair": False},
    ),
    Acted(
        name="prepopulation",
        file="forms/ask.yaml",
        says="kind: st, copied: person.full_name, need: R",
        without="kind: st, need: R",
        shows=lambda here: _filled_in(here, "Priya Nair", begun(here)).values().get("person.full_name"),
        is_so="Maya Thornbury",
    ),
    Acted(
        name="copy (forward)",
        file="forms/review.yaml",
        says="title: The break, copied_section: ask.the_break}",
        without="title: The break}",
        shows=lambda here: {
            key: section.answers.get("why_night")
            for key, section in _filled_in(here, "Tom Askew", looked_at(here)).sections.items()
        },
        is_so={"the_break": "The family rests."},
    ),
    Acted(
        name="case opening",
        file="steps/ask.yaml",
        says="begun_by: [social_worker]\n",
        without="begun_by: [independent_reviewing_officer]\n",
        shows=_opened,
        is_so=1,
    ),
)  # fmt: skip


@pytest.mark.parametrize("acted", ACTS, ids=lambda acted: str(acted.name))
def test_it_is_so_because_it_is_said(acted: Acted, stands: Process, db: None) -> None:
    assert acted.shows(world(process=stands)) == acted.is_so


@pytest.mark.parametrize("acted", ACTS, ids=lambda acted: str(acted.name))
def test_it_is_not_so_where_it_is_taken_out(acted: Acted, otherwise: Otherwise, db: None) -> None:
    assert acted.shows(world(process=otherwise(acted.file, acted.says, acted.without))) != acted.is_so


# Who may look is said in permanence/access/table.yaml, for every workstep alike: setting, part, line, without it.
ACCESS: Final = (
    ("browse and read", "acts", {"see_file": {"does": "download a file", "by": ["oversight"]}}),
    ("restricted person", "records", {"restricted": "granted"}),
)


@pytest.mark.parametrize(("name", "part", "otherwise"), ACCESS, ids=[row[0] for row in ACCESS])
def test_who_may_look_hangs_on_the_table(name: str, part: str, otherwise: dict[str, Any], tmp_path: Path) -> None:
    yaml = YAML(typ="safe", pure=True)
    plain = yaml.load(TABLE.read_text(encoding="utf-8"))
    (plain[part]["child"] if part == "acts" else plain[part]).update(otherwise)
    changed = tmp_path / "table.yaml"
    with changed.open("w", encoding="utf-8") as file:
        yaml.dump(plain, file)
    asked = child(access_class="restricted" if name == "restricted person" else "open")
    allowed = [
        not any(table.reasons_against("see_file", actor(PRIYA), asked, frozenset({"allocated"})))
        for table in (read_permissions(TABLE), read_permissions(changed))
    ]
    assert allowed == ([True, False] if name == "browse and read" else [False, True])
