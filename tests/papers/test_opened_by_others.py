"""Word files open where people open them: whole and well-formed here, and in LibreOffice by `make prove`."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx.oxml import parse_xml

from permanence.outside.word_files import word_file
from tests.papers.reading import read_pdf, squeezed
from tests.papers.test_every_form import AT, forms, paper, words
from tests.papers.test_hard_characters import paper as paper_of
from tests.support.proof import Proof

HARD = "hostile"
SMALL = ("c0065", HARD)
PATIENCE = 240


def made(key: str) -> bytes:
    """Return a Word file: of a form, or of texts that break what is careless."""
    if key == HARD:
        return word_file(paper_of("Tom & <b>", "]]>", "\x00\x07", "محمد", "王小明", "a" * 300), at=AT)
    return word_file(paper(key), at=AT)


def test_word_files_are_whole_and_libreoffice_opens_them(proof: Proof, tmp_path: Path) -> None:
    keys = (*sorted(forms()), HARD) if proof.whole else SMALL
    for key in keys:
        content = made(key)
        well_formed(content)
        if proof.whole:
            (tmp_path / f"{key}.docx").write_bytes(content)
    if not proof.whole:
        return
    for key, found in opened(tmp_path).items():
        assert squeezed("Maya Thornbury") in found
        if key != HARD:
            assert not [text for text in words(paper(key)) if squeezed(text) not in found], key
    proof.found("P24", what="Word files of every form opened by LibreOffice", n=len(keys), result="0 words lost")


def well_formed(content: bytes) -> None:
    """Fail where a part of the file is no XML, or stands there twice."""
    with ZipFile(BytesIO(content)) as whole:
        assert whole.testzip() is None
        assert len(set(whole.namelist())) == len(whole.namelist())
        for name in whole.namelist():
            if name.endswith((".xml", ".rels")):
                parse_xml(whole.read(name))


def opened(folder: Path) -> dict[str, str]:
    """Return the words of each Word file in a folder as LibreOffice prints it."""
    program = os.environ.get("SOFFICE_PATH") or shutil.which("soffice")
    assert program, "LibreOffice was not found: sh tools/setup/libreoffice.sh"
    files = sorted(folder.glob("*.docx"))
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    to_pdf = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(to_pdf, check=True, capture_output=True, timeout=PATIENCE)
    return {file.stem: read_pdf(file.with_suffix(".pdf").read_bytes()).words for file in files}
