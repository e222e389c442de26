"""No *Blocked* line is forgotten: the table copied from the rulebook, beside what the journeys tell."""

import ast
from collections import Counter
from pathlib import Path

from tests.journeys import c1
from tests.journeys.blocked_lines import LINES
from tests.journeys.line import SHOWN_SOMEWHERE

HERE = Path(__file__).parent
TELLINGS = ("c1_plan.py", "c1_family.py", *(path.name for path in sorted(HERE.glob("test_c*.py"))))


def told_in(file: str) -> list[tuple[str, str]]:
    """Return each line that a file of journeys tells, with the step or test that tells it."""
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    return [(name, function.name) for function in functions for name in _blocked(function)]


def _blocked(function: ast.FunctionDef) -> list[str]:
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    named = [call.args[1] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "blocked"]
    return [each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str)]


TOLD = [told for file in TELLINGS for told in told_in(file)]


def test_each_line_is_told_once_at_its_place() -> None:
    assert Counter(TOLD) == Counter((name, line.told_in) for name, line in LINES.items())


def test_what_tells_a_line_is_run() -> None:
    """A step of C1 runs with the whole pathway; every other function is a test of its own."""
    steps = {step.__name__ for step in c1.STEPS}
    assert {where for _, where in TOLD if not where.startswith("test_")} <= steps


# The rulebook's own lines (part C), in its words: what stands after *Blocked*, line by line.
RULEBOOK = {
    "C1.2": ["request 2 now", "finish now", "Joan's request completed by Priya"],
    "C1.4": ["without Legal Status", "Date of Meeting", "Lena finishing"],
    "C1.6": ["had she not sent it"],
    "C1.7": ["finish with one", "with three", "with one sent to Priya", "before Sam authorises"],
    "C1.8": ["adding N5 from it"],
    "C1.9": ["N5 + N6 together"],
    "C1.10": ["without Reason"],
    "C2": ["without reason", "while N1 still queued", "without PS/TM authorisation"],
    "C3": ["decision and next action do not match", "blocked if empty", "assignment blocked"],
    "C5": ["N9 with N7", "N9 without all three evidence fields", "child under 16", "IRO who is not the child's IRO"],
}


def test_every_line_of_the_rulebook_stands_in_the_table() -> None:
    for scenario, lines in RULEBOOK.items():
        words = " / ".join(line.words for name, line in LINES.items() if name.startswith(f"{scenario} "))
        assert [each for each in lines if each not in words] == [], scenario


def test_each_line_says_whole_sentences_with_a_status_of_its_own() -> None:
    for name, line in LINES.items():
        assert line.says, name
        assert all(said[:1] == '"' or said[:1].isupper() for said in line.says), name
        assert all(said.endswith((".", '?"')) for said in line.says), name
        assert line.status in {403, 409}, name
        assert line.shown in SHOWN_SOMEWHERE, name
