"""The permanence command: each sub-command a thin call of an operation or a query."""

from permanence.cli.main import main

__all__ = ["main"]
