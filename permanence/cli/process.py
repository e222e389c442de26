"""permanence process: list, show, check, publish, draw (C24)."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from permanence.cli.data import add_data, database
from permanence.cli.operator import operator_of, the_authority
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.canonical import to_plain
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.reasons import Refused
from permanence.outside.checking import check
from permanence.outside.definitions import PROCESSES, BrokenDefinition, load_process, process_folders
from permanence.outside.drawing import svg_of

DEFINITION = "process.yaml"


def add_parser(subparsers: Subparsers) -> None:
    """Add `process list|show|check|publish|draw`."""
    parser = subparsers.add_parser("process", help="list, show, check, publish or draw process definitions")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="the published versions, and files that differ from them")
    show = verbs.add_parser("show", help="one process, resolved, as JSON")
    checking = verbs.add_parser("check", help="every fault of a process file, with file and line")
    publish = verbs.add_parser("publish", help="publish a process file as the next version")
    draw = verbs.add_parser("draw", help="one process as SVG")
    changed = verbs.add_parser("changed", help="the files that differ from what is published, on standard error")
    for each in (listing, publish, changed):
        add_data(each)
        each.add_argument("--authority", metavar="KEY", help="which authority, where there are several")
    add_data(checking)
    checking.add_argument("--authority", metavar="KEY", help="compare with what this authority has published, too")
    listing.add_argument("--json", action="store_true", help="print one JSON list")
    for each in (show, checking, draw, publish):
        each.add_argument("process", metavar="PROCESS", help="its key in this release, its folder or its process.yaml")
    publish.add_argument("--why", default="", help="what changes and who agreed it")
    draw.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")
    listing.set_defaults(run=_list)
    show.set_defaults(run=_show)
    checking.set_defaults(run=_check)
    publish.set_defaults(run=_publish)
    draw.set_defaults(run=_draw)
    changed.set_defaults(run=_changed)


def _list(args: argparse.Namespace) -> int:
    with database(args.data):
        from permanence.queries.processes import published_versions

        authority_id = the_authority(args.authority)
        versions = published_versions(authority_id=authority_id)
        if args.json:
            print(json.dumps([{**_plain(version)} for version in versions], indent=2))
            return 0
        for version in versions:
            mark = "in force for new work" if version.is_newest else "kept for work begun under it"
            print(f"{version.process_key} {version.number} (v{version.version}) {version.digest[:12]}, {mark}")
    return 0


def _changed(args: argparse.Namespace) -> int:
    """Say which files differ from what is published: reported at start, never loaded."""
    with database(args.data):
        from permanence.queries.authorities import authorities
        from permanence.queries.processes import differences_from_files

        files = list(_readable())
        for authority in authorities():
            for sentence in differences_from_files(files, authority_id=authority.id):
                print(f"{authority.name}: {sentence}", file=sys.stderr)
    return 0


def _readable() -> Iterator[Process]:
    """Yield the processes of this release; a broken file is named and stops nothing, since nothing runs from it."""
    for folder in process_folders():
        try:
            yield _process(str(folder))
        except Unable as broken:
            print(broken, file=sys.stderr)


def _plain(version: object) -> dict[str, str]:
    return {
        name: str(getattr(version, name))
        for name in ("process_key", "number", "version", "digest", "published_at", "why")
    }


def _show(args: argparse.Namespace) -> int:
    print(json.dumps(to_plain(_process(args.process)), indent=2, ensure_ascii=False))
    return 0


def _draw(args: argparse.Namespace) -> int:
    svg = svg_of(_process(args.process))
    if args.out:
        args.out.write_text(svg, encoding="utf-8")
    else:
        print(svg)
    return 0


def _check(args: argparse.Namespace) -> int:
    """Print every fault, one a line; the exit code is 1 where there is any."""
    folder = _folder(args.process)
    found = check(folder, published=_in_force(args, folder) if args.authority else None)
    for fault in found:
        print(fault)
    if not found:
        process = _process(args.process)
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

        return process_in_force(_process(str(folder)).key, authority_id=the_authority(args.authority))


def _publish(args: argparse.Namespace) -> int:
    process = _process(args.process)
    with database(args.data):
        from permanence.operations.definitions import publish_process

        authority_id = the_authority(args.authority)
        try:
            done = publish_process(process=process, why=args.why, actor=operator_of(authority_id), at=datetime.now(UTC))
        except Refused as refusal:
            raise Unable(str(refusal)) from refusal
        print(done.says)
    return 0


def _folder(name: str) -> Path:
    """Return the folder meant by a path to it, by its process.yaml or by the key of a process of this release."""
    typed = Path(name)
    for folder in (typed, typed.parent if typed.name == DEFINITION else typed, PROCESSES / name):
        if (folder / DEFINITION).is_file():
            return folder
    of_release = ", ".join(folder.name for folder in process_folders())
    raise Unable(
        f"{name} is neither a process of this release ({of_release}) nor a folder with a {DEFINITION}. "
        "Type one of those, or the path of the folder."
    )


def _process(name: str) -> Process:
    """Return the process of that key, folder or file. Raises Unable with file, line and reason."""
    folder = _folder(name)
    try:
        return load_process(folder)
    except BrokenDefinition as broken:
        raise Unable(str(broken)) from broken
