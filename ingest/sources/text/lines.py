"""Lines of a text source: its bytes decoded, its lines with their spans, and the lines that only mark pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.bounds import check_bounds
from kg.errors import NoLabelError, SourceError
from kg.locator import Span

_LINE_END = re.compile(r"\r\n|[\n\r\f]")
PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?(?P<number>\d{1,3})(?:\s+of\s+\d{1,3})?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BROKEN_WORD = "\ufffe"
"""What pypdfium2 gives for the hyphen of a word that goes on in the next line, which it joins."""
_EDGE_LINES = 3
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the white space at its end: `text` is exactly the characters of `span`.

    White space at its start is kept, since it can tell columns. `page` counts the form feeds before the line, `number`
    the lines up to it.
    """

    text: str
    span: Span
    page: int = 0
    number: int = 1

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def words(self) -> str:
        """The line without the white space at its start."""
        return self.text.lstrip()


def decode(name: str, data: bytes) -> str:
    """The text of a source's bytes: UTF-8, or UTF-16 if it starts with a byte order mark; hyphens are written as such.

    Raises SourceError for an empty source, a binary one, one in another encoding and one longer than any label.
    """
    encoding = next((encoding for mark, encoding in _ENCODINGS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in data:
        where = f"byte {data.index(0)} is NUL"
        raise NoLabelError(f"a binary file: {where}", where=name, expected="the text of a label in UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"not {encoding.upper()} text: byte {error.start} is {error.object[error.start]:#04x}",
            where=name,
            expected="the text of a label in UTF-8",
            remedy="save it as UTF-8",
        ) from error
    if not text.strip():
        raise SourceError("the file is empty", where=name, expected="the text of a label")
    check_bounds(name, text)
    return text.replace(_BROKEN_WORD, "-")


def lines_of(text: str) -> tuple[Line, ...]:
    r"""The lines of a text, blank ones included. A form feed ends a line and starts a page.

    >>> [line.text for line in lines_of("1 INDICATIONS  \n\n  for adults\f2 DOSAGE")]
    ['1 INDICATIONS', '', '  for adults', '2 DOSAGE']
    """
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    start, page, number = 0, 0, 1
    for match in _LINE_END.finditer(text):
        yield _line(text, start, match.start(), page, number)
        start, number = match.end(), number + 1
        page += match.group() == "\f"
    yield _line(text, start, len(text), page, number)


def _line(text: str, start: int, end: int, page: int, number: int) -> Line:
    words = text[start:end].rstrip()
    return Line(words, Span(start, start + len(words)), page, number)


def page_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines that only mark pages: running heads and feet, and the page numbers among them.

    They are the first and last lines of pages that recur, apart from their numbers, on most of at least three pages.
    Pages are told by form feeds; a source without any has none.
    """
    edges = {index: _shape(lines[index], edge) for index, edge in _page_edges(lines)}
    pages = len({lines[index].page for index in edges})
    if pages < _LEAST_PAGES:
        return frozenset()
    recurring = Counter(shape for _, shape in {(lines[index].page, shape) for index, shape in edges.items()})
    return frozenset(index for index, shape in edges.items() if recurring[shape] * 2 > pages)


def _page_edges(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Indices of the lines that stand first ("head") and last ("foot") on their pages."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if not line.blank:
            pages.setdefault(line.page, []).append(index)
    for indices in pages.values():
        yield from ((index, "head") for index in indices[:_EDGE_LINES])
        yield from ((index, "foot") for index in indices[_EDGE_LINES:][-_EDGE_LINES:])


def _shape(line: Line, edge: str) -> str:
    """What recurs of a line: of a page number, its distance from the page, so that no other lone number is one."""
    number = PAGE_NUMBER.fullmatch(line.text)
    if number:
        return f"{edge} page number {int(number['number']) - line.page}"
    return _DIGITS.sub("#", " ".join(line.text.split()))
