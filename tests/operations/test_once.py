"""Doing it twice does it once; an act that fails leaves nothing (P03, P04)."""

from typing import Any

import pytest

from permanence.kernel.reasons import KeyReused, Refused
from permanence.operations import carrying_out, finishing, forms, requests, worksteps
from permanence.records.audit import AuditRow
from permanence.records.forms import Revision
from permanence.records.notices import Notice
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import WORDS, World, asked, step, version, with_login

TABLES = (Workstep, Request, NextAction, StepEvent, Notice, Due, Revision, AuditRow)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_the_same_key_twice_is_one_act_with_one_result(here: World) -> None:
    report = here.incoming_report()
    actor = with_login(here, "Priya Nair")
    given: dict[str, Any] = {"step_id": report, "version": version(report), "actor": actor, "at": here.at, "key": "k1"}
    first = worksteps.start_step(**given)
    before = counts()
    assert worksteps.start_step(**given) == first
    assert counts() == before
    saving: dict[str, Any] = {"step_id": report, "section": "details", "version": 0, "actor": actor, "at": here.at}
    saved = forms.save_section(typed=WORDS, key="k2", **saving)
    assert forms.save_section(typed=WORDS, key="k2", **saving) == saved
    assert Revision.objects.filter(step_id=report).count() == 1


def test_the_same_key_with_another_body_is_refused(here: World) -> None:
    report = here.started_report()
    actor = with_login(here, "Priya Nair")
    given: dict[str, Any] = {"step_id": report, "section": "details", "actor": actor, "at": here.at, "key": "k1"}
    forms.save_section(version=0, typed={"words": "One."}, **given)
    bodies: list[dict[str, Any]] = [
        {"version": 0, "typed": {"words": "Two."}},
        {"version": 1, "typed": {"words": "One."}},
    ]
    for body in bodies:
        with pytest.raises(KeyReused):
            forms.save_section(**body, **given)
    with pytest.raises(KeyReused):
        worksteps.resume_step(step_id=report, actor=actor, at=here.at, key="k1")
    assert Revision.objects.filter(step_id=report).count() == 1


def test_a_refused_act_leaves_its_key_free(here: World) -> None:
    report = here.incoming_report()
    actor = with_login(here, "Priya Nair")
    given: dict[str, Any] = {"step_id": report, "section": "details", "actor": actor, "at": here.at, "key": "k1"}
    with pytest.raises(Refused, match="has not been started"):
        forms.save_section(version=0, typed=WORDS, **given)
    here.on("Priya Nair", worksteps.start_step, report)
    assert forms.save_section(version=0, typed=WORDS, **given).version == 1


class PowerCut(Exception):
    """The process ended here."""


# Where the finish is cut off: in each of its parts, the last of them after everything else.
CUTS = [
    (finishing, "record_review"),
    (finishing, "at_moment"),
    (carrying_out, "create_step"),
    (carrying_out, "move_to"),
    (finishing, "drop_saved_drafts"),
    (finishing, "show_move"),
]


@pytest.mark.parametrize(("module", "part"), CUTS, ids=[part for _, part in CUTS])
def test_a_finish_that_breaks_off_leaves_nothing(
    here: World, monkeypatch: pytest.MonkeyPatch, module: Any, part: str
) -> None:
    report = here.checked_report()
    before, seen = counts(), version(report)

    def cut(*_: Any, **__: Any) -> None:
        raise PowerCut

    monkeypatch.setattr(module, part, cut)
    with pytest.raises(PowerCut):
        here.on("Lena Voss", finishing.finish_step, report)
    assert (counts(), version(report), step(report).state) == (before, seen, "started")
    monkeypatch.undo()
    here.on("Lena Voss", finishing.finish_step, report)
    assert Workstep.objects.filter(step_type="search").count() == 1


def test_without_its_audit_row_the_act_does_not_happen(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from permanence.records import audit

    report = here.report_to_manager()
    before = counts()

    def full(**_: Any) -> None:
        raise PowerCut

    monkeypatch.setattr(audit, "append", full)
    given: dict[str, Any] = {"request_id": asked(report, "authorise").id, "version": version(report)}
    with pytest.raises(PowerCut):
        here.does("Joan Ellery", requests.complete_request, **given)
    assert counts() == before


def test_every_act_has_its_row_with_both_instants(here: World) -> None:
    report = here.checked_report()
    here.on("Lena Voss", finishing.finish_step, report)
    rows = AuditRow.objects.filter(child_id=here.child_id, worker_id__isnull=False).order_by("seq")
    assert [*rows.values_list("act", flat=True)] == [
        "begin_step",
        "save_section",
        "add_next_action",
        "finish_step",
        "start_step",
        "save_section",
        "send_request",
        "complete_request",
        "add_next_action",
        "send_request",
        "complete_request",
        "finish_step",
    ]
    assert all(row.why and row.at == here.at and row.real_at != row.at for row in rows)
