"""Small files that only their owner may read: keys and passwords."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by the owner of its directory alone."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    give_to_owner_of_directory(fresh)
    fresh.rename(path)


def give_to_owner_of_directory(path: Path) -> None:
    """Where root works in an ordinary account's directory, leave nothing there that this account cannot use."""
    owner = path.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chown(path, owner.st_uid, owner.st_gid)
