"""A process read in by an administrator: every fault said, what follows said first, published once with a reason."""

import io
import re
import threading
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from permanence.kernel.canonical import to_plain
from permanence.kernel.reasons import Refused, Stale
from permanence.operations.definitions import lay_out_process, publish_candidate
from permanence.outside import process_uploads
from permanence.outside.yaml_files import MOST_BYTES
from permanence.records.audit import AuditRow
from permanence.records.definitions import Candidate, ProcessVersion
from tests.processes.screens.administrators import ADA, IVO, WHY, hire_administrators, publish
from tests.processes.screens.later import later, visits_zip
from tests.small_process import small_process
from tests.web.office import Office, flash, open_office, reasons, text, words


def lays_out(office: Office, content: bytes, *, by: str = ADA, name: str = "home_visits.zip") -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/zip")
    return office.post(by, "/processes/lay-out", file=file)


def test_it_is_read_in_looked_at_and_published_with_a_reason(office: Office) -> None:
    laid = lays_out(office, visits_zip())
    assert laid.status_code == 303
    page = words(office.get(ADA, laid["Location"]))
    assert "Publish Home visits 1.0" in page
    assert "From the file home_visits.zip, laid out by Ada Quill, Mon 16 Nov 2026 09:00." in page
    assert "It is the first version: nothing is published under this key yet." in page
    assert "No work is open under this process." in page
    refused = office.post(ADA, f"{laid['Location']}publish", _version="0", reason=" ")
    assert (refused.status_code, reasons(refused)) == (
        409,
        ["Say what changes and who agreed it: it stays with the version."],
    )
    done = office.post(ADA, f"{laid['Location']}publish", _version="0", reason=WHY)
    assert done["Location"] == "/processes/home_visits/1/"
    assert flash(office.get(ADA, done["Location"])) == "Home visits is published as version 1."
    row = ProcessVersion.objects.get(authority_id=office.world.authority_id, process_key="home_visits")
    assert (row.why, row.published_by_id, row.published_at.date()) == (
        WHY,
        office.world.people[ADA],
        office.world.today,
    )
    audited = AuditRow.objects.get(authority_id=office.world.authority_id, act="publish_process", object_id=row.id)
    assert (audited.worker_id, audited.said["number"]) == (office.world.people[ADA], 1)
    assert "Version 1 says exactly this." in words(office.get(ADA, laid["Location"]))


def test_of_this_release_it_is_chosen(office: Office) -> None:
    laid = office.post(ADA, "/processes/lay-out", release="long_term_fostering")
    assert laid.status_code == 303, words(laid)
    assert "From this release" in words(office.get(ADA, laid["Location"]))


def test_only_administrators_publish(office: Office) -> None:
    for name in (IVO, "Joan Ellery"):
        refused = lays_out(office, visits_zip(), by=name)
        assert (refused.status_code, "Only a system administrator does this." in words(refused)) == (403, True)
    assert not Candidate.objects.exists()


def test_each_fault_is_said_with_its_file_and_line_as_they_are_in_the_zip(office: Office) -> None:
    wrong = visits_zip(edits={"steps/visit.yaml": ("sent_by: [social_worker]", "sent_by: []")})
    refused = lays_out(office, wrong)
    assert refused.status_code == 422
    said = words(refused)
    assert "The file home_visits.zip has 2 faults. Mend them and send it again." in said
    assert re.search(
        r'steps/visit\.yaml, line 1\d : "Please read" can be sent by nobody\. Name the roles in sent_by\.', said
    ), said
    assert text(refused).startswith("<!doctype html>")
    assert "<title>Error: Publish a version" in text(refused)
    assert not Candidate.objects.exists()


def bomb() -> bytes:
    return packed({"home_visits/process.yaml": b"process: x\n" + b"# nothing\n" * 3_000_000})


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return made.getvalue()


def link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        pointing = zipfile.ZipInfo("home_visits/process.yaml")
        pointing.external_attr = 0o120777 << 16
        file.writestr(pointing, "/etc/passwd")
    return made.getvalue()


