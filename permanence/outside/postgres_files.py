"""What the private PostgreSQL keeps in a data directory, and what may be read there by those who attach to it."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from permanence.outside.private_files import write_private
from permanence.outside.unable import Unable

SUPERUSER = "postgres"
OWNER_ROLE = "permanence_owner"
APP_ROLE = "permanence_app"
DATABASE = "permanence"
LONGEST_SOCKET_PATH = 107
"""Bytes of a unix socket's path that Linux allows."""


@dataclass(frozen=True, kw_only=True)
class Passwords:
    """One generated password a role."""

    superuser: str
    owner: str
    application: str


@dataclass(frozen=True, kw_only=True)
class PidFile:
    """What postgres says of itself in postmaster.pid."""

    pid: int
    socket_dir: str
    ready: bool


@dataclass(frozen=True)
class Files:
    """The places inside one data directory."""

    data_dir: Path

    @property
    def cluster(self) -> Path:
        """Where postgres keeps its own files; complete once `made` exists."""
        return self.data_dir / "postgres"

    @property
    def made(self) -> Path:
        """Exists once initdb, roles and database are complete."""
        return self.data_dir / "postgres.made"

    @property
    def lock(self) -> Path:
        """Locked by the process that runs the server, for as long as it lives."""
        return self.data_dir / "postgres.lock"

    @property
    def log(self) -> Path:
        """Where postgres writes what it has to say; never a statement or a value (C22)."""
        return self.data_dir / "postgres.log"

    @property
    def _passwords(self) -> Path:
        return self.data_dir / "postgres-passwords.json"

    def passwords(self) -> Passwords:
        """Return the passwords, making them the first time; only their owner can read the file."""
        if self._passwords.exists():
            return Passwords(**json.loads(self._passwords.read_text("utf-8")))
        made = Passwords(**{name: secrets.token_urlsafe(32) for name in ("superuser", "owner", "application")})
        write_private(self._passwords, json.dumps(asdict(made)))
        return made

    def pid_file(self) -> PidFile | None:
        """Return what postmaster.pid says, or None where there is none or it is not yet whole."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return None
        if len(lines) < 8 or not lines[0].lstrip("-").isdigit():
            pid = int(lines[0]) if lines and lines[0].isdigit() else 0
            return PidFile(pid=pid, socket_dir="", ready=False)
        return PidFile(pid=abs(int(lines[0])), socket_dir=lines[4].strip(), ready=lines[7].strip() == "ready")

    def remove_pid_file(self) -> None:
        """Remove a postmaster.pid that no server stands behind; postgres refuses to start beside one."""
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def address(self, *, role: str, password: str, database: str = DATABASE) -> str:
        """Return the address of the running server for one role.

        Raises:
            Unable: no server runs on this data directory.
        """
        running = self.pid_file()
        if running is None or not running.socket_dir or not Path(f"/proc/{running.pid}").exists():
            sentence = (
                f"The database of {self.data_dir} is not running. Start it: permanence serve --data {self.data_dir}"
            )
            raise Unable(sentence)
        return f"host='{running.socket_dir}' dbname={database} user={role} password={password}"


def open_data_dir(path: Path) -> Path:
    """Return the data directory's whole path, made for its owner alone where it was not there.

    An existing directory keeps the permissions it has.

    Raises:
        Unable: it cannot be made or written to.
    """
    whole = path.expanduser().absolute()
    try:
        whole.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unable(f"The data directory {whole} cannot be made: {error.strerror}.") from None
    if not os.access(whole, os.R_OK | os.W_OK | os.X_OK):
        raise Unable(f"The data directory {whole} cannot be written to by this account. Choose another with --data.")
    return whole
