"""Everything that is wrong with the files of a process, each fault with its file and line (C24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from permanence.kernel.checking import Place, faults, meaning_faults
from permanence.kernel.definitions import Process
from permanence.outside.definitions import PROCESSES, BrokenDefinition, read_process
from permanence.outside.source_register import load_sources
from permanence.outside.yaml_nodes import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One fault: where, and a whole sentence."""

    file: Path
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.says}"


def check(folder: Path, root: Path = PROCESSES, *, published: Process | None = None) -> list[Found]:
    """Return every fault of a process's files; what its notation refuses comes alone, since nothing can be read on.

    Args:
        published: the version in force, whose keys keep their meaning; None where there is none.
    """
    try:
        process, reading = read_process(folder, root)
        found = [*faults(process, sources=load_sources())]
    except BrokenDefinition as broken:
        return [Found(file=broken.file, line=broken.line, says=broken.why)]
    if published is not None:
        found += meaning_faults(process, published)
    places = [_place(reading, fault.at, folder) for fault in found]
    return [Found(file=file, line=line, says=fault.says) for fault, (file, line) in zip(found, places, strict=True)]


def _place(reading: Reading, at: Place, folder: Path) -> tuple[Path, int]:
    """Return where a part of the process stands, or else the whole that it is a part of."""
    for part in _outwards(at):
        if part in reading.places:
            return reading.places[part]
    return folder / "process.yaml", 1


def _outwards(at: Place) -> Iterator[Place]:
    for length in range(len(at), 0, -2):
        yield at[:length]
