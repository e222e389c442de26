"""Everything that is wrong with the files of a process, each fault with its file and line (C24)."""

from collections.abc import Collection, Iterator
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


@dataclass(frozen=True, slots=True)
class Checked:
    """The files of a process, read: what they say, None where they cannot be read on, and where each part stands."""

    process: Process | None
    reading: Reading
    folder: Path
    broken: tuple[Found, ...] = ()

    def found(self, *, published: Process | None = None, wording: Collection[str] = ()) -> list[Found]:
        """Return every fault.

        Args:
            published: the version in force, whose keys keep their meaning; None where there is none.
            wording: keys of words that somebody says mean what they meant (`kernel.checking.wording`).
        """
        if self.process is None:
            return list(self.broken)
        told = [*faults(self.process, sources=load_sources())]
        if published is not None:
            told += meaning_faults(self.process, published, wording=wording)
        places = [_place(self.reading, fault.at, self.folder) for fault in told]
        return [Found(file=file, line=line, says=fault.says) for fault, (file, line) in zip(told, places, strict=True)]


def checked(folder: Path, root: Path = PROCESSES, *, authority: Path | None = None) -> Checked:
    """Return a process's files, read once for whatever is asked of them.

    Args:
        authority: the folder of the authority that works by the process; None for the process as its files say it.
    """
    try:
        laid = read_under(folder, authority, root) if authority else Laid(*read_process(folder, root))
    except BrokenDefinition as broken:
        return Checked(process=None, reading=Reading(), folder=folder, broken=(_found(broken),))
    if laid.faults:
        found = tuple(_found(fault) for fault in laid.faults)
        return Checked(process=None, reading=laid.reading, folder=folder, broken=found)
    return Checked(process=laid.process, reading=laid.reading, folder=folder)


def _found(broken: BrokenDefinition) -> Found:
    return Found(file=broken.file, line=broken.line, says=broken.why)


def check(
    folder: Path, root: Path = PROCESSES, *, authority: Path | None = None, published: Process | None = None
) -> list[Found]:
    """Return every fault of a process's files; what its notation refuses comes alone, since nothing can be read on.

    Args:
        authority: the folder of the authority that works by it. Every fault of what it states is told.
        published: the version in force, whose keys keep their meaning; None where there is none.
    """
    return checked(folder, root, authority=authority).found(published=published)


def _place(reading: Reading, at: Place, folder: Path) -> tuple[Path, int]:
    """Return where a part of the process stands, or else the whole that it is a part of."""
    for part in _outwards(at):
        if part in reading.places:
            return reading.places[part]
    return folder / "process.yaml", 1


def _outwards(at: Place) -> Iterator[Place]:
    for length in range(len(at), 0, -2):
        yield at[:length]
