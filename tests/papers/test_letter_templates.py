"""The letters that come with the product: whole, for steps 2 and 6, and without what they may never say (B5.7, P24)."""

from pathlib import Path

import pytest

from permanence.cli import main
from permanence.outside.definitions import load_process, process_folders
from permanence.outside.letters import in_word, letter_faults, letter_files, read_letter

FOLDER = next(folder for folder in process_folders() if folder.name == "long_term_fostering")
# R82, R107, R129: what the rulebook asks for, by the workstep it stands on.
WANTED = {
    "childs_views": "permanency_planning",
    "decision_on_the_plan": "adm_permanence_decision",
    "decision_on_the_plan_child": "adm_permanence_decision",
    "decision_on_the_match": "panel_and_matching_decision",
    "decision_on_the_match_child": "panel_and_matching_decision",
}


def test_each_letter_is_there_and_names_only_fields_there_are() -> None:
    process = load_process(FOLDER)
    found = {key: read_letter(file).step for key, file in letter_files(process.key).items()}
    assert found == WANTED
    assert list(letter_faults(process)) == []


@pytest.mark.parametrize("key", sorted(key for key in WANTED if key.startswith("decision")))
def test_a_decision_letter_waits_for_the_decision_and_offers_no_review_that_does_not_exist(key: str) -> None:
    letter = read_letter(letter_files("long_term_fostering")[key])
    said = str(letter.blocks)
    assert letter.finished
    assert "Independent Review" not in said.replace("Independent Reviewing Officer", "")
    assert "address" not in said.casefold()


def test_reports_leave_as_word_files_and_minutes_with_the_decision_do_not() -> None:
    """Forms.md: family and carers get the decision letter, never the minutes (C0051, C0065)."""
    forms = {form.key for form in load_process(FOLDER).forms}
    assert {"c0054"} <= in_word("long_term_fostering") <= forms
    assert not {"c0051", "c0065", "c1235", "c1122"} & in_word("long_term_fostering")


def test_the_command_names_each_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letters", "check"]) == 0
    assert "Nothing is wrong with the letters." in capsys.readouterr().out
    (tmp_path / "authority.yaml").write_text("authority: westmere\nname: Westmere\nsource: tests\n", "utf-8")
    own = tmp_path / "long_term_fostering" / "papers"
    own.mkdir(parents=True)
    whole = letter_files("long_term_fostering")["childs_views"].read_text("utf-8")
    (own / "childs_views.yaml").write_text(whole.replace("{child.age}", "{child.old}"), "utf-8")
    (own / "more.yaml").write_text("letter: more\ntitle: More\nreader: All\nstep: nowhere\n", "utf-8")
    assert main(["letters", "check", "--authority", str(tmp_path)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("papers/childs_views.yaml, line 9: there is no field “child.old” for this letter.")
    assert second.startswith(
        "papers/more.yaml: there is no workstep “nowhere”. The worksteps are: child_in_care_review"
    )
