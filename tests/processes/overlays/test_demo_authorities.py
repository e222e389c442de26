"""The demo's authorities are overlays, of names alone: they work as the source guide says."""

from dataclasses import replace

import pytest

from permanence.demo.authority import AUTHORITIES, PROCESS, found
from permanence.outside.authority_folders import read_authority
from permanence.outside.checking import check
from permanence.outside.definitions import PROCESSES, load_process
from permanence.outside.overlays import load_under
from permanence.queries.processes import differences_from_files
from permanence.records.authorities import Inbox, Team

NAMES = sorted(folder.name for folder in AUTHORITIES.iterdir() if folder.is_dir())


def test_there_are_two() -> None:
    assert NAMES == ["eastholm", "westmere"]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_fault_and_works_as_the_guide_says(name: str) -> None:
    folder = PROCESSES / PROCESS
    assert [str(fault) for fault in check(folder, authority=AUTHORITIES / name)] == []
    here = load_under(folder, AUTHORITIES / name)
    assert [lies.authority for lies in here.overlays] == [name]
    assert replace(here, overlays=()) == load_process(folder)


def test_it_is_founded_with_the_names_of_its_folder(db: None) -> None:
    house = found("westmere")
    folder = read_authority(AUTHORITIES / "westmere")
    assert dict(Team.objects.filter(authority_id=house.authority_id).values_list("key", "name")) == folder.teams
    inboxes = Inbox.objects.filter(authority_id=house.authority_id).values_list("key", "title", "team__key")
    assert sorted(inboxes) == sorted((key, each.title, each.team) for key, each in folder.inboxes.items())
    files = [load_process(PROCESSES / PROCESS)]
    assert differences_from_files(files, authority_id=house.authority_id) == []