SMALL_FILES = {f"x/{number}.yaml": b"a: b\n" for number in range(301)}
LARGE_FILES = {f"x/{number}.yaml": b"a: b\n" + b"#" * (MOST_BYTES - 10) for number in range(60)}
# What comes instead of the folder of a process, and what is said.
BAD = [
    (b"", "This is no zip file that can be opened."),
    (b"process: visits\n", "This is no zip file that can be opened."),
    (bomb(), f'"home_visits/process.yaml" has more than {MOST_BYTES:,} bytes, which are the most of one file.'),
    (packed({"x/readme.txt": b"Hello"}), '"x/readme.txt" is no YAML file.'),
    (packed({"../process.yaml": b"process: x"}), '"../process.yaml" leads out of the folder of the process.'),
    (packed({"/etc/process.yaml": b"process: x"}), '"/etc/process.yaml" leads out of the folder of the process.'),
    (link(), '"home_visits/process.yaml" leads out of the folder of the process.'),
    (packed({"x/steps/visit.yaml": b"key: visit"}), "The zip file holds no process.yaml."),
    (packed({"x/process.yaml": b"a: b", "y/process.yaml": b"a: b"}), "holds more than the folder of one process."),
    (packed({"x/process.yaml": b"a: b", **SMALL_FILES}), "The zip file holds 302 files, and 300 are the most."),
    (packed({"x/process.yaml": b"a: b", **LARGE_FILES}), "Unpacked, the files have more than 10,000,000 bytes"),
    (packed({"x/process.yaml": b"process: [[["}), "process.yaml, line 1 : This is not YAML 1.2"),
    (packed({"x/process.yaml": b"a: b\na: c\n"}), "This is not YAML 1.2"),
    (packed({"x/process.yaml": b"a:\n\t- b\n"}), "This is not YAML 1.2"),
]


@pytest.mark.parametrize(("content", "says"), BAD, ids=[row[1][:40] for row in BAD])
def test_what_is_no_process_is_refused_in_a_sentence(office: Office, content: bytes, says: str) -> None:
    refused = lays_out(office, content)
    assert refused.status_code == 422
    assert says in words(refused)
    assert not Candidate.objects.exists()


def test_more_than_fits_is_refused_before_it_is_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("permanence.web.publishing.MOST_ZIPPED", 1_000)
    monkeypatch.setattr(process_uploads, "ZipFile", None)
    assert "and 1,000 are the most." in words(lays_out(office, visits_zip()))


def test_nothing_and_both_are_asked_for_again(office: Office) -> None:
    nothing = office.post(ADA, "/processes/lay-out")
    assert "Choose a zip file, or a process of this release." in words(nothing)
    file = SimpleUploadedFile("a.zip", b"x")
    both = office.post(ADA, "/processes/lay-out", file=file, release="long_term_fostering")
    assert (both.status_code, "and not both" in words(both)) == (422, True)


def test_what_a_process_calls_itself_stays_words(office: Office) -> None:
    """Neither the page nor the drawing takes a title for anything else."""
    title = '<script>alert(1)</script>" URL="javascript:alert(2)'
    laid = lays_out(office, visits_zip(edits={"steps/visit.yaml": ("title: Visit to the home", f"title: '{title}'")}))
    done = office.post(ADA, f"{laid['Location']}publish", _version="0", reason=WHY)
    for place in ("", "drawing/", "trial/", "forms/visit/"):
        page = office.get(ADA, f"{done['Location']}{place}").content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_what_becomes_of_work_is_said_first_and_words_are_ticked(office: Office) -> None:
    w = office.world
    w.started_report()
    changed = later(asks=lambda asked: (replace(asked[0], ask="In her own words"), *asked[1:]))
    w.does(ADA, lay_out_process, process=changed, source="this release")
    here = f"/processes/candidates/{Candidate.objects.get(authority_id=w.authority_id).id}/"
    page = words(office.get(ADA, here))
    assert "1 change since version 1, which is in force." in page
    assert '"Words" is worded anew: "In her own words"; before "Words" (wording).' in page
    assert "1 workstep under way keeps the version of its start." in page
    assert "Words that change, and mean what they meant" in page
    unticked = office.post(ADA, f"{here}publish", _version="1", reason=WHY)
    assert unticked.status_code == 409
    assert 'asked "Words" when it was published.' in reasons(unticked)[0]
    assert WHY in words(unticked)
    done = office.post(ADA, f"{here}publish", _version="1", reason=WHY, wording=["report.words"])
    version = words(office.get(ADA, done["Location"]))
    assert "Wording alone These words were changed under their old keys" in version
    assert "“In her own words”; before “Words”" in version
    first = words(office.get(ADA, "/processes/small/1/forms/report/"))
    assert "In her own words" not in first, "the old words stay with the old version"


