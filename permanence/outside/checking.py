"""Everything that is wrong with the files of a process, each fault with its file and line (C24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from permanence.kernel.checking import Place, faults, meaning_faults
from permanence.kernel.definitions import Process
from permanence.outside.definitions import PROCESSES, BrokenDefinition, read_process
from permanence.outside.overlays import Laid, read_under
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


def check(
    folder: Path, root: Path = PROCESSES, *, authority: Path | None = None, published: Process | None = None
) -> list[Found]:
    """Return every fault of a process's files; what its notation refuses comes alone, since nothing can be read on.

    Args:
        authority: the folder of the authority that works by it. Every fault of what it states is told.
        published: the version in force, whose keys keep their meaning; None where there is none.
    """
    try:
        laid = read_under(folder, authority, root) if authority else Laid(*read_process(folder, root))
        if laid.faults:
            return [_found(fault) for fault in laid.faults]
        found = [*faults(laid.process, sources=load_sources())]
    except BrokenDefinition as broken:
        return [_found(broken)]
    if published is not None:
        found += meaning_faults(laid.process, published)
    places = [_place(laid.reading, fault.at, folder) for fault in found]
    return [Found(file=file, line=line, says=fault.says) for fault, (file, line) in zip(found, places, strict=True)]


def _found(broken: BrokenDefinition) -> Found:
    return Found(file=broken.file, line=broken.line, says=broken.why)


def _place(reading: Reading, at: Place, folder: Path) -> tuple[Path, int]:
    """Return where a part of the process stands, or else the whole that it is a part of."""
    for part in _outwards(at):
        if part in reading.places:
            return reading.places[part]
    return folder / "process.yaml", 1


def _outwards(at: Place) -> Iterator[Place]:
    for length in range(len(at), 0, -2):
        yield at[:length]
