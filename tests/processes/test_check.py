"""permanence process check: one broken file a fault, each found with its file, its line and a sentence (C24)."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from permanence.outside.checking import check
from permanence.outside.definitions import PROCESSES, load_process, process_folders
from permanence.outside.source_register import load_sources
from permanence.records.prefill import AVAILABLE

SMALL = Path(__file__).parent / "small"
VISIT, REVIEW = "steps/visit.yaml", "steps/review.yaml"
V1, V2 = "forms/visit.yaml", "forms/review.yaml"

# One fault a row: file, what stands there, what is put instead (¦ parts two places), what is said.
FAULTS = [
    # Help
    (
        VISIT,
        "cancelled_by: [team_manager]\n",
        "cancelled_by: [team_manager]\nhelp: [{for: [social_worker], says: 'Go to {inbox.nowhere}.'}]\n",
        '"Visit to the home" has help that says {inbox.nowhere}',
    ),
    # Steps
    (VISIT, "    creates: review\n", "    creates: visit\n", 'Nothing leads to "Review of the visits"'),
    (VISIT, "begun_by: [social_worker]\n", "", 'Nothing leads to "Visit to the home"'),
    (VISIT, "    ends_pathway: Visits ended\n", "", 'A pathway that comes to "Visit to the home" cannot end'),
    (REVIEW, "creates: visit\n", "creates: review\n", 'A pathway that comes to "Review of the visits" cannot end'),
    (
        REVIEW,
        (
            "next_actions:\n  - key: visit_again\n    title: Visit again\n    creates: visit\n"
            "    pass_to: {inbox: visits}\n    added_by: [team_manager]\n"
        ),
        "ends_pathway_if_nothing_follows: Reviewed\n",
        '"Review of the visits" needs a next action and has none',
    ),
    # Next actions
    (VISIT, "only_if: outcome=needs_another_visit|goes_well", "only_if: outcome=goes_well", "mandatory and impossible"),
    (
        VISIT,
        "    added_by: [team_manager]\n    exclusive",
        "    added_by: [team_manager]\n    mandatory_if: outcome=needs_another_visit\n    exclusive",
        '"No more visits" is both mandatory and impossible: when outcome=needs_another_visit, "Another visit"',
    ),
    (VISIT, "    added_by: [team_manager]\n    exclusive", "    exclusive", '"No more visits" can be added by nobody'),
    (VISIT, 'exclusive_with: ["*"]', "exclusive_with: [over]", '"No more visits" names itself'),
    (
        VISIT,
        'exclusive_with: ["*"]',
        'exclusive_with: ["*"]\n    requires_one_of: [look_back]',
        "must stand beside another, and may stand beside none",
    ),
    (
        VISIT,
        'exclusive_with: ["*"]',
        "exclusive_with: [look_back]\n    requires_one_of: [look_back]",
        'is both mandatory beside "look_back" and impossible beside it',
    ),
    (VISIT, 'exclusive_with: ["*"]', 'exclusive_with: ["*"]\n    at_most: -1', "may stand -1 times, which is never"),
    (VISIT, "pass_to: {roles: [team_manager]}", "pass_to: {roles: []}", '"Look back at it" is passed to nobody'),
    (
        "process.yaml",
        "title: Visits – Inbox, roles: [social_worker]",
        "title: Visits – Inbox, roles: []",
        '"Another visit" is passed to "Visits – Inbox", which no role may pick up from',
    ),
    # Requests
    (
        VISIT,
        "    sent_by: [social_worker]\n    to: {roles: [team_manager], likely: manager}\n  - key: authorise",
        "    to: {roles: [team_manager], likely: manager}\n  - key: authorise",
        '"Please read" can be sent by nobody',
    ),
    (
        VISIT,
        "to: {roles: [team_manager], likely: manager}\nnext",
        "to: {roles: []}\nnext",
        '"Please authorise" can be completed by nobody',
    ),
    (
        VISIT,
        "must_be_sent: true\n    sent_by",
        "must_be_sent: true\n    must_be_completed: true\n    sent_by",
        '"Please read" is a gate after the finish',
    ),
    (
        VISIT,
        "must_be_sent: true\n    must_be_completed: true\n",
        "must_be_completed: true\n",
        '"Please authorise" must be completed and need not be sent',
    ),
    (
        VISIT,
        "    kind: notification\n",
        "    kind: notification\n    after: [authorise]\n",
        '"Please read" comes after itself',
    ),
    (
        VISIT,
        "    after: [read]\n¦    ends_pathway: Visits ended\n",
        "    only_with: [over]\n¦    ends_pathway: Visits ended\n    waives: [authorise]\n",
        '"Please authorise" is asked for only with "No more visits", which waives it',
    ),
    # Timescales
    (VISIT, "on: finished", "on: ended", 'has no start event: "ended" never happens'),
    (VISIT, "on: finished", 'on: "sent:letter"', 'has no start event: "sent:letter" never happens'),
    (VISIT, '"answer:visited_on"', '"answer:agreed"', 'counts from "answer:agreed", which is no date'),
    (VISIT, '"answer:seen_alone"', '"answer:seen_together"', 'is met on "answer:seen_together"'),
    # Questions
    (V1, "need: S?seen_alone=no", "need: S?why_not_alone=no", "can never be shown"),
    (V1, "need: SO?seen_alone=no", "need: SO?agreed=no", '"What would help next time?" can never be shown'),
    (V1, "asked_with: over", "asked_with: ended", '"Why are there to be no more?" can never be shown'),
    (V1, "kind: one, options: OUTCOME", "kind: one", '"How does it go?" offers nothing to choose'),
    (V1, "options: [at home, elsewhere]", "options: []", 'has a column "How" that offers nothing to choose'),
    (V1, "low: 1, high: 10", "low: 11, high: 10", "takes numbers from 11 to 10: there are none"),
    (V1, "key: how, ask", "key: name, ask", 'has the column "name" twice'),
    (V1, "    kind: tbl", "    kind: fix", '"Who was seen?" is a table of fixed rows, and has none'),
    (V1, "    writers: [social_worker]\n", "", '"The visit" may be written by nobody'),
    (V2, "key: agreed, ask", "key: why_looked, ask", 'The key "why_looked" stands twice in section "the_review"'),
    # Prepopulation
    (V1, "copied: person.full_name", "copied: person.whole_name", 'from "person.whole_name", and there is no such'),
    (V1, "copied: person.full_name", "copied: person.date_of_birth", "is of kind st and is filled in from"),
    (V1, "copied: previous.agreed", "copied: previous.decided", 'from "previous.decided", and there is no such source'),
    (
        V2,
        "from: form.visit.agreed",
        "from: form.visit.decided",
        'from "form.visit.decided", and there is no such source',
    ),
    (V2, "from: form.visit.agreed", "from: form.visit.visited_on", "is of kind lt and is filled in from"),
    (
        V2,
        "from: timescale.first_visit",
        "from: timescale.visits",
        'from "timescale.visits", and there is no such source',
    ),
    (
        V2,
        "from: next_action.look_back",
        "from: next_action.look",
        'from "next_action.look", and there is no such source',
    ),
    (V2, "copied_section: visit.the_visit", "copied_section: visit.visits", "no other form has that section"),
    (V2, "kind: date, from", "kind: yn, from", "which is of kind date. Make them the same."),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def broken(copy: Path, file: str, stands: str, instead: str) -> Path:
    """Put the fault there, and nothing else."""
    place = copy / "home_visits" / file
    before = place.read_text(encoding="utf-8")
    after = before
    for there, now in zip(stands.split("¦"), instead.split("¦"), strict=True):
        assert before.count(there) == 1, f"{file} says {there!r} {before.count(there)} times"
        after = after.replace(there, now)
    place.write_text(after, encoding="utf-8")
    return place


def test_a_whole_process_has_no_fault() -> None:
    assert check(SMALL / "home_visits", SMALL) == []


@pytest.mark.parametrize("folder", process_folders(), ids=lambda folder: folder.name)
def test_no_process_of_this_release_has_a_fault(folder: Path) -> None:
    assert [str(fault) for fault in check(folder)] == []


@pytest.mark.parametrize(("file", "stands", "instead", "says"), FAULTS, ids=[fault[3][:60] for fault in FAULTS])
def test_a_fault_is_found_with_file_line_and_sentence(
    copy: Path, file: str, stands: str, instead: str, says: str
) -> None:
    place = broken(copy, file, stands, instead)
    found = [fault for fault in check(copy / "home_visits", copy) if says in fault.says]
    assert found, [str(fault) for fault in check(copy / "home_visits", copy)]
    assert found[0].says.endswith(".")
    named = found[0].file.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert re.search("key:|rule:|form:", named), "the line is the first of the part that is wrong"
    assert found[0].file == place or "Nothing leads to" in says or file == "process.yaml"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghij")
)
MANY = "\n".join(f"      - {{key: q{number}, ask: Q {number}?, kind: lt, need: O}}" for number in range(1_001))

# Files that are made to do harm, or by mistake: what is put at the beginning of which file, and what is said.
HARM = [
    ("process.yaml", BOMB, 'There is no field "a" here.'),
    ("process.yaml", "a: &a [*a]\n", 'There is no field "a" here.'),
    ("process.yaml", "\tprocess: x\n", "This is not YAML 1.2"),
    ("process.yaml", "title: Twice\n", 'found duplicate key "title"'),
    ("process.yaml", "a: " + "[" * 51 + "]" * 51 + "\n", "within each other more than 50 deep"),
    ("process.yaml", "a: \x00\n", "This is not YAML 1.2"),
    ("process.yaml", "# \udcff\n", "This is not YAML 1.2"),
    ("process.yaml", "---\na: b\n---\n", "This is not YAML 1.2"),
    ("process.yaml", "#" * 200_000, "are the most. Give each section a file of its own."),
    ("process.yaml", "a: !!python/object/apply:os.abort []\n", 'There is no field "a" here.'),
]


@pytest.mark.parametrize(("file", "begins", "says"), HARM, ids=[row[2][:40] for row in HARM])
def test_a_file_that_does_harm_is_refused_in_a_sentence(copy: Path, file: str, begins: str, says: str) -> None:
    place = copy / "home_visits" / file
    place.write_bytes(begins.encode(errors="surrogateescape") + place.read_bytes())
    found = check(copy / "home_visits", copy)
    assert [(fault.file, says in fault.says) for fault in found] == [(place, True)], found


def test_options_that_name_each_other_over_and_over_are_no_labels(copy: Path) -> None:
    broken(copy, V1, "options: OUTCOME", "options: [&a [x, y], &b [*a, *a], [*b, *b]]")
    assert [fault.says for fault in check(copy / "home_visits", copy)] == ["Here a mapping of fields is expected."]


def test_more_questions_than_a_form_holds_are_refused(copy: Path) -> None:
    broken(copy, V1, "      - key: seen\n", f"{MANY}\n      - key: seen\n")
    (fault,) = check(copy / "home_visits", copy)
    assert fault.says == "The form asks 1,012 questions, and 1,000 are the most. Make it two forms."


def test_a_process_names_no_file_outside_its_folder(copy: Path) -> None:
    broken(copy, "process.yaml", "steps/visit.yaml", "../common/lists.yaml")
    (fault,) = check(copy / "home_visits", copy)
    assert (
        fault.says
        == '"../common/lists.yaml" is not in the folder home_visits. A process names files of its own folder.'
    )


def test_a_folder_in_the_place_of_a_file_is_said(copy: Path) -> None:
    (copy / "home_visits" / V1).unlink()
    (copy / "home_visits" / V1).mkdir()
    (fault,) = check(copy / "home_visits", copy)
    assert fault.says == "The file cannot be read: Is a directory."


# What an old key comes to mean (file, what was published, what the file says now, what is said).
MEANINGS = [
    ("kind: num, low: 1, high: 10", "kind: st", "was of kind num when it was published and is of kind st."),
    ("key: visited_on,", "key: visited_on, class: PT,", "was of class P when it was published and is of class PT."),
    (
        "options: OUTCOME",
        "options: [{key: goes_well, label: Goes badly}, needs another visit, must end]",
        (
            'has an option "goes_well" that said "goes well" when it was published, and now says "Goes badly". Give it '
            "a new key, or publish it with --wording visit.outcome.goes_well where it means what it meant."
        ),
    ),
    (
        "ask: How well from 1 to 10?",
        "ask: How well?",
        'asked "How well from 1 to 10?" when it was published. Give it a',
    ),
    (
        "key: name, ask: Name, kind: st",
        "key: name, ask: Name, kind: lt",
        'has a column "Name" (key name) that was of kind st',
    ),
]


@pytest.mark.parametrize(("stands", "instead", "says"), MEANINGS, ids=[row[2][:40] for row in MEANINGS])
def test_an_old_key_keeps_its_meaning(copy: Path, stands: str, instead: str, says: str) -> None:
    published = load_process(SMALL / "home_visits", SMALL)
    broken(copy, V1, stands, instead)
    found = check(copy / "home_visits", copy, published=published)
    assert [says in fault.says for fault in found] == [True], found
    assert found[0].says.endswith(("give it a new key.", "where it means what it meant."))


def test_a_new_key_changes_no_meaning(copy: Path) -> None:
    published = load_process(SMALL / "home_visits", SMALL)
    broken(copy, V1, "key: score, ask: How well from 1 to 10?", "key: mark, ask: How well?")
    assert check(copy / "home_visits", copy, published=published) == []


def test_each_source_that_is_kept_is_in_the_register() -> None:
    assert set(AVAILABLE) <= set(load_sources())


def test_several_faults_are_told_at_once(copy: Path) -> None:
    broken(copy, V1, "low: 1, high: 10", "low: 11, high: 10")
    broken(copy, VISIT, "on: finished", "on: ended")
    assert len(check(copy / "home_visits", copy)) == 2


def test_this_release_is_read_from_its_own_folder() -> None:
    assert PROCESSES in [folder.parent for folder in process_folders()]
