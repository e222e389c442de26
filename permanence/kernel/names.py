"""The name of a person, as it is typed: any script, any length that fits, kept as it is."""

from collections.abc import Mapping
from typing import Final

from permanence.kernel.reading import NotRead, read_text

LONGEST_NAME = 200
ALSO: Final[Mapping[str, str]] = {"birth": "Name at birth", "former": "Former name", "alias": "Also known as"}
"""What a name is that somebody has or had besides the one the record goes by, by kind, in words."""


def read_name(typed: str) -> str:
    """Return a name without the spaces around it and with one between its parts; "" where nothing was typed.

    Raises:
        NotRead: it is too long, or holds a character that cannot be shown. Nothing of it is cut or changed.

    >>> read_name("  Nguyễn  Thị  O’Brien-Ng ")
    'Nguyễn Thị O’Brien-Ng'
    """
    tidy = " ".join(part for part in typed.split(" ") if part)
    if len(tidy) > LONGEST_NAME:
        over = len(tidy) - LONGEST_NAME
        plural = "character" if over == 1 else "characters"
        raise NotRead(f"The name is {over} {plural} over the {LONGEST_NAME} that fit.")
    return read_text(tidy, fits=LONGEST_NAME, lines=False)
