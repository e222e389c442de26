"""A paper as a Word file: headings are Word's own heading styles, tables its tables, with repeated header rows."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.document import Document as Open
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from permanence.kernel.paper_characters import is_from_the_right, printable
from permanence.kernel.papers import Block, Facts, Grid, Heading, Paper, Points, Voice, Words

LANGUAGE: Final = "en-GB"
INK, SOFT = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x3F, 0x45, 0x49)
SIZES: Final = {"Title": 20, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11, "Normal": 11}
TEXT_WIDTH: Final = Mm(170)
HEADING, VOICE, POINT = "Heading{}", "IntenseQuote", "ListBullet"  # as Word keeps the names of its own styles


def word_file(paper: Paper, *, at: datetime) -> bytes:
    """Return the paper as a Word file (.docx). Control characters are printed as their numbers.

    Args:
        at: the instant that the file says it was made.
    """
    printed = printable(paper, draws=lambda _: True)
    document = Document()
    _style(document)
    _properties(document, printed, at=at)
    _running(document, printed)
    _paragraph(document, printed.title, style=HEADING.format(1))
    if printed.standing_words:
        document.add_paragraph().add_run(printed.standing_words).bold = True
    about = (*printed.about, ("SHA-256 of this text", paper.content))
    for block in (Facts(name="About this paper", pairs=about), *printed.blocks):
        _add(document, block)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _style(document: Open) -> None:
    for name, size in SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(20)


def _properties(document: Open, paper: Paper, *, at: datetime) -> None:
    about = document.core_properties
    about.title, about.author = f"{paper.title}, {paper.child_name}"[:255], paper.made_by[:255]
    about.language, about.subject = LANGUAGE, paper.version
    about.keywords, about.comments = paper.child_number, ""
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None)


def _running(document: Open, paper: Paper) -> None:
    sheet = document.sections[0]
    head, foot = sheet.header.paragraphs[0], sheet.footer.paragraphs[0]
    for line in (head, foot):
        line.paragraph_format.tab_stops.clear_all()
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(paper.child_name).bold = True
    head.add_run(f", born {paper.child_born}, {paper.child_number}\t{paper.standing_words or paper.form}")
    said = ", ".join(each for each in (paper.version, paper.standing_words) if each)
    foot.add_run(f"{said} Text {paper.content[:12]}\tMade {paper.made_at} by {paper.made_by}. ".lstrip())
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for line in (head, foot):
        for run in line.runs:
            run.font.size = Pt(8.5)


def _field(line: Paragraph, instruction: str) -> None:
    """Add a number that Word itself works out, such as that of the page."""
    for kind, words in (("begin", ""), ("", instruction), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        line.add_run()._r.append(element)  # noqa: SLF001  # python-docx has no fields of its own


def _add(document: Open, block: Block) -> None:
    match block:
        case Heading():
            _paragraph(document, block.text, style=HEADING.format(block.level))
        case Words():
            _words(document, block)
        case Voice():
            _voice(document, block)
        case Points():
            for item in block.items:
                _paragraph(document, item, style=POINT)
        case Facts() | Grid():
            _listed(document, block)


def _voice(document: Open, block: Voice) -> None:
    _paragraph(document, f"“{block.words}”", style=VOICE)
    if block.said:
        _words(document, Words(text=block.said, aside=True))


def _words(document: Open, block: Words) -> None:
    for text in filter(str.strip, block.text.split("\n\n")):
        line = _paragraph(document, text.strip("\n"))
        if block.aside:
            for run in line.runs:
                run.font.size, run.font.color.rgb = Pt(9), SOFT


def _paragraph(document: Open, text: str, *, style: str = "") -> Paragraph:
    line = document.add_paragraph(text)
    if style:
        line._p.style = style  # noqa: SLF001  # by its name each style is looked for among all of them, each time
    if is_from_the_right(text):
        line.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in line.runs:
            run.font.rtl = True
    return line


def _listed(document: Open, block: Facts | Grid) -> None:
    if isinstance(block, Grid):
        _table(document, tuple(cell or "About" for cell in block.head), block.rows, labelled=block.labelled)
        return
    name = document.add_paragraph()
    name.add_run(block.name).bold = True
    name.paragraph_format.keep_with_next = True
    if block.pairs:
        _table(document, ("What", "Says"), block.pairs, labelled=True)


def _table(document: Open, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, labelled: bool) -> None:
    table = document.add_table(rows=len(rows) + 1, cols=len(head), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # it has no name for it
    cells = iter(table._cells)  # noqa: SLF001  # row by row they are looked for anew each time
    for number, row in enumerate((head, *rows)):
        for place, text in enumerate(row):
            run = next(cells).paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(9), number == 0 or (labelled and place == 0)
    document.add_paragraph()
