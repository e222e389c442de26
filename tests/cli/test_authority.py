"""permanence authority and process ... --authority DIR, as typed: an authority is set up from its folder, and again."""

import shutil
from pathlib import Path

import pytest

from permanence.records.authorities import Authority, Inbox, Team
from tests.cli.test_worker import NEXT, Typed
from tests.support.database import Databases

FOLDERS = Path(__file__).parent.parent / "authorities"
KEY = "long_term_fostering"
VERSION = "4.2 Harrowmere 1"


@pytest.fixture
def typed(own_database: str, test_server: Databases, tmp_path: Path) -> Typed:
    return Typed(test_server.app_url(own_database), tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDERS, tmp_path / "authorities")) / "harrowmere"


def test_an_authority_is_set_up_from_its_folder(typed: Typed, folder: Path) -> None:
    set_up = typed(f"authority {folder}")
    assert set_up.returncode == 0, set_up.stderr
    assert set_up.stdout.splitlines()[:2] == [
        "Harrowmere Borough Council is founded.",
        "6 teams and 2 team inboxes are named as the authority names them.",
    ]
    assert Authority.objects.get().key == "harrowmere"
    assert sorted(Inbox.objects.values_list("key", "title", "team__name")) == [
        ("cs_family_finders", "Homefinding – Inbox", "Homefinding"),
        ("cs_qaag", "Assurance Board – Inbox", "Assurance Board"),
    ]
    assert f"(v{VERSION})" in typed("process list").stdout
    assert typed(NEXT.format("Ada", "ada") + f" --authority {folder} --role system_administrator").returncode == 0
    it_is_named_anew(typed, folder)
    what_is_published_is_compared(typed, folder)


def it_is_named_anew(typed: Typed, folder: Path) -> None:
    """Said again, nothing is published twice, and a team that is called otherwise is called so."""
    names = folder / "authority.yaml"
    names.write_text(names.read_text("utf-8").replace("Outlying Team", "Team by the Sea"), encoding="utf-8")
    again = typed(f"authority {folder}")
    assert again.stdout == "6 teams and 2 team inboxes are named as the authority names them.\n", again.stderr
    assert Team.objects.get(key="elsewhere").name == "Team by the Sea"


def what_is_published_is_compared(typed: Typed, folder: Path) -> None:
    """The folder's process is what is published, until the folder says something else."""
    compared = typed(f"process diff {KEY}@1 {KEY} --authority {folder}")
    assert compared.stdout.endswith(": 0 changes.\n"), compared.stderr
    assert typed("process changed").stderr == "", "the file under the overlay is as it was"
    ours = folder / f"{KEY}.yaml"
    ours.write_text(ours.read_text("utf-8").replace("panel_quorum: 4", "panel_quorum: 6"), encoding="utf-8")
    told = typed(f"process diff {KEY}@1 {KEY} --authority {folder}").stdout
    assert "The number of members without whom a panel is not quorate is now 6 members; it was 4." in told
    published = typed(f"process publish {KEY} --authority {folder} --why Agreed")
    assert published.returncode == 0, published.stderr
    assert "is published as version 2" in published.stdout


def test_a_fault_is_printed_with_its_line_and_nothing_is_published(typed: Typed, folder: Path) -> None:
    ours = folder / f"{KEY}.yaml"
    ours.write_text(ours.read_text("utf-8").replace("panel_quorum: 4", "panel_quorum: 1"), encoding="utf-8")
    line = next(n for n, text in enumerate(ours.read_text("utf-8").splitlines(), 1) if "panel_quorum" in text)
    checked = typed(f"process check {KEY} --authority {folder}")
    assert checked.returncode == 1
    assert checked.stdout.startswith(
        f"{ours}, line {line}: The number of members without whom a panel is not quorate is 1"
    )
    refused = typed(f"authority {folder}")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"{ours}, line {line}: ")
    assert not Authority.objects.exists()
    nowhere = typed(f"process check {KEY} --authority {folder}/steps")
    assert nowhere.stderr.endswith("is no folder of an authority: there is no authority.yaml in it.\n")
