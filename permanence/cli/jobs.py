"""permanence jobs: run the jobs and the scheduler in the foreground; serve starts one of these."""

import argparse
from typing import TYPE_CHECKING, cast

from permanence.cli.data import add_data, database
from permanence.cli.registry import Subparsers

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector


def add_parser(subparsers: Subparsers) -> None:
    """Add `jobs [--data DIR]`."""
    parser = subparsers.add_parser("jobs", help="run the jobs and the scheduler (serve does it too)")
    add_data(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run jobs until SIGTERM or SIGINT; those begun are given 15 seconds to end. Failed ones stay to be seen."""
    with database(args.data):
        from procrastinate.contrib.django import app

        connector = cast("DjangoConnector", app.connector)
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(concurrency=2, shutdown_graceful_timeout=15, delete_jobs="successful")
    return 0
