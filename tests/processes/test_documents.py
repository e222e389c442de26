"""docs/processes is generated from the data: the drawing and the step, request, next-action and timescale tables."""

import re
from pathlib import Path

import pytest

from permanence.kernel.definitions import Process
from permanence.outside.definitions import load_process, process_folders
from permanence.outside.process_documents import documents

DOCS = Path(__file__).parents[2] / "docs" / "processes"


@pytest.fixture(scope="module", params=process_folders(), ids=lambda folder: str(folder.name))
def process(request: pytest.FixtureRequest) -> Process:
    return load_process(request.param)


def test_the_generated_pages_say_what_the_data_says(process: Process) -> None:
    for name, text in documents(process).items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"docs/processes/{name} has drifted: run make docs."


def test_every_workstep_request_and_next_action_is_in_the_tables(process: Process) -> None:
    page = documents(process)[f"{process.key}.md"]
    for step in process.steps:
        for title in (step.title, *(one.title for one in step.requests), *(one.title for one in step.next_actions)):
            assert f"| {title}" in page


def test_the_drawing_has_words_for_those_who_do_not_see_it_and_no_script(process: Process) -> None:
    svg = documents(process)[f"{process.key}.svg"]
    assert svg.startswith('<svg role="img"')
    assert re.search(r"<title>[^<]+</title>\s*<desc>[^<]+</desc>", svg)
    assert "<script" not in svg
    assert "DOCTYPE" not in svg
