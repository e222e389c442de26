"""A process that came as a zip file: unpacked within bounds into a folder of its own, and read there (C24)."""

import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from permanence.outside.checking import Checked, checked
from permanence.outside.yaml_files import MOST_BYTES

MOST_ZIPPED = 2_000_000
MOST_FILES = 300
MOST_TOGETHER = 10_000_000
NOT_A_ZIP = "This is no zip file that can be opened. Pack the folder of the process as a zip file without a password."
DEFINITION = "process.yaml"
KINDS = (".yaml", ".yml")
LINK = 0o120000
KIND_OF_FILE = 0o170000


class NoProcess(Exception):
    """What came is no process that can be read: why, in a whole sentence."""


@lru_cache(maxsize=4)
def read_upload(content: bytes) -> Checked:
    """Return the process of a zip file, with paths as they are in it; the same bytes are read once.

    Raises:
        NoProcess: it is no zip file, holds too much, or holds no process.
    """
    if len(content) > MOST_ZIPPED:
        raise NoProcess(f"The file has {len(content):,} bytes, and {MOST_ZIPPED:,} are the most.")
    with tempfile.TemporaryDirectory(prefix="permanence-process-") as made:
        try:
            with ZipFile(BytesIO(content)) as packed:
                folder = _unpacked(packed, Path(made))
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as broken:
            raise NoProcess(NOT_A_ZIP) from broken
        return checked(folder)


def _unpacked(packed: ZipFile, made: Path) -> Path:
    """Write the files of the process into a folder, and return it."""
    files = [each for each in packed.infolist() if not each.is_dir() and not _is_by_the_way(each)]
    if len(files) > MOST_FILES:
        raise NoProcess(f"The zip file holds {len(files):,} files, and {MOST_FILES} are the most.")
    top = _top_of(files)
    folder, left = made / (top.name or "process"), MOST_TOGETHER
    for each in files:
        place = folder / PurePosixPath(each.filename).relative_to(top)
        content = _bytes_of(packed, each)
        left -= len(content)
        if left < 0:
            raise NoProcess(f"Unpacked, the files have more than {MOST_TOGETHER:,} bytes, which are the most.")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def _is_by_the_way(each: ZipInfo) -> bool:
    """Return whether a file is one that an operating system adds by itself."""
    parts = PurePosixPath(each.filename).parts
    return "__MACOSX" in parts or parts[-1] in {".DS_Store", "Thumbs.db"}


def _top_of(files: list[ZipInfo]) -> PurePosixPath:
    """Return the folder within the zip file that holds the process, and see that all else is within it."""
    for each in files:
        _refuse_odd(each)
    found = [PurePosixPath(each.filename) for each in files if PurePosixPath(each.filename).name == DEFINITION]
    tops = sorted({each.parent for each in found}, key=lambda top: len(top.parts))
    if not tops:
        raise NoProcess(
            f"The zip file holds no {DEFINITION}. Pack the folder of one process, with its steps and forms."
        )
    top = tops[0]
    outside = [each.filename for each in files if not PurePosixPath(each.filename).is_relative_to(top)]
    if len(tops) > 1 or outside:
        raise NoProcess("The zip file holds more than the folder of one process. Pack that folder alone.")
    return top


def _refuse_odd(each: ZipInfo) -> None:
    path = PurePosixPath(each.filename)
    is_link = (each.external_attr >> 16) & KIND_OF_FILE == LINK
    if path.is_absolute() or ".." in path.parts or "\\" in each.filename or ":" in each.filename or is_link:
        raise NoProcess(f'"{each.filename[:100]}" leads out of the folder of the process. Leave it out.')
    if path.suffix not in KINDS:
        raise NoProcess(f'"{each.filename[:100]}" is no YAML file. A process is made of .yaml files alone.')


def _bytes_of(packed: ZipFile, each: ZipInfo) -> bytes:
    """Return a file's bytes, counted as they are unpacked: what the zip file says of its size is not believed."""
    with packed.open(each) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoProcess(f'"{each.filename[:100]}" has more than {MOST_BYTES:,} bytes, which are the most of one file.')
    return content
