"""The paper that a report of the demo rests on: one small file, attached to its row as anybody would attach it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.operations.forms import attach_file

PLACEHOLDER = UUID("00000000-0000-7000-8000-00000000f11e")
NAME = "Minutes of the Child in Care Review.pdf"
FONTS = b"<< /Font << /F1 5 0 R >> >>"
LINES = ("Minutes of a Child in Care Review.", "Invented for a demonstration: nobody in it is real.")


def attach_papers(
    answers: Mapping[str, Any], *, step_id: UUID, section: str, actor: Actor, at: datetime
) -> dict[str, Any]:
    """Return the answers with a kept file in place of each placeholder in a table of papers."""
    return {
        key: [_with_file(key, row, step_id=step_id, section=section, actor=actor, at=at) for row in answer]
        if isinstance(answer, list) and any(isinstance(row, dict) for row in answer)
        else answer
        for key, answer in answers.items()
    }


def _with_file(
    key: str, row: dict[str, Any], *, step_id: UUID, section: str, actor: Actor, at: datetime
) -> dict[str, Any]:
    columns = [column for column, cell in row.items() if cell == str(PLACEHOLDER)]
    for column in columns:
        field = f"{key}.{row['id']}.{column}"
        kept = attach_file(step_id=step_id, section=section, field=field, name=NAME, content=PDF, actor=actor, at=at)
        row = {**row, column: str(kept.file_id)}
    return row


def _pdf(lines: tuple[str, ...]) -> bytes:
    """Return a page of text as a PDF, the same bytes each time."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    text = f"BT /F1 12 Tf 60 760 Td {shown} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " + FONTS + b" >>",
        b"<< /Length " + str(len(text)).encode() + b" >>\nstream\n" + text + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    xref = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    tail = f"{xref}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


PDF = _pdf(LINES)
