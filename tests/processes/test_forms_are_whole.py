"""Every form asks what the rulebook of forms lists, no more, no less, and as it says (forms.md parts 0 to 6 and 12).

The lists in expected/ were copied from it by hand; nothing here is made from the definitions.
"""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form
from permanence.outside.definitions import PROCESSES, load_common, load_process
from permanence.outside.form_reading import Common, read_section
from permanence.outside.yaml_nodes import Node
from tests.processes import copied_by_hand
from tests.processes.copied_by_hand import EXPECTED, FORMS, USED_WITHOUT_A_KEY, copied_rows, rows_of_line
from tests.processes.normal_form import differences, rows_of

FOLDER = PROCESSES / "long_term_fostering"

# What a form asks only when the plan ends or is not agreed (R101, R105).
ASKED_WITH = [
    ("c0054", "no_longer_required_why", "SC Permanency Planning No Longer Required (NFA)"),
    ("c0054", "plan_now", "SC Permanency Planning No Longer Required (NFA)"),
    ("c0054", "told_child", "SC Permanency Planning No Longer Required (NFA)"),
    ("c0051", "what_next", "SC Agency Decision Maker Disagrees Permanence Plan (NFA)"),
]


@cache
def process() -> Process:
    return load_process(FOLDER)


@cache
def common() -> Common:
    return load_common()


def test_the_process_has_these_forms_and_no_others() -> None:
    assert sorted(form.key for form in process().forms) == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_the_copy_of_a_form_names_no_key_twice(form: str) -> None:
    keys = [line["key"] for line in copied_by_hand.lines(form)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_what_the_rulebook_lists(form: str) -> None:
    said = differences(form, copied_rows(form), rows_of(process().form(form)))
    assert not said, "\n".join(said)


def test_the_permanence_report_has_its_18_sections() -> None:
    """R92: the Child's Permanence Report has 18 sections; section 18 is Next actions."""
    sections = process().form("c0054").sections
    assert [section.number for section in sections] == list(range(1, 19))
    assert [section.number for section in sections if section.is_next_actions] == [18]


def test_sections_1_to_4_of_family_finding_are_those_of_the_request() -> None:
    """R113, R121, Q16: C1235 opens with the whole referral, read-only."""
    referral = [f"c0057.{section.key}" for section in process().form("c0057").sections if section.number <= 4]
    copied = [section for section in process().form("c1235").sections if section.number <= 4]
    assert [section.copied_section for section in copied] == referral


@pytest.mark.parametrize(("form", "key", "action"), ASKED_WITH)
def test_a_question_is_asked_only_with_its_next_action(form: str, key: str, action: str) -> None:
    titles = {each.key: each.title for step in process().steps if step.form == form for each in step.next_actions}
    asked_with = {question.key: question.asked_with for _, question in process().form(form).questions()}
    assert titles[asked_with[key] or ""].replace("–", "-") == action


@pytest.mark.parametrize("name", copied_by_hand.blocks())
def test_a_block_asks_what_the_rulebook_lists(name: str) -> None:
    """Blocks that no form of this process uses yet are held to the same copy."""
    use = {"block": name, "need": "R", "class": "PT"} | ({} if name in USED_WITHOUT_A_KEY else {"key": "used"})
    node = Node({"key": "a", "number": 1, "title": "A", "questions": [use]}, Path("a.yaml"), 1)
    form = Form(key=name, code=name, title=name, sections=(read_section(node, common(), form=name),))
    line = {"key": "used", "kind": f"block {name}", "need": "R", "class": "PT"}
    said = differences(name, {row.key: row for row in rows_of_line(line, 1)}, rows_of(form))
    assert not said, "\n".join(said)


@pytest.mark.parametrize("name", copied_by_hand.shared_lists())
def test_a_shared_list_has_the_options_of_the_rulebook(name: str) -> None:
    expected = copied_by_hand.shared_lists()[name]
    found = {option.key: option.label for option in common().lists[name]}
    assert list(found) == list(expected)
    assert {key: label for key, label in found.items() if expected[key]} == {k: v for k, v in expected.items() if v}


def changed_copy(folder: Path, change: Mapping[str, str]) -> Path:
    """Return a copy of the lists with words of C0054 changed."""
    shutil.copytree(EXPECTED, folder / "expected")
    file = folder / "expected" / "c0054.tsv"
    text = file.read_text(encoding="utf-8")
    for words, others in change.items():
        assert text.count(words) == 1
        text = text.replace(words, others)
    file.write_text(text, encoding="utf-8")
    return file.parent


FAULTS = [
    (
        {"7\tallergies\tst\tR\tS\n": ""},
        ["c0054, allergies: extra. Section 7 asks it, and it is not in the copy."],
    ),
    (
        {"7\tallergies\tst\tR\tS\n": "7\tallergies\tst\tR\tS\n7\tshoe_size\tnum\tO\tP\n"},
        ["c0054, shoe_size: missing. Section 7 must ask it."],
    ),
    (
        {"7\tallergies\tst\tR\tS\n": "8\tallergies\tlt\tO\tP\n"},
        [
            'c0054, allergies: section is "7", must be "8".',
            'c0054, allergies: class is "S", must be "P".',
            'c0054, allergies: need is "R", must be "O".',
            'c0054, allergies: kind is "st", must be "lt".',
        ],
    ),
    (
        {"by st, from date, to date, taken_up one[yes, partly, no], difference lt)": "taken_up one[yes, no])"},
        [
            'c0054, help_offered: columns are "what, by, from, to, taken_up, difference", must be "what, taken_up".',
            'c0054, help_offered: column taken_up: options are "yes, partly, no", must be "yes, no".',
        ],
    ),
    (
        {"5\tworkers_so_far\tcalc\t-\tP\n": "5\tworkers_so_far\tpre\t-\tP\n"},
        ['c0054, workers_so_far: pre is "asked", must be "copied".'],
    ),
]


@pytest.mark.parametrize(("change", "said"), FAULTS, ids=["dropped", "added", "changed", "table", "copied"])
def test_a_planted_fault_is_named(tmp_path: Path, change: Mapping[str, str], said: list[str]) -> None:
    """What differs beside a whole copy is the planted fault, by form and key."""
    found = rows_of(process().form("c0054"))
    before = differences("c0054", copied_rows("c0054"), found)
    after = differences("c0054", copied_rows("c0054", changed_copy(tmp_path, change)), found)
    assert [sentence for sentence in after if sentence not in before] == said
