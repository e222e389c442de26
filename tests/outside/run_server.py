"""Runs a private PostgreSQL for a test: `run_server.py DIR [ACCOUNT]`, as that account; until its standard input ends.

Everything is imported before the account changes, and the wheel's programs are copied where an account that may not
enter this tree can run them, so that it works wherever the tree stands.
"""

import os
import pwd
import shutil
import sys
from pathlib import Path

import psycopg  # noqa: F401  # loaded while its files can still be read

from permanence.outside import postgres_launch
from permanence.outside.postgres import Server
from permanence.outside.unable import Unable


def become(account: int, data_dir: Path) -> None:
    """Go on as another account, which has the programs beside its data directory."""
    package = Path(postgres_launch.program("postgres")).parents[2]
    for part in package.parent.glob(f"{package.name}*"):  # the package, and the libraries beside it that it loads
        shutil.copytree(part, data_dir.parent / part.name, symlinks=True, dirs_exist_ok=True)
    programs = data_dir.parent / package.name / "pginstall" / "bin"
    group = _group_of(account)
    os.setgroups([])
    os.setgid(group)
    os.setuid(account)
    postgres_launch.program = lambda name: str(programs / name)  # type: ignore[assignment]
    for module in ("postgres_cluster", "postgres_process"):
        setattr(sys.modules[f"permanence.outside.{module}"], "program", postgres_launch.program)  # noqa: B010


def _group_of(account: int) -> int:
    try:
        return pwd.getpwuid(account).pw_gid
    except KeyError:
        return account


def say(*words: str) -> None:
    """Tell the test."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Say `up PID` or `unable SENTENCE`, then wait."""
    data_dir = Path(sys.argv[1])
    if len(sys.argv) > 2:
        become(int(sys.argv[2]), data_dir)
    try:
        server = Server.start(data_dir)
    except Unable as reason:
        say("unable", str(reason))
        return
    say("up", str(server.process.pid))
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
