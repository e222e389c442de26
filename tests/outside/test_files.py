"""One contract for the file store and its fake: whole or absent, known by SHA-256 (P02, P05)."""

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from permanence.outside.files import DiskFiles, FileMissing, FileStore, MemoryFiles
from permanence.outside.unable import Unable

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
CONTENT = b"%PDF- what was said"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return DiskFiles(tmp_path / "files") if request.param == "disk" else MemoryFiles()


def test_what_is_kept_is_read_back(store: FileStore) -> None:
    assert store.keep(CONTENT, at=AT) == SHA256
    with store.open(SHA256) as kept:
        assert kept.read() == CONTENT
    assert [*store.kept()] == [(SHA256, AT)]


def test_keeping_it_again_keeps_it_once_and_makes_it_young(store: FileStore) -> None:
    store.keep(CONTENT, at=AT)
    store.keep(CONTENT, at=AT + timedelta(days=2))
    assert [*store.kept()] == [(SHA256, AT + timedelta(days=2))]


def test_what_is_not_there_is_missing(store: FileStore) -> None:
    with pytest.raises(FileMissing):
        store.open(SHA256)
    store.drop(SHA256)
    store.keep(CONTENT, at=AT)
    store.drop(SHA256)
    with pytest.raises(FileMissing):
        store.open(SHA256)
    assert [*store.kept()] == []


def test_nothing_is_swept_that_is_whole(store: FileStore) -> None:
    store.keep(CONTENT, at=AT)
    assert store.sweep(before=datetime(2100, 1, 1, tzinfo=UTC)) == 0
    assert [sha256 for sha256, _ in store.kept()] == [SHA256]


@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "no room left"), (errno.EACCES, "cannot be written")])
def test_a_write_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    disk = DiskFiles(tmp_path / "files")
    disk.keep(b"earlier", at=AT)
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(Unable, match=says):
        disk.keep(CONTENT, at=AT)
    assert [sha256 for sha256, _ in disk.kept()] == [hashlib.sha256(b"earlier").hexdigest()]
    assert [*(tmp_path / "files" / "part").iterdir()] == []


def test_bytes_and_name_are_forced_to_disk_before_the_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[tuple[str, bool]] = []
    place = tmp_path / "files" / SHA256[:2] / SHA256
    real = os.fsync

    def noting(handle: int) -> None:
        forced.append((str(Path(f"/proc/self/fd/{handle}").readlink()), place.exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", noting)
    DiskFiles(tmp_path / "files").keep(CONTENT, at=AT)
    written = [(Path(name).parent.name, there) for name, there in forced if "/part/" in name]
    assert written == [("part", False)]
    assert forced[-1] == (str(place.parent), True)


def test_what_a_crash_left_half_written_is_swept(tmp_path: Path) -> None:
    disk = DiskFiles(tmp_path / "files")
    disk.keep(CONTENT, at=AT)
    half = tmp_path / "files" / "part" / "half"
    half.write_bytes(b"%PDF")
    later = datetime.now(UTC) + timedelta(hours=1)
    assert disk.sweep(before=AT) == 0
    assert disk.sweep(before=later) == 1
    assert not half.exists()


def test_the_store_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    DiskFiles(tmp_path / "files").keep(CONTENT, at=AT)
    modes: list[Any] = [path.stat().st_mode & 0o077 for path in (tmp_path / "files", tmp_path / "files" / SHA256[:2])]
    assert modes == [0, 0]
