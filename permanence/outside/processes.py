"""Child processes that die with us, and processes that we did not start."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


def die_with_parent(death_signal: signal.Signals, *, parent: int | None = None) -> Callable[[], None]:
    """Return what a child runs before its program: it is sent `death_signal` when the thread that started it ends.

    `parent` is who started it, where that is not the caller.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid() if parent is None else parent

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died between the fork and the line above
            os._exit(1)

    return prepare


def account_words(account: int | None) -> dict[str, Any]:
    """Return what subprocess needs to run a program as another account, without our own groups; {} for ours."""
    if account is None:
        return {}
    return {"user": account, "group": pwd.getpwuid(account).pw_gid, "extra_groups": []}


def start_child(
    *,
    command: Sequence[str],
    death_signal: signal.Signals,
    environ: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
    pass_fds: Sequence[int] = (),
    account: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a direct child in a process group of its own that does not outlive us; call from the main thread.

    A terminal's Ctrl-C reaches us alone, so that we stop the children in their order.
    """
    return subprocess.Popen(
        list(command),
        env=dict(environ) if environ is not None else None,
        stdin=subprocess.DEVNULL,
        stdout=output if output is not None else sys.stderr.fileno(),
        stderr=output if output is not None else None,
        pass_fds=tuple(pass_fds),
        process_group=0,
        **account_words(account),
        preexec_fn=die_with_parent(death_signal),  # noqa: PLW1509  # it calls prctl alone
    )


def stop_children(children: Sequence[subprocess.Popen[bytes]], *, by: signal.Signals, within: float) -> None:
    """Ask children to stop, all at once; wait `within` seconds for all together, then kill what is left."""
    for child in children:
        child.send_signal(by)  # does nothing where it has ended
    deadline = time.monotonic() + within
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def command_of(pid: int) -> list[str]:
    """Return the command line of a running process, or [] where there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").split("\0")[:-1]
    except OSError:
        return []


def stop_stranger(pid: int, *, by: signal.Signals, within: float) -> bool:
    """Stop a process that is not our child; return whether it is gone after `within` seconds."""
    with suppress(ProcessLookupError):
        os.kill(pid, by)
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and command_of(pid):
        time.sleep(0.05)
    return not command_of(pid)
