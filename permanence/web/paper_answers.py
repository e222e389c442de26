"""From a paper to an answer: made whole first, then put on record, then sent; where either fails nothing is sent."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from permanence.kernel.reasons import Hidden, Refused
from permanence.outside.typesetting import typeset
from permanence.outside.unable import Unable
from permanence.outside.word_files import word_file
from permanence.queries.papers.making import Made
from permanence.web.clock import practice_now
from permanence.web.errors import error_page
from permanence.web.opening import on_record
from permanence.web.pages import page

NOT_MADE = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: how it is made, what browsers call it, and what the audit calls its making."""

    make: Callable[..., bytes]
    content_type: str
    act: str


KINDS: Mapping[str, Kind] = {
    "pdf": Kind(make=typeset, content_type="application/pdf", act="make_pdf"),
    "docx": Kind(
        make=word_file,
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        act="make_word",
    ),
}


def answer_page(request: HttpRequest, made: Made) -> HttpResponse:
    """Answer with a paper as a page that prints well."""
    _record(request, made, act="show_paper", said=_said(made))
    return page(request, "papers/paper.html", made, child=made.bar, here=request.path)


def answer_file(request: HttpRequest, made: Made, *, kind: str) -> HttpResponse:
    """Answer with a paper as a file.

    Raises:
        Hidden: papers are not had as this kind of file, or this one is not.
    """
    if kind not in KINDS or (kind == "docx" and not made.in_word):
        raise Hidden
    try:
        content = KINDS[kind].make(made.paper, at=practice_now(request))
    except Unable as unable:
        return error_page(request, status=NOT_MADE, says=(str(unable),))
    said = {**_said(made), "file_sha256": hashlib.sha256(content).hexdigest()}
    _record(request, made, act=KINDS[kind].act, said=said)
    response = HttpResponse(content, content_type=KINDS[kind].content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}.{kind}"'
    return response


def made_or_refused(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with a letter, or say in whole sentences why it cannot be made; nothing of it is sent then."""
    try:
        return answer()
    except Refused as refused:
        if isinstance(refused, Hidden) or refused.status != CONFLICT:
            raise
        return error_page(request, status=NOT_MADE, says=tuple(reason.sentence for reason in refused.reasons))


def _said(made: Made) -> dict[str, str]:
    paper = made.paper
    return {"paper": made.key, "version": str(made.version), "standing": paper.standing, "text_sha256": paper.content}


def _record(request: HttpRequest, made: Made, *, act: str, said: Mapping[str, str]) -> None:
    on_record(
        request,
        act,
        child_id=made.bar.id,
        object_type=made.object_type,
        object_id=made.object_id,
        said=said,
        why=made.why,
    )
