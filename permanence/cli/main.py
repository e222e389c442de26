"""Reads the command line and hands over to one sub-command."""

import argparse
import sys
from collections.abc import Sequence

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
    except Unable as reason:
        print(reason, file=sys.stderr)
        return 1
