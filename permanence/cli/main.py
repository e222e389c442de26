"""Reads the command line and hands over to one sub-command."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from permanence.access import BrokenTable
from permanence.cli.registry import commands
from permanence.cli.sentences import Unable


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command, each sub-command added by its own module."""
    whole = argparse.ArgumentParser(prog="permanence", description="A permanent home for each child in care.")
    subparsers = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in commands():
        command.add_parser(subparsers)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command and return its exit code: 1, with a sentence on stderr, where it cannot be done."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except (Unable, BrokenTable) as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read what is printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as fault:
        if "PERMANENCE_TRACEBACK" in os.environ:
            raise
        print(of_a_fault(args.command, fault), file=sys.stderr)
    return 1


def of_a_fault(command: str, fault: Exception) -> str:
    """Return what is said of an error of ours: its type and place, never its words, which may name somebody (C22)."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return (
        f"permanence {command} stopped through a fault of its own: {type(fault).__qualname__} "
        f"at {place.filename}:{place.lineno}. To see all of it, run it again with PERMANENCE_TRACEBACK=1."
    )
