"""Small whole files of each kind that may be attached, made here byte by byte."""

import io
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument."


def png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg() -> bytes:
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return start + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def office(main: str, kind: str, **more: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            _member("[Content_Types].xml"), f'<Types><Override ContentType="{OFFICE}{kind}.main+xml"/></Types>'
        )
        packed.writestr(_member(main), "<document/>")
        for name, text in more.items():
            packed.writestr(_member(name.replace("__", "/")), text)
    return held.getvalue()


def docx(**more: str) -> bytes:
    return office("word/document.xml", "wordprocessingml.document", **more)


def xlsx() -> bytes:
    return office("xl/workbook.xml", "spreadsheetml.sheet")


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name)  # of 1 January 1980, so that the same file is the same bytes


def plain_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    return held.getvalue()


TEXT = "Maya said: „I like it here“.\n".encode()
