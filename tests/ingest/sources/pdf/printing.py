"""Prints small PDFs for tests: text at places, in Helvetica, and lines."""

from collections.abc import Sequence
from dataclasses import dataclass

REGULAR, BOLD, ITALIC = "F1", "F2", "F3"
_FONTS = {REGULAR: "Helvetica", BOLD: "Helvetica-Bold", ITALIC: "Helvetica-Oblique"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words at a place: points from the page's left and top."""

    left: float
    top: float
    words: str
    font: str = REGULAR
    size: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line drawn from one place to another."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """An image of one grey dot over the whole page."""


Drawn = Text | Line | Scan


def paragraphs(lines: Sequence[str], *, top: float = 72, left: float = 72, pitch: float = 12) -> list[Drawn]:
    """Lines one below another; one that begins with "# " is in bold, one that is empty is blank."""
    drawn = list[Drawn]()
    for index, line in enumerate(lines):
        font, words = (BOLD, line[2:]) if line.startswith("# ") else (REGULAR, line)
        if words:
            drawn.append(Text(left=left, top=top + index * pitch, words=words, font=font))
    return drawn


def pdf(*pages: Sequence[Drawn], width: float = 612, height: float = 792, extra: bytes = b"") -> bytes:
    """A PDF of some pages; `extra` goes into each page's dictionary."""
    count = len(pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count)), count),
        b"<<%s>>" % b"".join(_font(name, base) for name, base in _FONTS.items()),
    ]
    for number, page in enumerate(pages):
        stream = "\n".join(_operators(drawn, height) for drawn in page).encode("cp1252")
        box = b"/MediaBox[0 0 %g %g]" % (width, height)
        content = b"/Contents %d 0 R/Resources<</Font 3 0 R>>" % (5 + 2 * number)
        objects.append(b"<</Type/Page/Parent 2 0 R%s%s%s>>" % (box, content, extra))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    body, offsets = b"%PDF-1.4\n", list[int]()
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + trailer


def _font(name: str, base: str) -> bytes:
    entry = f"/{name}<</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding/WinAnsiEncoding>>"
    return entry.encode()


def _operators(drawn: Drawn, height: float) -> str:
    if isinstance(drawn, Scan):
        return f"q 612 0 0 {height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    if isinstance(drawn, Line):
        return f"1 w {drawn.left} {height - drawn.top} m {drawn.right} {height - drawn.bottom} l S"
    words = drawn.words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{drawn.font} {drawn.size} Tf {drawn.left} {height - drawn.top} Td ({words}) Tj ET"
