"""A process as an authority works by it, read from the process's folder and the authority's, fault by fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from permanence.kernel.checking import Fault, Place
from permanence.kernel.definitions import Process
from permanence.kernel.overlaying import overlaid, overlay_faults
from permanence.outside.authority_folders import AuthorityFolder, authority_chain
from permanence.outside.definition_names import condition_faults, name_faults
from permanence.outside.definitions import PROCESSES, load_common, read_process
from permanence.outside.overlay_reading import read_overlay
from permanence.outside.overlay_statements import Statements
from permanence.outside.yaml_files import read_yaml
from permanence.outside.yaml_nodes import BrokenDefinition, Node, Reading


@dataclass(frozen=True, slots=True)
class Laid:
    """A process with overlays laid over it.

    Attributes:
        process: as far as it could be read; complete where there are no faults.
        faults: of the overlays alone; what is wrong with the whole is said by `kernel.checking`.
    """

    process: Process
    reading: Reading
    faults: tuple[BrokenDefinition, ...] = ()


def read_under(folder: Path, authority: Path, root: Path = PROCESSES) -> Laid:
    """Return the process of a folder as the authority of another folder works by it.

    Raises:
        BrokenDefinition: the process's own files, or what stands in the authority's, cannot be read on.
    """
    process, reading = read_process(folder, root)
    common = load_common(root)
    for layer in authority_chain(authority):
        faults = tuple(_of_names(layer, process, root))
        statements = Statements(Reading())
        overlay, common = read_overlay(layer, process, common, statements)
        places = statements.reading.places
        faults += tuple(_placed(fault, places, layer) for fault in overlay_faults(process, overlay))
        reading = Reading(places={**reading.places, **places})
        if faults:
            return Laid(process, reading, faults)
        process = overlaid(process, overlay)
        if named := tuple(_unknown(process, statements)):
            return Laid(process, reading, named)
    return Laid(process, reading)


def load_under(folder: Path, authority: Path, root: Path = PROCESSES) -> Process:
    """Return the process as the authority works by it. Raises BrokenDefinition for the first fault of an overlay."""
    laid = read_under(folder, authority, root)
    for fault in laid.faults:
        raise fault
    return laid.process


def _placed(fault: Fault, places: Mapping[Place, tuple[Path, int]], layer: AuthorityFolder) -> BrokenDefinition:
    """Return a fault of a statement at the field, or else at the whole statement."""
    at = next((part for part in (fault.at, fault.at[:2]) if part in places), None)
    file, line = places[at] if at else (layer.node.file, 1)
    return BrokenDefinition(file, line, fault.says)


def _unknown(process: Process, statements: Statements) -> Iterator[BrokenDefinition]:
    """Yield names that the overlay uses and nothing defines, the base and itself taken together."""
    yield from name_faults(process, statements.reading.references)
    for form, references in statements.of_forms.items():
        yield from condition_faults(process.form(form), references)


def _of_names(layer: AuthorityFolder, process: Process, root: Path) -> Iterator[BrokenDefinition]:
    """Yield roles and inboxes that the authority names and no process has."""
    roles = {role.key for role in process.roles} | _everywhere("roles", root)
    for key, node in layer.node.mapped("roles"):
        if key not in roles:
            yield node.broken(f'There is no role "{key}". There are: {", ".join(sorted(roles))}.')
    inboxes = {inbox.key for inbox in process.inboxes} | _everywhere("inboxes", root) | _own_inboxes(layer, root)
    for key, node in layer.node.mapped("inboxes"):
        if key not in inboxes:
            yield node.broken(f'There is no inbox "{key}". There are: {", ".join(sorted(inboxes))}.')


def _everywhere(field: str, root: Path) -> set[str]:
    found: set[str] = set()
    for file in sorted(root.glob("*/process.yaml")):
        found |= {item.text("key") for item in read_yaml(file).items(field)}
    return found


def _own_inboxes(layer: AuthorityFolder, root: Path) -> set[str]:
    """Return the inboxes that the authority itself adds to a process."""
    added: list[Node] = []
    for file in sorted(root.glob("*/process.yaml")):
        own = layer.folder / f"{file.parent.name}.yaml"
        added += read_yaml(own).items("add_inboxes") if own.is_file() else []
    return {item.text("key") for item in added}
