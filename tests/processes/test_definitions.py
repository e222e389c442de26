"""Process files: read, resolved, frozen; a broken one is refused with file, line and reason."""

import shutil
from pathlib import Path

import pytest

from permanence.kernel.canonical import canonical_json, digest, process_from_plain, to_plain
from permanence.kernel.definitions import Process
from permanence.outside.definitions import PROCESSES, BrokenDefinition, load_process

LTF = "long_term_fostering"


@pytest.fixture(scope="module")
def process() -> Process:
    return load_process(PROCESSES / LTF)


def test_a_definition_comes_back_whole_from_its_canonical_json(process: Process) -> None:
    assert process_from_plain(to_plain(process)) == process


def test_the_digest_is_that_of_the_resolved_definition(process: Process) -> None:
    assert digest(to_plain(process)) == digest(to_plain(load_process(PROCESSES / LTF)))
    assert "lists" not in canonical_json(to_plain(process))[:200]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROCESSES, tmp_path / "processes"))


def test_an_authorisation_that_names_no_sections_covers_them_all(copy: Path, process: Process) -> None:
    step = copy / LTF / "steps" / "5_information_sharing_meeting.yaml"
    step.write_text(step.read_text("utf-8").replace('    covers: ["*"]\n', ""), "utf-8")
    assert load_process(copy / LTF, copy) == process
    choice = process.step("permanency_planning").request("no_longer_required_authorise")
    assert choice.covers == (), "covers: [] freezes nothing"


# One fault a row: file, what stands there, what is put instead, what the refusal says.
FAULTS = [
    ("steps/1_permanency_planning.yaml", "form: c0054", "form: c9999", 'There is no form "c9999"'),
    (
        "steps/1_permanency_planning.yaml",
        "finished_by: [qaag_worker]",
        "finished_by: [qaag]",
        'There is no role "qaag"',
    ),
    (
        "steps/1_permanency_planning.yaml",
        "to: {inbox: cs_qaag}",
        "to: {inbox: cs_nobody}",
        'There is no inbox "cs_nobody"',
    ),
    (
        "steps/1_permanency_planning.yaml",
        "after: [manager_authorise]",
        "after: [manager]",
        'There is no request "manager"',
    ),
    ("steps/1_permanency_planning.yaml", "creates: adm_permanence_decision", "creates: adm", 'There is no step "adm"'),
    ("steps/1_permanency_planning.yaml", "kind: plain", "kind: pleasant", '"pleasant" is not a kind of request'),
    ("steps/1_permanency_planning.yaml", "worked_by: [", "worked: [", 'There is no field "worked"'),
    ("steps/2_adm_permanence_decision.yaml", "decision=agree_the_plan", "decision=yes", 'expects "yes"'),
    (
        "steps/3_family_finding_request.yaml",
        'needs_sections: ["*"]',
        'covers: ["*"]',
        "Only an authorisation freezes what it covers.",
    ),
    (
        "steps/2_adm_permanence_decision.yaml",
        "rule: adm_decision,",
        "rule: adm_clock,",
        'There is no timescale "adm_clock"',
    ),
    ("steps/4_family_finding_meeting.yaml", "match_found=yes", "match=yes", 'names "match", which is not asked here'),
    (
        "steps/4_family_finding_meeting.yaml",
        "rule: rule_one_or_two",
        "rule: rule_three",
        'There is no rule "rule_three"',
    ),
    ("steps/4_family_finding_meeting.yaml", "months: 3", "months: 3\n  months: 4", "not YAML 1.2"),
    ("forms/c0054/01_childs_details.yaml", "kind: lt", "kind: long", '"long" is not a kind of answer'),
    ("forms/c0054/02_legal_status_and_court.yaml", "options: LEGAL", "options: LAWFUL", 'There is no list "LAWFUL"'),
    ("forms/c0054/02_legal_status_and_court.yaml", "legal_status_now=V2", "legal_status_now=V9", 'expects "V9"'),
    ("forms/c0054/13_wishes_of_others.yaml", "block: VIEWS", "block: VIEW", 'There is no block "VIEW"'),
]


@pytest.mark.parametrize(("file", "stands", "instead", "says"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_broken_file_is_refused_with_file_line_and_reason(
    copy: Path, file: str, stands: str, instead: str, says: str
) -> None:
    broken = copy / LTF / file
    before = broken.read_text()
    assert stands in before
    broken.write_text(before.replace(stands, instead))
    with pytest.raises(BrokenDefinition) as refusal:
        load_process(copy / LTF, copy)
    assert says in str(refusal.value)
    assert refusal.value.file == broken
    named = broken.read_text().splitlines()[refusal.value.line - 1 :][:2]
    assert instead.split("\n", maxsplit=1)[0].strip() in "\n".join(named) or "YAML" in says


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / LTF / "forms" / "c0051.yaml").unlink()
    with pytest.raises(BrokenDefinition, match="There is no such file"):
        load_process(copy / LTF, copy)
