"""Checkpoints of the audit as files that were kept elsewhere."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from permanence.cli.sentences import Unable

if TYPE_CHECKING:
    from permanence.queries.audit_checkpoints import End


def read_checkpoints(files: Iterable[str]) -> "dict[str, Sequence[End]]":
    """Return what all these files say together: key of the authority -> ends.

    Raises:
        Unable: one cannot be read, or is no checkpoint.
    """
    found: dict[str, list[End]] = {}
    for file in files:
        for key, ends in _read(file).items():
            found.setdefault(key, []).extend(ends)
    return {key: tuple(ends) for key, ends in found.items()}


def _read(file: str) -> "dict[str, Sequence[End]]":
    from permanence.queries.audit_checkpoints import NotACheckpoint, read_ends

    try:
        plain = json.loads(Path(file).read_text(encoding="utf-8"))
        return {key: read_ends(ends) for key, ends in plain["authorities"].items()}
    except OSError as error:
        raise Unable(f"{file} cannot be read: {error.strerror}.") from None
    except NotACheckpoint as not_one:
        raise Unable(f"{file}: {not_one}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unable(f"{file}: it is not JSON that `permanence audit checkpoint` wrote.") from None