def test_words_that_nobody_changed_are_not_confirmed(office: Office) -> None:
    w = office.world
    with pytest.raises(Refused, match=r'Nothing under the key "report.nothing" is worded otherwise than before.'):
        publish(w, later(), wording=["report.nothing"])


def test_an_earlier_version_comes_again_only_under_a_name_of_its_own(office: Office) -> None:
    w = office.world
    publish(w, later())
    with pytest.raises(Refused, match=r"version 1 says exactly this. To go back to it, give it a new version name"):
        publish(w, small_process())


def test_whoever_looked_before_another_was_published_is_told_and_nothing_is_published(office: Office) -> None:
    w = office.world
    w.does(ADA, lay_out_process, process=later("3"), source="this release")
    here = f"/processes/candidates/{Candidate.objects.get(authority_id=w.authority_id).id}/"
    publish(w, later("2"))
    late = office.post(ADA, f"{here}publish", _version="1", reason=WHY)
    assert late.status_code == 409
    said = words(late)
    assert "Somebody else was quicker" in said
    assert "Ada Quill published version 2 at 09:00, while you had this open. Look at what changes now." in said
    assert WHY in said
    assert ProcessVersion.objects.filter(authority_id=w.authority_id).count() == 2


def at_once(acts: Sequence[Callable[[], None]]) -> None:
    """Do these at the same moment, each in a thread of its own."""
    together = threading.Barrier(len(acts))

    def begins(act: Callable[[], None]) -> None:
        together.wait()
        act()

    threads = [threading.Thread(target=begins, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_publish_at_once_and_one_wins(own_database: str, settings: Any) -> None:
    """Each of two different versions, sent at the same moment by pages that showed version 1."""
    settings.DEMO = True
    office = open_office()
    w = office.world
    hire_administrators(w)
    for name in ("2", "3"):
        w.does(ADA, lay_out_process, process=later(name), source="this release")
    candidates = list(Candidate.objects.filter(authority_id=w.authority_id).order_by("version"))
    said = list[str]()
    actor = w.actor(ADA)

    def publishes(candidate: Candidate) -> None:
        given: dict[str, Any] = {"candidate_id": candidate.id, "why": WHY, "wording": [], "version": 1}
        try:
            said.append(publish_candidate(actor=actor, at=w.at, **given).says)
        except (Refused, Stale) as refusal:
            said.append(str(refusal))
        finally:
            connections.close_all()

    at_once([partial(publishes, each) for each in candidates])
    assert sorted(words[:32] for words in said) == [
        "Ada Quill published version 2 at",
        "Small process is published as ve",
    ]
    (second,) = ProcessVersion.objects.filter(authority_id=w.authority_id, number=2)
    assert second.definition in [to_plain(later(name)) for name in ("2", "3")]
    assert ProcessVersion.objects.filter(authority_id=w.authority_id).count() == 2


def test_files_that_a_computer_adds_by_itself_are_passed_over(office: Office) -> None:
    more = {"__MACOSX/._process.yaml": b"x", "home_visits/.DS_Store": b"x"}
    assert lays_out(office, visits_zip(more=more)).status_code == 303
