"""The key that signs sessions: the deployment's own, or one made once in the data directory."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from permanence.outside.private_files import write_private

NAME = "secret-key"


def secret_key(*, environ: Mapping[str, str], data_dir: Path | None) -> str:
    """Return the signing key, or "" where there is none yet; Django refuses to sign anything with that."""
    if "PERMANENCE_SECRET_KEY" in environ:
        return environ["PERMANENCE_SECRET_KEY"]
    kept = data_dir / NAME if data_dir else None
    return kept.read_text("ascii") if kept and kept.is_file() else ""


def make_secret_key(*, data_dir: Path) -> None:
    """Make the key of this data directory, once, readable by its owner alone."""
    kept = data_dir / NAME
    if kept.exists():
        return
    write_private(kept, secrets.token_urlsafe(64))
