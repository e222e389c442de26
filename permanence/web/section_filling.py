"""From a section's page to its fields and error summary."""

from dataclasses import dataclass

from uuid_utils.compat import uuid7

from permanence.queries.section_pages import SectionPage
from permanence.web.field_sections import focus_target, section_fields
from permanence.web.fields import Copied, Field, Filling, Previous


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLink:
    """A line of the error summary: the sentence, and the field it leads to."""

    text: str
    href: str


def fields_of(shown: SectionPage, *, focus: str = "", gone: str = "") -> tuple[Field, ...]:
    """Return the fields of a section's page.

    Args:
        focus: HTML name of the field that gets the focus; of a table, its heading does, which says what is `gone`.
    """
    around = shown.around
    filling = Filling(
        typed=shown.typed,
        errors=shown.errors,
        known=shown.known,
        listed=around.listed,
        inboxes=around.inboxes,
        relations=around.relations,
        found=around.found,
        searched=around.searched,
        files=around.files,
        previous={key: Previous(when=each.when, text=each.text) for key, each in shown.earlier.items()},
        copied={key: Copied(text=each.text, provenance=each.provenance) for key, each in shown.carried.items()},
        notes=shown.prefilled,
        focus=focus,
        gone=gone,
        new_row=new_row_id(),
    )
    return section_fields(shown.section, filling)


def error_links(shown: SectionPage, fields: tuple[Field, ...]) -> tuple[ErrorLink, ...]:
    """Return the error summary, in the order of the questions."""
    return tuple(ErrorLink(text=said, href=f"#{focus_target(name, fields)}") for name, said in shown.errors.items())


def new_row_id() -> str:
    """Return an id for life for a new row of a table. Ids rise: the rows of a draft come back in their order."""
    return uuid7().hex
