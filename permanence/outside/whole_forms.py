"""Reading a whole form of a folder, its conditions checked against its own questions."""

from pathlib import Path

from permanence.kernel.form_definitions import Form
from permanence.outside.definition_names import check_form
from permanence.outside.form_reading import Common, read_form
from permanence.outside.yaml_files import file_within, read_yaml
from permanence.outside.yaml_nodes import Node, Reading


def read_whole_form(folder: Path, item: Node, common: Common, reading: Reading) -> Form:
    """Return the form that an item names, of the folder's forms/.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    its_own = Reading(places=reading.places)
    named = Node(f"forms/{item.as_text()}.yaml", item.file, item.line)
    form = read_form(read_yaml(file_within(folder, named), its_own), common)
    check_form(form, its_own.references)
    reading.references.extend(each for each in its_own.references if each.kind not in ("condition", "section"))
    return form
