"""The file store of this deployment, and sweeping what no row names (P05)."""

from datetime import datetime

from django.conf import settings

from permanence.outside.files import DiskFiles, FileStore
from permanence.outside.unable import Unable
from permanence.records.documents import StoredFile

FOLDER = "files"


def store() -> FileStore:
    """Return the file store under the data directory.

    Raises:
        Unable: this process was given no data directory.
    """
    if settings.DATA_DIR is None:
        raise Unable("Files have no place to stand: name the data directory (PERMANENCE_DATA).")
    return DiskFiles(settings.DATA_DIR / FOLDER)


def sweep(*, before: datetime) -> int:
    """Remove bytes kept before a real instant that no row names, and writes broken off before it; return how many.

    Bytes are kept before their row is written, so younger ones may be about to get one.
    """
    files = store()
    old = {sha256 for sha256, kept_at in files.kept() if kept_at < before}
    named = set(StoredFile.objects.filter(sha256__in=old).values_list("sha256", flat=True))
    for sha256 in old - named:
        files.drop(sha256)
    return len(old - named) + files.sweep(before=before)
