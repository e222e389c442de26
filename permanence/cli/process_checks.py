"""permanence process check, diff and simulate: what is wrong with a process, what one changes, how it goes (C24)."""

import argparse
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from permanence.cli.data import add_data, database
from permanence.cli.operator import authority_folder, the_authority
from permanence.cli.process_files import OVERLAY_HELP, PROCESS_HELP, folder_of, process_of, published_or_of
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.differences import Change, differences
from permanence.kernel.simulating import LONGEST, Walked, never, simulate
from permanence.outside.checking import check

WALKS = 1_000
VERSION_HELP = f"{PROCESS_HELP}, or KEY@NUMBER for a published version"


def add_check(verbs: Subparsers) -> None:
    """Add `process check`."""
    parser = verbs.add_parser("check", help="every fault of a process file, with file and line")
    parser.add_argument("process", metavar="PROCESS", help=PROCESS_HELP)
    add_data(parser)
    parser.add_argument("--authority", metavar="KEY|DIR", help=f"{OVERLAY_HELP}; a key: compare with what it published")
    parser.add_argument("--published", action="store_true", help="with a folder, compare with what it published, too")
    parser.set_defaults(run=_check)


def add_diff(verbs: Subparsers) -> None:
    """Add `process diff`."""
    parser = verbs.add_parser("diff", help="what changes from one version of a process to another, in sentences")
    parser.add_argument("old", metavar="A", help=VERSION_HELP)
    parser.add_argument("new", metavar="B", help="the same, of the later one")
    add_data(parser)
    parser.add_argument("--authority", metavar="KEY|DIR", help=f"{OVERLAY_HELP}; whose published versions are meant")
    parser.add_argument("--json", action="store_true", help="print one JSON list")
    parser.set_defaults(run=_diff)


def add_simulate(verbs: Subparsers) -> None:
    """Add `process simulate`."""
    parser = verbs.add_parser("simulate", help="walk a process at random and say what is never come to")
    parser.add_argument("process", metavar="PROCESS", help=PROCESS_HELP)
    parser.add_argument("--authority", metavar="DIR", help=OVERLAY_HELP)
    parser.add_argument("--walks", type=int, default=WALKS, metavar="N", help=f"how many pathways ({WALKS})")
    parser.add_argument("--seed", type=int, default=1, help="what the chances follow from (1)")
    parser.set_defaults(run=_simulate)


def _check(args: argparse.Namespace) -> int:
    """Print every fault, one a line; the exit code is 1 where there is any."""
    folder, authority = folder_of(args.process), authority_folder(args.authority)
    in_force = _in_force(args, folder) if args.authority and (args.published or not authority) else None
    found = check(folder, authority=authority, published=in_force)
    for fault in found:
        print(fault)
    if not found:
        process = process_of(args.process, authority=authority)
        print(f"{process.title} v{process.version}: nothing is wrong. {_what_it_has(process)}")
    return 1 if found else 0


def _what_it_has(process: Process) -> str:
    counts = (
        (len(process.steps), "workstep"),
        (sum(len(step.requests) for step in process.steps), "request"),
        (sum(len(step.next_actions) for step in process.steps), "next action"),
        (sum(1 for form in process.forms for _ in form.questions()), "question"),
    )
    return ", ".join(count_of(number, thing) for number, thing in counts) + "."


def _in_force(args: argparse.Namespace, folder: Path) -> Process | None:
    with database(args.data):
        from permanence.queries.processes import process_in_force

        return process_in_force(process_of(str(folder)).key, authority_id=the_authority(args.authority))


def _diff(args: argparse.Namespace) -> int:
    """Print the changes, numbered under what they are in, as minutes are."""
    old, new = (published_or_of(name, args) for name in (args.old, args.new))
    found = list(differences(old, new))
    if args.json:
        print(json.dumps([{"within": change.within, "says": change.says} for change in found], indent=2))
        return 0
    print(f"{old.title} v{old.version} and {new.title} v{new.version}: {count_of(len(found), 'change')}.")
    for number, (within, changes) in enumerate(_by_part(found), start=1):
        print(f"\n{number}. {within}")
        for letter, change in enumerate(changes, start=1):
            print(f"   {number}.{letter} {change.says}")
    return 0


def _by_part(found: list[Change]) -> list[tuple[str, list[Change]]]:
    return [(within, list(changes)) for within, changes in groupby(found, key=lambda change: change.within)]


def _simulate(args: argparse.Namespace) -> int:
    """Print what the walks found; the exit code is 1 where something was never come to, sent or added."""
    process = process_of(args.process, authority=authority_folder(args.authority))
    if args.walks < 1:
        raise Unable("Walk it at least once: --walks 1 or more.")
    walked = simulate(process, walks=args.walks, chance=Random(args.seed))  # noqa: S311  # to be repeated by its seed
    missed = list(never(process, walked))
    for sentence in (*_summary(process, walked, args), *missed):
        print(sentence)
    return 1 if missed else 0


def _summary(process: Process, walked: Walked, args: argparse.Namespace) -> Iterator[str]:
    yield f"{process.title} v{process.version}, walked {args.walks:,} times with seed {args.seed}, without named rules."
    if walked.lengths:
        middle = sorted(walked.lengths)[len(walked.lengths) // 2]
        yield f"Worksteps on a pathway: {middle} in the middle of all, {len(walked.longest)} at most."
        yield f"The longest: {'; '.join(_together(walked.longest))}."
    if walked.endless:
        yield f"{count_of(walked.endless, 'walk')} had not ended after {LONGEST} worksteps."
    for (key, answers), times in sorted(walked.stuck.items()):
        yield f'With {answers} "{process.step(key).title}" cannot be finished: no next action fits ({times} times).'


def _together(titles: list[str]) -> Iterator[str]:
    """Yield what follows itself once, with how often."""
    for title, group in groupby(titles):
        times = len(list(group))
        yield f"{title} ({times} times)" if times > 1 else title
