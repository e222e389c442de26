"""permanence demo: make the invented authority in an empty directory, once, and serve it (C04)."""

import argparse
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from permanence.cli.data import name_data
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.cli.serve import PERMANENCE, add_address, run_part, serve
from permanence.cli.supervisor import Supervisor
from permanence.outside.demo_mark import (
    FEWEST_CHILDREN,
    MOST_CHILDREN,
    DemoState,
    demo_made_from,
    demo_state,
    mark_demo,
)
from permanence.outside.postgres import make_database_anew, running_or_started
from permanence.outside.postgres_files import Files, open_data_dir

SIZES = ("small", "authority", "decade")
SEED = 1
LONDON = ZoneInfo("Europe/London")


def add_parser(subparsers: Subparsers) -> None:
    """Add `demo [--data DIR] [--seed S] [--size SIZE [--children N]] [--clock T] [--make-only] [--host H] ...`."""
    parser = subparsers.add_parser("demo", help="make the demo authority in an empty directory and serve it")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), metavar="DIR", help="directory (var/demo)")
    parser.add_argument("--seed", type=int, metavar="S", help=f"number that the invented people grow from ({SEED})")
    parser.add_argument("--size", choices=SIZES, help="how many there are (small)")
    parser.add_argument(
        "--children", type=_children, metavar="N", help="of size authority: so many beside the small one's (15000)"
    )
    parser.add_argument("--clock", type=_clock, metavar="T", help="the demo's now, such as 2026-11-16T09:00")
    parser.add_argument("--make-only", action="store_true", help="make it and stop")
    add_address(parser)
    parser.set_defaults(run=run)


def _clock(typed: str) -> datetime:
    """Read London time as it stands on a wall clock."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=LONDON)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{typed}" is not a time. Give it as 2026-11-16T09:00.') from None


def _children(typed: str) -> int:
    """Read how many children a large authority has."""
    if typed.isascii() and typed.isdigit() and FEWEST_CHILDREN <= int(typed) <= MOST_CHILDREN:
        return int(typed)
    raise argparse.ArgumentTypeError(f'"{typed}" is not a number from {FEWEST_CHILDREN} to {MOST_CHILDREN:,}.')


def run(args: argparse.Namespace) -> int:
    """Make the demo where there is none yet, then serve it until SIGTERM or SIGINT.

    Raises:
        Unable: the directory or database holds something else, or a demo made otherwise.
    """
    data = open_data_dir(args.data)
    refuse_what_is_not_this_demo(args, data)
    begin(args, data)
    name_data(data)
    if args.make_only:
        with running_or_started(data):
            if demo_state(data) is DemoState.MAKING:
                subprocess.run([*PERMANENCE, "migrate", "--data", str(data)], check=True)
                subprocess.run(_making(data), check=True)
        return 0
    return serve(args, data=data, prepare=lambda supervisor: make(supervisor, data), announce=lambda: show_logins(data))


def refuse_what_is_not_this_demo(args: argparse.Namespace, data: Path) -> None:
    """Refuse a directory with anything else in it: real people may be there."""
    if "DATABASE_URL" in os.environ:
        raise Unable("The demo has a private database of its own. Unset DATABASE_URL, then run it again.")
    if demo_state(data) is DemoState.NONE and any(data.iterdir()):
        raise Unable(
            f"{data} is not empty and not a demo, so nothing was changed. Choose an empty directory with --data."
        )
    if args.children is not None and args.size != "authority":
        raise Unable("A small demo has its own children. Say --size authority as well, or leave out --children.")
    made_from = demo_made_from(data)
    for name in ("seed", "size", "children", "clock"):
        asked, made = getattr(args, name), made_from.get(name, "None")
        if made_from and asked is not None and str(asked) != made:
            raise Unable(
                f"{data} holds a demo whose {name} is {made}, not {asked}. "
                f"Choose an empty directory with --data, or leave out --{name}."
            )


def begin(args: argparse.Namespace, data: Path) -> None:
    """Mark an empty directory as a demo; of one that was left half made, begin the database anew."""
    state = demo_state(data)
    if state is DemoState.NONE:
        how = {"seed": args.seed if args.seed is not None else SEED, "size": args.size or "small"}
        mark_demo(data, state=DemoState.MAKING, **how, children=args.children, clock=args.clock)
    elif state is DemoState.MAKING and Files(data).made.exists():
        with running_or_started(data):
            make_database_anew(data)


def make(supervisor: Supervisor, data: Path) -> None:
    """Make the demo where that is still to do, before anything is served."""
    if demo_state(data) is DemoState.MAKING:
        print("Making the demo authority. This is done once.", file=sys.stderr, flush=True)
        run_part(supervisor, _making(data), sentence="The demo authority could not be made, for the reason above.")


def _making(data: Path) -> list[str]:
    return [sys.executable, "-m", "permanence.cli.demo_making", str(data)]


def show_logins(data: Path) -> None:
    """Print who can sign in, and how."""
    subprocess.run([*PERMANENCE, "logins", "--data", str(data)], check=False)
