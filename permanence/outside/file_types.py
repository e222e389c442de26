"""What kind of file some bytes are, told by their structure: a name proves nothing (P05, C13)."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import puremagic

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes that a document may hold once unpacked: more is a bomb, not a report."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A kind of file that may be attached: its media type, the ending its name gets, and its name in a sentence."""

    content_type: str
    ending: str
    words: str


def file_type_of(content: bytes) -> FileType | None:
    """Return the kind of file these bytes are, or None when they are none that may be attached."""
    for content_type in _guesses(content):
        holds = _CHECKS.get(content_type)
        if holds and holds(content):
            return TYPES[content_type]
    return None


def _guesses(content: bytes) -> list[str]:
    # puremagic knows nothing of plain text, and takes any zip for each of the Office kinds: its word is only a guess.
    try:
        found = [str(each.mime_type) for each in puremagic.magic_string(content)]
    except (puremagic.PureError, ValueError):
        found = []
    # What begins as a picture or a document is one, or is damaged: it never passes for text.
    known = [each for each in dict.fromkeys(found) if each in _CHECKS]
    return known or ["text/plain"]


def _is_pdf(content: bytes) -> bool:
    end = content[-2048:]
    return content.startswith(b"%PDF-") and b"startxref" in end and b"%%EOF" in end


def _is_png(content: bytes) -> bool:
    at, chunks = len(PNG_SIGNATURE), list[bytes]()
    while content.startswith(PNG_SIGNATURE) and at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        body = content[at + 4 : at + 8 + length]
        if zlib.crc32(body).to_bytes(4, "big") != content[at + 8 + length : at + 12 + length]:
            return False
        chunks.append(body[:4])
        at += 12 + length
    return chunks[:1] == [b"IHDR"] and b"IDAT" in chunks and chunks[-1] == b"IEND" and at == len(content)


def _is_jpeg(content: bytes) -> bool:
    at = 2
    while content.startswith(b"\xff\xd8") and at + 4 <= len(content) and content[at] == 0xFF:
        if content[at + 1] == 0xDA:  # the picture itself follows, to the end mark
            return content.rstrip(b"\0").endswith(b"\xff\xd9")
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False


def _is_office(content: bytes, *, main: str, kind: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return not _reasons_against_unpacking(packed) and _says_its_kind(packed, main=main, kind=kind)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, zlib.error):
        return False


def _reasons_against_unpacking(packed: zipfile.ZipFile) -> bool:
    infos = packed.infolist()
    names = [info.filename for info in infos]
    return (
        sum(info.file_size for info in infos) > MOST_UNPACKED
        or any(info.flag_bits & 1 for info in infos)
        or any(first == second for first, second in pairwise(sorted(names)))
        or any(name.endswith("vbaProject.bin") for name in names)
        or packed.testzip() is not None
    )


def _says_its_kind(packed: zipfile.ZipFile, *, main: str, kind: str) -> bool:
    types = packed.read("[Content_Types].xml") if "[Content_Types].xml" in packed.namelist() else b""
    return main in packed.namelist() and f"{OFFICE}{kind}.main+xml".encode() in types


def _is_docx(content: bytes) -> bool:
    return _is_office(content, main="word/document.xml", kind="wordprocessingml.document")


def _is_xlsx(content: bytes) -> bool:
    return _is_office(content, main="xl/workbook.xml", kind="spreadsheetml.sheet")


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text)


_CHECKS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType(
    {
        "application/pdf": _is_pdf,
        "image/png": _is_png,
        "image/jpeg": _is_jpeg,
        f"{OFFICE}wordprocessingml.document": _is_docx,
        f"{OFFICE}spreadsheetml.sheet": _is_xlsx,
        "text/plain": _is_text,
    }
)
TYPES: Mapping[str, FileType] = MappingProxyType(
    {
        content_type: FileType(content_type=content_type, ending=ending, words=words)
        for content_type, ending, words in (
            ("application/pdf", "pdf", "PDF"),
            ("image/png", "png", "PNG picture"),
            ("image/jpeg", "jpg", "JPEG picture"),
            (f"{OFFICE}wordprocessingml.document", "docx", "Word document (docx)"),
            (f"{OFFICE}spreadsheetml.sheet", "xlsx", "Excel workbook (xlsx)"),
            ("text/plain", "txt", "plain text"),
        )
    }
)
