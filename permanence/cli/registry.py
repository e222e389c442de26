"""The sub-commands: every module of this package that has `add_parser`.

A sub-command is one file, `cli/<name>.py`, with `add_parser(subparsers)` and `run(args) -> int`; a new file needs no
entry anywhere else. `add_parser` sets `run` as the default of its parser (`set_defaults(run=run)`).
"""

import argparse
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeAlias, cast

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # its only name


class Command(Protocol):
    """A module that is a sub-command."""

    def add_parser(self, subparsers: Subparsers) -> None:
        """Add this command's parser, with `run` as its default."""


def commands() -> Iterator[Command]:
    """Yield the sub-commands in the order of their names."""
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        module = import_module(f"permanence.cli.{found.name}")
        if hasattr(module, "add_parser"):
            yield cast("Command", module)
