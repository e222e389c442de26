"""What a file is, is told by its structure: not by its name, and not by how it begins (P05, C13)."""

import pytest

from permanence.outside.file_types import file_type_of
from tests.outside import sample_files as files

WHOLE = [
    (files.pdf(), "pdf"),
    (files.png(), "png"),
    (files.jpeg(), "jpg"),
    (files.docx(), "docx"),
    (files.xlsx(), "xlsx"),
    (files.TEXT, "txt"),
]
NOT_KEPT = {
    "empty": b"",
    "spaces": b"  \n",
    "half a pdf": files.pdf()[:-20],
    "a png cut short": files.png()[:-5],
    "a png with a changed byte": files.png()[:20] + b"\xff" + files.png()[21:],
    "a png with something behind it": files.png() + b"<script>",
    "a jpeg cut short": files.jpeg()[:-2],
    "a zip named docx": files.plain_zip(),
    "a docx with a macro": files.docx(word__vbaProject_bin="x").replace(b"vbaProject_bin", b"vbaProject.bin"),
    "a damaged docx": files.docx()[:200] + b"\0" * 20 + files.docx()[220:],
    "a program": b"\x7fELF" + bytes(60),
    "text with control characters": b"Hello\x00there",
    "text in another encoding": "Zoë".encode("latin-1"),
}


@pytest.mark.parametrize(("content", "ending"), WHOLE, ids=[ending for _, ending in WHOLE])
def test_whole_files_are_known(content: bytes, ending: str) -> None:
    kind = file_type_of(content)
    assert kind is not None
    assert kind.ending == ending


@pytest.mark.parametrize("content", NOT_KEPT.values(), ids=NOT_KEPT.keys())
def test_these_are_not_kept(content: bytes) -> None:
    assert file_type_of(content) is None


def test_a_page_is_plain_text_and_never_a_page() -> None:
    kind = file_type_of(b"<html><script>alert(1)</script></html>")
    assert kind is None or kind.content_type == "text/plain"
