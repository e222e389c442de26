"""Names in every script print; what no face draws stands as its number; nothing typed breaks a paper (P30)."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from permanence.kernel.paper_characters import is_from_the_right, printable
from permanence.kernel.papers import Facts, Grid, Heading, Paper, Points, Voice, Words
from permanence.outside import paper_fonts, typesetting
from permanence.outside.paper_fonts import is_drawn
from permanence.outside.typesetting import typeset
from permanence.outside.unable import Unable
from permanence.outside.word_files import word_file
from tests.forms.hostile import NAMES, WHOLE, hostile_texts
from tests.papers.reading import read_pdf, read_word, squeezed, word_text

AT = datetime(2026, 12, 2, 10, 20, tzinfo=UTC)
# The languages of children in care in England, besides those of P30: as each calls itself.
SCRIPTS = (
    *("ትግርኛ", "አማርኛ", "اردو", "پښتو", "کوردی", "বাংলা", "தமிழ்", "ਪੰਜਾਬੀ", "ગુજરાતી", "हिन्दी", "తెలుగు", "සිංහල"),
    *("ไทย", "ភាសាខ្មែរ", "한국어", "简体中文", "繁體中文", "日本語", "Հայերեն", "ქართული", "Ελληνικά", "Українська"),
    *("Tiếng Việt", "Română", "Polski", "Shqip", "Türkçe", "Soomaali", "עברית"),
)


def paper(*texts: str, name: str = "Maya Thornbury") -> Paper:
    """Return a paper that says these texts in every place where a text may stand."""
    return Paper(
        title="Report",
        form="Report",
        child_name=name,
        child_number="3900001",
        child_born="4 May 2018",
        standing="draft",
        version="Version 1",
        about=(("Workstep", "Report"),),
        blocks=(
            Heading(text="Texts"),
            Points(items=texts),
            *(Words(text=each) for each in texts),
            Grid(name="All", head=("A", "B"), rows=tuple((each, each) for each in texts)),
            Facts(name="All", pairs=tuple(("Name", each) for each in texts)),
            *(Voice(words=each, said=each) for each in texts),
            *(Heading(text=each, level=3) for each in texts),
        ),
        made_by=name,
        made_at="2 December 2026 10:20",
    )


def test_every_script_of_the_names_is_drawn_and_none_is_replaced() -> None:
    texts = (*NAMES, *SCRIPTS)
    assert not [each for each in texts if not all(is_drawn(ord(letter)) for letter in each if letter != " ")]
    made = paper(*texts)
    assert printable(made, draws=is_drawn) == made
    found = read_pdf(typeset(made, at=AT))
    from_the_left = [each for each in texts if not is_from_the_right(each)]
    plain = [each for each in from_the_left if each.isascii()]
    assert not [each for each in plain if squeezed(each) not in found.words]
    for letters in ("王小明", "さくら", "Анна", "ትግርኛ", "한국어", "Ελληνικά"):
        assert letters in found.words


@pytest.mark.parametrize("name", [*NAMES[:12], "A" * 80])
def test_a_child_of_any_name_has_her_name_on_every_page(name: str) -> None:
    long = (Heading(text="Texts"), Words(text="Words. " * 900))
    found = read_pdf(typeset(replace(paper(name=name), blocks=long), at=AT))
    assert found.pages > 1
    assert found.title == f"Report, {name}"
    assert found.author == name
    if name.isascii():
        assert found.words.count(squeezed(f"{name}, born 4 May 2018")) == found.pages


def test_hostile_texts_neither_break_a_paper_nor_are_lost() -> None:
    texts = hostile_texts(len(WHOLE) + 10, Random(30))  # noqa: S311  # the same texts each time
    made = paper(*texts)
    assert read_pdf(typeset(made, at=AT)).tags.count("H3") == len(texts)
    document = read_word(word_file(made, at=AT))
    whole = squeezed(word_text(document))
    marked = printable(paper(*texts), draws=lambda _: True)
    points = next(each for each in marked.blocks if isinstance(each, Points))
    assert not [each for each in points.items if squeezed(each) not in whole]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x00a\x07", "[U+0000]a[U+0007]"),
        ("\u202eevil", "[U+202E]evil"),
        ("\ufffe", "[U+FFFE]"),
        ("\ud800", "[U+D800]"),
        ("𓀀 stands here", "[U+13000] stands here"),
    ],
)
def test_a_character_that_cannot_be_printed_stands_as_its_number_and_the_paper_says_so(text: str, printed: str) -> None:
    found = read_pdf(typeset(paper(text), at=AT))
    assert squeezed(printed) in found.words
    assert squeezed("Not every character that was written can be printed here.") in found.words
    assert squeezed("The record keeps what was written.") in found.words


def test_ampersands_and_angles_are_safe_in_a_word_file() -> None:
    texts = ("Tom & Jerry <b>bold</b>", "]]>", "&amp;", "<w:p/>", "a\tb", "one\n\ntwo")
    whole = word_text(read_word(word_file(paper(*texts), at=AT)))
    for each in texts[:4]:
        assert each in whole


def test_where_the_faces_are_not_installed_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for cached in (paper_fonts.faces, paper_fonts.families, paper_fonts._ranges):
        cached.cache_clear()
    monkeypatch.setattr(paper_fonts, "FOLDER", tmp_path)
    with pytest.raises(Unable, match="Run make setup"):
        typeset(paper("Words"), at=AT)


def test_what_the_typesetter_refuses_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that is promised to be drawn, and is not."""
    monkeypatch.setattr(typesetting, "is_drawn", lambda _: True)
    with pytest.raises(Unable, match=r"^This paper could not be made as a PDF: .*could not be displayed.*\.$"):
        typeset(paper("𓀀"), at=AT)
