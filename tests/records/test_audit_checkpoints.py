"""P37: what the chain alone cannot show, a checkpoint kept elsewhere shows."""

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from permanence.cli import audit as command
from permanence.cli.main import main
from permanence.queries.audit import verify
from permanence.queries.audit_checkpoints import NotACheckpoint, ends, marks_of, read_ends
from tests.records.appended import appended
from tests.records.tampering import HEAD_GONE, HEAD_SET, JANUARY, MINE, REHASHED, ROWS, removed, tampering
from tests.records.world import World

AFTER = f"{MINE} AND month = '2027-02-01' AND seq"
LINK = "UPDATE records_auditrow AS row SET previous_hash = before.hash FROM records_auditrow AS before WHERE "
LINK += "row.authority_id = before.authority_id AND row.month = before.month AND row.seq = {} AND before.seq = {} AND "
LINK += f"row.{MINE} AND row.month = '2027-02-01'"

# What is done by somebody who knows how the chain is made, and which row is named, by a checkpoint made before.
UNSEEN_IN_THE_CHAIN: list[tuple[str, list[str], tuple[int, int]]] = [
    ("rows cut off at the end, their head set back", [removed(2, 4), HEAD_SET], (2, 4)),
    ("the last month removed with its head", [removed(2, 1, 2, 3, 4), HEAD_GONE.format("02")], (2, 1)),
    ("everything hashed again from row 3 on",
     [f"UPDATE records_auditrow SET why = 'team' WHERE {AFTER} = 3", f"{REHASHED} {AFTER} = 3", LINK.format(4, 3),
      f"{REHASHED} {AFTER} = 4", HEAD_SET], (2, 1)),
]  # fmt: skip


def test_what_the_chain_alone_cannot_show_a_checkpoint_shows(two_months: World, as_owner: None) -> None:
    kept = marks_of(read_ends([end.to_plain() for end in ends(two_months.authority.id)]))
    for what, done, named in UNSEEN_IN_THE_CHAIN:
        with tampering() as owner:
            for statement in done:
                owner.execute(statement)
                assert owner.rowcount > 0, statement
            assert verify(two_months.authority.id).first_bad is None, what
            bad = verify(two_months.authority.id, marks=kept).first_bad
        assert bad, what
        assert (bad.month.month, bad.seq) == named, what
    assert verify(two_months.authority.id, marks=kept).first_bad is None


def test_a_checkpoint_stays_true_while_the_audit_grows(two_months: World) -> None:
    kept = ends(two_months.authority.id)
    appended(two_months, real_at=JANUARY + timedelta(days=2))
    appended(two_months, real_at=JANUARY + timedelta(days=40))
    found = verify(two_months.authority.id, marks=marks_of([*kept, *ends(two_months.authority.id)]))
    assert (found.rows, found.first_bad) == (ROWS + 2, None)


def test_a_row_written_anew_between_two_checkpoints_is_narrowed_down(two_months: World, as_owner: None) -> None:
    first = ends(two_months.authority.id)
    appended(two_months, real_at=JANUARY + timedelta(days=2))
    appended(two_months, real_at=JANUARY + timedelta(days=2))
    marks = marks_of([*first, *ends(two_months.authority.id)])
    with tampering() as owner:
        for statement in (
            f"UPDATE records_auditrow SET why = 'team' WHERE {AFTER} = 6", f"{REHASHED} {AFTER} = 6", HEAD_SET,
        ):  # fmt: skip
            owner.execute(statement)
        bad = verify(two_months.authority.id, marks=marks).first_bad
    assert bad
    assert (bad.seq, bad.why) == (5, "One of the rows 5 to 6 was written anew: a checkpoint names another hash.")


@pytest.mark.parametrize(
    "plain",
    ["text", [{"month": "2027-13", "seq": 1, "hash": "0" * 64}], [{"month": "2027-01", "seq": 0, "hash": "0" * 64}],
     [{"month": "2027-01", "seq": "1", "hash": "0" * 64}], [{"month": "2027-01", "seq": 1, "hash": "0"}], [{}], 7,
     None],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(plain: object) -> None:
    with pytest.raises(NotACheckpoint, match="This is not a checkpoint of the audit"):
        read_ends(plain)


def test_the_command_keeps_a_checkpoint_and_verifies_against_it(
    two_months: World,
    owner_address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(command, "database", lambda _data: nullcontext())
    kept = tmp_path / "kept.json"
    assert main(["audit", "checkpoint"]) == 0
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["audit", "verify", "--checkpoint", str(kept)]) == 0
    with psycopg.connect(owner_address) as owner:
        owner.execute("ALTER TABLE records_auditrow_202702 DISABLE TRIGGER USER")
        owner.execute(removed(2, 4))
        owner.execute(HEAD_SET)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--checkpoint", str(kept)]) == 1
    said = "Row 4 is missing: a checkpoint was made when the month had 4."
    assert said in capsys.readouterr().out


def test_no_checkpoint_is_made_of_a_changed_audit_nor_read_from_anything_else(
    two_months: World,
    owner_address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(command, "database", lambda _data: nullcontext())
    for typed, said in (("{", "it is not JSON"), ('{"authorities": {"nowhere": []}}', 'names the authority "nowhere"')):
        (tmp_path / "other.json").write_text(typed, encoding="utf-8")
        assert main(["audit", "verify", "--checkpoint", str(tmp_path / "other.json")]) == 1
        assert said in capsys.readouterr().err
    with psycopg.connect(owner_address) as owner:
        owner.execute("ALTER TABLE records_auditrow_202702 DISABLE TRIGGER USER")
        owner.execute(removed(2, 3))
    assert main(["audit", "checkpoint"]) == 1
    assert "No checkpoint is made of an audit that was changed." in capsys.readouterr().err
