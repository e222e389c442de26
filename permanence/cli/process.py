"""permanence process: list, show, publish, draw; the rest stands in `process_checks` and `process_move` (C24)."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from permanence.cli.authority import chain_of, names_of
from permanence.cli.data import add_data, database
from permanence.cli.operator import authority_folder, operator_of, the_authority
from permanence.cli.process_checks import add_check, add_diff, add_simulate
from permanence.cli.process_files import OVERLAY_HELP, PROCESS_HELP, process_of
from permanence.cli.process_move import add_move
from permanence.cli.registry import Subparsers
from permanence.cli.sentences import Unable
from permanence.kernel.actors import COMMAND_LINE
from permanence.kernel.canonical import to_plain
from permanence.kernel.dates import short_date
from permanence.kernel.definitions import Process
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Refused
from permanence.outside.definitions import process_folders
from permanence.outside.drawing import svg_of


def add_parser(subparsers: Subparsers) -> None:
    """Add `process list|show|check|diff|simulate|publish|move|draw`."""
    parser = subparsers.add_parser(
        "process", help="list, show, check, compare, try, publish or draw processes, or move work on"
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="the published versions, and files that differ from them")
    show = verbs.add_parser("show", help="one process, resolved, as JSON")
    publish = verbs.add_parser("publish", help="publish a process file as the next version")
    draw = verbs.add_parser("draw", help="one process as SVG")
    changed = verbs.add_parser("changed", help="the files that differ from what is published, on standard error")
    for each in (listing, publish, changed):
        add_data(each)
        each.add_argument("--authority", metavar="KEY|DIR", help="which authority, by its key or its folder")
    for each in (show, draw):
        each.add_argument("--authority", metavar="DIR", help=OVERLAY_HELP)
    listing.add_argument("--json", action="store_true", help="print one JSON list")
    for each in (show, draw, publish):
        each.add_argument("process", metavar="PROCESS", help=PROCESS_HELP)
    publish.add_argument("--why", default="", help="what changes and who agreed it; it stays with the version")
    publish.add_argument(
        "--wording", nargs="+", default=[], metavar="KEY", help="words that change and mean what they meant"
    )
    draw.add_argument("--out", type=Path, metavar="FILE", help="write it there instead of printing it")
    listing.set_defaults(run=_list)
    show.set_defaults(run=_show)
    add_check(verbs)
    add_diff(verbs)
    add_simulate(verbs)
    add_move(verbs)
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
            by = version.published_by or COMMAND_LINE
            print(f"   {short_date(london_date(version.published_at))}, {by}: {version.why}")
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
            yield process_of(str(folder))
        except Unable as broken:
            print(broken, file=sys.stderr)


def _plain(version: object) -> dict[str, str]:
    return {
        name: str(getattr(version, name))
        for name in ("process_key", "number", "version", "digest", "published_at", "why")
    }


def _show(args: argparse.Namespace) -> int:
    process = process_of(args.process, authority=authority_folder(args.authority))
    print(json.dumps(to_plain(process), indent=2, ensure_ascii=False))
    return 0


def _draw(args: argparse.Namespace) -> int:
    svg = svg_of(process_of(args.process, authority=authority_folder(args.authority)))
    if args.out:
        args.out.write_text(svg, encoding="utf-8")
    else:
        print(svg)
    return 0


def _publish(args: argparse.Namespace) -> int:
    authority = authority_folder(args.authority)
    process = process_of(args.process, authority=authority)
    with database(args.data):
        from permanence.operations.definitions import publish_process

        authority_id = the_authority(args.authority)
        try:
            done = publish_process(
                process=process,
                why=args.why,
                wording=args.wording,
                actor=operator_of(authority_id),
                at=datetime.now(UTC),
            )
        except Refused as refusal:
            raise Unable(str(refusal)) from refusal
        print(done.says)
        if authority:
            print(_named(authority, process, authority_id=authority_id))
    return 0


def _named(folder: Path, process: Process, *, authority_id: UUID) -> str:
    """Call teams and inboxes what the folder that was published from calls them."""
    from permanence.operations.authorities import take_names

    names = names_of(chain_of(folder), [process])
    return take_names(**names, actor=operator_of(authority_id), at=datetime.now(UTC)).says
