"""`permanence timescale RULE START` (C21)."""

import argparse
import json

import pytest

from permanence.cli import timescale
from permanence.cli.sentences import Unable


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    timescale.add_parser(parser.add_subparsers())
    args = parser.parse_args(["timescale", *words])
    return int(args.run(args))


def test_it_prints_the_date_and_how_it_was_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    """C1.4."""
    assert run("adm_decision", "2026-12-18") == 0

    assert capsys.readouterr().out.splitlines() == [
        "Decision of the Agency Decision Maker: Thursday 31 December 2026",
        (
            "Recommendation and final minutes received Fri 18 Dec 2026 plus 7 working days is Thu 31 Dec 2026. "
            "Not counted: weekends, Fri 25 Dec, Mon 28 Dec 2026."
        ),
        "Rule adm_decision. Source: B5.3.",
    ]


def test_json_holds_rule_inputs_and_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("first_review", "2026-07-27", "--json") == 0

    found = json.loads(capsys.readouterr().out)
    assert found["rule_id"] == "first_review"
    assert found["due_on"] == "2026-08-24"
    assert (found["start_on"], found["raw_on"], found["last_working_day"]) == ("2026-07-27", "2026-08-24", "2026-08-24")
    assert found["inputs"]["became_looked_after"] == "2026-07-27"
    assert found["arithmetic"].startswith("Looked after from Mon 27 Jul 2026 plus 20 working days")
    assert found["told"] == ["social_worker", "independent_reviewing_officer"]


def test_a_later_date_of_a_rule_that_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    """C1.7: the second family finding review."""
    assert run("family_finding_review", "2027-01-13", "--occurrence", "2") == 0

    assert "Tuesday 13 July 2027" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("adm_decison", "2026-12-18"), 'There is no timescale "adm_decison". The register holds first_review, '),
        (("adm_decision", "31/02/2027"), '"31/02/2027" is not a date. Give the start as year, month and day'),
        (("adm_decision", "2027-02-31"), '"2027-02-31" is not a date.'),
        (("adm_decision", "2035-01-01"), "Add the bank holidays of 2035 first."),
        (("second_review", "9999-12-31"), "3 months from 9999-12-31 is past the end of the calendar."),
        (("adm_decision", "2026-12-18", "--occurrence", "2"), 'Timescale "adm_decision" has no occurrence 2.'),
    ],
)
def test_what_cannot_be_worked_out_is_said(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Unable) as refused:
        run(*words)

    assert said in str(refused.value)
