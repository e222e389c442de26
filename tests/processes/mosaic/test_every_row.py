"""docs/mosaic-settings.md: every row has its example, or the reason why Mosaic's own machinery is not wanted."""

from pathlib import Path

from tests.access.test_admitting import SETTING as ADMITTING
from tests.processes.mosaic.examples import EXAMPLES
from tests.processes.mosaic.test_acts import ACCESS, ACTS
from tests.processes.mosaic.test_work_view import SETTING

DOC = Path(__file__).parents[3] / "docs" / "mosaic-settings.md"
NAMES = (
    {each.name for each in EXAMPLES} | {each.name for each in ACTS} | {row[0] for row in ACCESS} | {SETTING, ADMITTING}
)
NOT_WANTED, NOT_YET = "not wanted: ", "not yet: "
MACHINERY = ("XML", "windows", "mobile check-out", "care packages")
# The gaps, so that none comes unnoticed and none is said to be closed without an example.
GAPS = {
    "Single subject",
}


def rows() -> list[list[str]]:
    lines = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "Mosaic"]


def test_every_row_has_its_example_or_its_reason() -> None:
    for setting, said, example in rows():
        assert setting
        assert said
        known = example in NAMES or example.startswith((NOT_WANTED, NOT_YET))
        assert known, f'{setting}: there is no example "{example}".'


def test_only_machinery_is_not_wanted() -> None:
    for setting, _, example in rows():
        if example.startswith(NOT_WANTED):
            assert any(word in example for word in MACHINERY), setting


def test_the_gaps_are_these() -> None:
    assert {setting for setting, _, example in rows() if example.startswith(NOT_YET)} == GAPS


def test_every_example_is_in_the_table() -> None:
    assert {example for _, _, example in rows() if example in NAMES} == NAMES
