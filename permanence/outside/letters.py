"""Templates of forms and letters: a file each under `papers/` of a process, or of an authority's own folder for it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from permanence.kernel.definitions import Process
from permanence.kernel.letters import Letter, LetterBlock, faults_of
from permanence.outside.authority_folders import AUTHORITY, authority_chain
from permanence.outside.need_reading import read_condition
from permanence.outside.yaml_files import read_yaml
from permanence.outside.yaml_nodes import BrokenDefinition, Node

PROCESSES: Final = Path(__file__).resolve().parents[1] / "processes"
FOLDER, REPORTS = "papers", "reports.yaml"
TOP: Final = ("letter", "title", "reader", "step", "finished", "only_if", "source", "blocks")
KINDS: Final = ("heading", "words", "voice", "points", "answer", "table")
BESIDE: Final = ("said", "only_if", "if_answered")


def in_word(process_key: str) -> frozenset[str]:
    """Return the keys of the forms that leave the authority as Word files: reports, never minutes.

    Raises:
        BrokenDefinition: the list cannot be used.
    """
    file = PROCESSES / process_key / FOLDER / REPORTS
    return _in_word(file, _changed(file)) if file.is_file() else frozenset()


@lru_cache(maxsize=32)
def _in_word(file: Path, _changed: int) -> frozenset[str]:
    return frozenset(read_yaml(file).only("in_word", "source").texts("in_word"))


def letter_files(process_key: str, folders: Sequence[Path] = ()) -> dict[str, Path]:
    """Return the file of each letter of a process by its key, in alphabetical order.

    Args:
        folders: of the authority, the lowest first: a letter in `<folder>/<process>/papers` takes the place of one of
            the same name before it.
    """
    found: dict[str, Path] = {}
    for folder in (PROCESSES, *folders):
        for file in sorted((folder / process_key / FOLDER).glob("*.yaml")):
            if file.name != REPORTS:
                found[file.stem] = file
    return dict(sorted(found.items()))


def folders_of(authority: str, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders that an authority's own letters stand in, the lowest first; () where it has none.

    Args:
        authority: its key. folders: those of all the authorities that are served here.

    Raises:
        BrokenDefinition: a folder is missing or broken.
    """
    chains = (_chain(folder, _changed(folder / AUTHORITY)) for folder in folders)
    return next((tuple(folder for _, folder in chain) for chain in chains if chain[-1][0] == authority), ())


@lru_cache(maxsize=32)
def _chain(folder: Path, _changed: int) -> list[tuple[str, Path]]:
    return [(each.key, each.folder) for each in authority_chain(folder)]


def letter_faults(process: Process, folders: Sequence[Path] = ()) -> Iterator[str]:
    """Yield what is wrong with the letters of a process, each in a sentence that names file and line."""
    forms = {step.key: process.form(step.form) for step in process.steps}
    for file in letter_files(process.key, folders).values():
        try:
            letter = read_letter(file)
        except BrokenDefinition as broken:
            yield broken_words(broken)
            continue
        if letter.step in forms:
            yield from faults_of(letter, forms[letter.step])
        else:
            yield f"{letter.file}: there is no workstep “{letter.step}”. The worksteps are: {', '.join(forms)}."


def read_letter(file: Path) -> Letter:
    """Return a template.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    return _read(file, _changed(file))


def _changed(file: Path) -> int:
    """Return when a file was last changed: what was read of it holds until then."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=128)
def _read(file: Path, _changed: int) -> Letter:
    node = read_yaml(file).only(*TOP)
    if node.text("letter") != file.stem:
        raise node["letter"].broken(f'A letter has the name of its file: write letter: "{file.stem}".')
    only_if = node.get("only_if")
    return Letter(
        key=file.stem,
        file=f"{FOLDER}/{file.name}",
        title=node.text("title"),
        reader=node.text("reader"),
        step=node.text("step"),
        finished=node.flag("finished"),
        only_if=read_condition(only_if) if only_if else None,
        blocks=tuple(_blocks(node)),
    )


def _blocks(node: Node) -> Iterator[LetterBlock]:
    for item in node.items("blocks"):
        item.only(*KINDS, *BESIDE)
        kinds = [kind for kind in KINDS if item.has(kind)]
        if len(kinds) != 1:
            raise item.broken(f"Each block is one of these: {', '.join(KINDS)}.")
        (kind,) = kinds
        only_if = item.get("only_if")
        yield LetterBlock(
            kind=kind,
            texts=item.texts(kind) if kind == "points" else (item.text(kind),),
            line=item.line,
            said=item.text("said", ""),
            only_if=read_condition(only_if) if only_if else None,
            if_answered=item.text("if_answered", ""),
        )


def broken_words(broken: BrokenDefinition) -> str:
    """Return what is wrong with a template, without where it stands on this machine."""
    file = broken.file
    named = f"{FOLDER}/{file.name}" if file.parent.name == FOLDER else file.name
    return f"{named}, line {broken.line}: {broken.why}"
