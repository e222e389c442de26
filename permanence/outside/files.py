"""The file store: bytes kept whole or not at all, known by their SHA-256 (P02, P05).

`DiskFiles` keeps them under a directory; `MemoryFiles` is its fake and passes the same contract test.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Protocol

from permanence.outside.unable import Unable

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FileMissing(LookupError):
    """The store holds no bytes of that SHA-256."""


class FileStore(Protocol):
    """Where the bytes of files stand."""

    def keep(self, content: bytes, *, at: datetime) -> str:
        """Keep the bytes for good and return their SHA-256. Keeping them again changes nothing but `kept_at`.

        Raises:
            Unable: there is no room, or the place cannot be written; nothing of it is kept.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Return the bytes, to be read. Raises FileMissing when there are none."""

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """Yield the SHA-256 of everything kept, and the real instant at which it was last kept."""

    def drop(self, sha256: str) -> None:
        """Forget the bytes; nothing happens when there are none."""

    def sweep(self, *, before: datetime) -> int:
        """Remove what an interrupted `keep` left behind before that instant, and return how many."""


class DiskFiles:
    """Files under one directory: `<first two>/<SHA-256>`, and `part/` for what is still being written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, content: bytes, *, at: datetime) -> str:
        """See FileStore. The file is written beside its place, forced to disk, and named there in one move."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        try:
            self._write(content, place=place)
        except OSError as reason:
            raise Unable(_sentence(reason)) from reason
        os.utime(place, (at.timestamp(), at.timestamp()))
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """See FileStore."""
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError:
            raise FileMissing(sha256) from None

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """See FileStore."""
        for place in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            yield place.name, datetime.fromtimestamp(place.stat().st_mtime, UTC)

    def drop(self, sha256: str) -> None:
        """See FileStore."""
        self._place(sha256).unlink(missing_ok=True)

    def sweep(self, *, before: datetime) -> int:
        """See FileStore."""
        left = [part for part in self.root.glob("part/*") if part.stat().st_mtime < before.timestamp()]
        for part in left:
            part.unlink(missing_ok=True)
        return len(left)

    def _place(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def _write(self, content: bytes, *, place: Path) -> None:
        for directory in (self.root, self.root / "part", place.parent):
            _make(directory)
        part = self.root / "part" / token_hex(16)
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(place)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _force(place.parent)


class MemoryFiles:
    """The fake: the same promises, kept in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, datetime]] = {}

    def keep(self, content: bytes, *, at: datetime) -> str:
        """See FileStore."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._kept[sha256] = (content, at)
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """See FileStore."""
        if sha256 not in self._kept:
            raise FileMissing(sha256)
        return BytesIO(self._kept[sha256][0])

    def kept(self) -> Iterator[tuple[str, datetime]]:
        """See FileStore."""
        yield from sorted((sha256, at) for sha256, (_, at) in self._kept.items())

    def drop(self, sha256: str) -> None:
        """See FileStore."""
        self._kept.pop(sha256, None)

    def sweep(self, *, before: datetime) -> int:  # noqa: ARG002  # memory leaves nothing half written
        """See FileStore."""
        return 0


def _make(directory: Path) -> None:
    if not directory.is_dir():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _force(directory.parent)


def _force(directory: Path) -> None:
    # Without this the name of a file, unlike its bytes, may be gone after a power cut (P02).
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(reason: OSError) -> str:
    if reason.errno in FULL:
        return "The file was not kept: there is no room left for files. Tell whoever looks after this service."
    return "The file was not kept: the place for files cannot be written. Tell whoever looks after this service."
