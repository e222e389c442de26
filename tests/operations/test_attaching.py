"""Files that answer questions: kept whole, on one child, read on record (P05, P19, C13)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from permanence.kernel.reasons import Hidden, Refused
from permanence.operations import finishing, forms
from permanence.operations.files import store, sweep
from permanence.records.audit import AuditRow
from permanence.records.documents import StoredFile
from permanence.records.forms import SectionAnswers
from tests.factories import REAL, World
from tests.outside import sample_files as files


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of this test's own."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


def attach(here: World, step_id: Any, *, by: str = "Priya Nair", **given: Any) -> Any:
    whole = {"section": "details", "field": "paper", "name": "..\\Report.docm", "content": files.docx(), **given}
    return forms.attach_file(step_id=step_id, actor=here.actor(by), at=here.at, **whole)


def test_a_file_is_kept_named_and_read_back_on_record(here: World) -> None:
    report = here.started_report()
    done = attach(here, report)
    row = StoredFile.objects.get()
    assert (row.name, row.size, row.child_id, row.field) == ("Report.docx", len(files.docx()), here.child_id, "paper")
    saved = here.saves("Priya Nair", report, "details", words="See the paper.", paper=str(done.file_id))
    assert not saved.errors
    assert SectionAnswers.objects.get(step_id=report, section="details").answers["paper"] == str(row.id)
    opened = forms.open_file(file_id=row.id, actor=here.actor("Joan Ellery"), at=here.at)
    with opened.content as content:
        assert content.read() == files.docx()
    read = AuditRow.objects.get(act="open_file")
    assert (read.object_id, read.child_id, read.worker_id) == (row.id, here.child_id, here.people["Joan Ellery"])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"content": b""}, "The file is empty"),
        ({"content": files.pdf()[:-20]}, "it is none of PDF"),
        ({"content": files.plain_zip()}, "it is none of PDF"),
        ({"content": b"x" * (20 * 1024 * 1024 + 1)}, "20 MB is the most"),
        ({"field": "words"}, "There is nothing here"),
        ({"field": "no_such.r1.file"}, "There is nothing here"),
        ({"section": "no_such"}, "There is nothing here"),
        ({"section": "check"}, "writes this section"),
    ],
)
def test_what_is_not_kept(here: World, given: dict[str, Any], says: str) -> None:
    report = here.started_report()
    with pytest.raises(Refused, match=says):
        attach(here, report, **given)
    assert not StoredFile.objects.exists()
    assert [*store().kept()] == []


def test_nobody_from_elsewhere_reads_it(here: World) -> None:
    row_id = attach(here, here.started_report()).file_id
    for name in ("Una Tait", "Lena Voss"):
        with pytest.raises(Hidden):
            forms.open_file(file_id=row_id, actor=here.actor(name), at=here.at)
    assert not AuditRow.objects.filter(act="open_file").exists()


def test_a_file_of_another_child_is_no_answer(here: World) -> None:
    from permanence.records.children import Child
    from permanence.records.people import Person

    report = here.started_report()
    file_id = attach(here, report).file_id
    person = Person.objects.create(authority_id=here.authority_id, name="Somebody Else")
    StoredFile.objects.filter(id=file_id).update(step=report)
    other = Child.objects.create(authority_id=here.authority_id, person=person)
    StoredFile.objects.filter(id=file_id).update(child=other)
    saved = here.saves("Priya Nair", report, "details", words="x", paper=str(file_id))
    assert saved.errors == {"paper": "Attach the file again."}
    StoredFile.objects.filter(id=file_id).update(child=here.child_id)


def test_what_a_saved_answer_holds_is_not_removed(here: World) -> None:
    report = here.started_report()
    first, second = attach(here, report).file_id, attach(here, report, content=files.pdf()).file_id
    here.saves("Priya Nair", report, "details", words="x", paper=str(first))
    remove: dict[str, Any] = {"actor": here.actor("Priya Nair"), "at": here.at}
    with pytest.raises(Refused, match="is part of what is saved"):
        forms.remove_file(file_id=first, **remove)
    here.saves("Priya Nair", report, "details", words="x", paper=str(second))
    with pytest.raises(Refused, match="is part of an earlier version"):
        forms.remove_file(file_id=first, **remove)
    third = attach(here, report, content=files.TEXT).file_id
    forms.remove_file(file_id=third, **remove)
    assert {*StoredFile.objects.values_list("id", flat=True)} == {first, second}


def test_bytes_that_no_row_names_are_swept_after_a_day(here: World) -> None:
    report = here.started_report()
    attach(here, report)
    orphan = store().keep(b"an act that was rolled back", at=REAL)
    young = store().keep(b"an act under way", at=REAL + timedelta(days=2))
    assert sweep(before=REAL + timedelta(days=1)) == 1
    left = {sha256 for sha256, _ in store().kept()}
    assert orphan not in left
    assert left == {young, StoredFile.objects.get().sha256}
    assert sweep(before=datetime(2100, 1, 1, tzinfo=UTC)) == 1


def test_a_finished_form_takes_no_file(here: World) -> None:
    report = here.checked_report()
    here.on("Lena Voss", finishing.finish_step, report)
    with pytest.raises(Exception, match="Lena Voss finished this workstep"):
        attach(here, report)
    assert not StoredFile.objects.exists()
