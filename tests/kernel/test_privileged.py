"""Groups of privileged worksteps as files say them: what is refused, what is told of a change, who opens by a role."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from permanence.kernel.canonical import process_from_plain, to_plain
from permanence.kernel.definitions import Process
from permanence.kernel.differences import differences
from permanence.outside.checking import check
from permanence.outside.definitions import load_process
from permanence.outside.process_documents import process_tables
from tests.kernel.people import JOAN, PRIYA, TOM, actor
from tests.processes.mosaic.conftest import KEY, ROOT

PROCESS = load_process(ROOT / KEY, ROOT)
GROUP = PROCESS.privileged_groups[0]
REVIEW, WHOLE, FORM = "steps/review.yaml", "process.yaml", "forms/stay.yaml"
SAYS = "roles: [team_manager], coordinator: independent_reviewing_officer"

# One fault a row: file, what stands there, what is put instead, what is said.
FAULTS = (
    (WHOLE, SAYS, "roles: [], coordinator: team_manager", '"Reviews" is opened by no role.'),
    (REVIEW, "privileged: reviews\n", "", '"Reviews" closes no workstep.'),
    (REVIEW, "privileged: reviews", "privileged: plans", 'There is no privileged group "plans". There are: reviews.'),
    (WHOLE, SAYS, "roles: [nurse], coordinator: team_manager", 'There is no role "nurse".'),
    (WHOLE, SAYS, "roles: [team_manager], coordinator: nurse", 'There is no role "nurse".'),
    (
        FORM,
        "from: form.ask.why_night",
        "from: form.review.said",
        '"Why the stay?" is filled in from a form of a privileged workstep, which fewer people open.',
    ),
    (
        FORM,
        "writers: [family_finder]\n    questions:",
        "copied_section: review.the_review\n    writers: [family_finder]\n    questions:",
        "is copied from a form of a privileged workstep",
    ),
    (
        "steps/stay.yaml",
        "form: stay",
        "form: review",
        "has the form of a workstep that others open. Give it a form of its own.",
    ),
)


@pytest.mark.parametrize(("file", "stands", "instead", "says"), FAULTS, ids=[row[3][:40] for row in FAULTS])
def test_what_cannot_be_meant_is_a_fault(file: str, stands: str, instead: str, says: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ROOT, tmp_path / "process"))
    place = copy / KEY / file
    read = place.read_text(encoding="utf-8")
    assert read.count(stands) == 1
    place.write_text(read.replace(stands, instead), encoding="utf-8")
    found = [fault.says for fault in check(copy / KEY, copy)]
    assert any(says in fault for fault in found), found


def other(**changed: object) -> Process:
    return replace(PROCESS, privileged_groups=(replace(GROUP, **changed),))  # type: ignore[arg-type]


def unclosed() -> Process:
    return replace(PROCESS, steps=tuple(replace(each, privileged=None) for each in PROCESS.steps))


# What is changed, and what is told of it.
CHANGES = (
    (other(title="Plans"), 'The privileged group "Reviews" is now called "Plans".'),
    (other(roles=("social_worker",)), 'The privileged group "Reviews" is now opened by Social Worker; before by Team'),
    (other(coordinator="team_manager"), 'The privileged group "Reviews" is now coordinated by Team Manager; before by'),
    (unclosed(), "The workstep is now opened by the people of none alone; before: Reviews."),
)


@pytest.mark.parametrize(("now", "says"), CHANGES, ids=[row[1][:60] for row in CHANGES])
def test_a_change_is_told(now: Process, says: str) -> None:
    assert any(says in change.says for change in differences(PROCESS, now))


def test_it_opens_by_a_role_of_the_group_or_as_its_coordinator() -> None:
    assert [GROUP.is_opened_by(actor(who)) for who in (JOAN, TOM, PRIYA)] == [True, True, False]


def test_it_survives_publishing_and_is_read_among_the_tables() -> None:
    assert process_from_plain(to_plain(PROCESS)) == PROCESS
    table = process_tables(PROCESS)[-1]
    assert table.rows == (("Reviews", "Review of the break", "Team Manager", "Independent Reviewing Officer"),)
