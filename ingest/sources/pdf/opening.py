"""A PDF opened, or refused with the reason."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from ingest.sources.pdf.streams import check_streams
from kg.errors import SourceError

MOST_PAGES = 500
"""More than any label has."""

MOST_POINTS = 5_000
"""The widest and highest page that is read, in points: more than A0."""

MOST_CHARACTERS = 100_000
"""How many characters a page may have."""

_EXPECTED = "the PDF of a label, with its text as text"
_REASONS = {
    raw.FPDF_ERR_PASSWORD: ("the PDF is encrypted and needs a password", "save it without a password"),
    raw.FPDF_ERR_SECURITY: ("the PDF is encrypted in a way that is not known", "save it without encryption"),
}
_WHOLE = "get the whole file"
_END, _WITHIN = b"%%EOF", 1024
"""What a PDF ends with, and how many bytes may stand behind its beginning."""


@contextmanager
def opened(name: str, data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF that some bytes hold, closed afterwards.

    Raises SourceError if it is encrypted, broken or cut off, has no page or more than `MOST_PAGES`, or a page or streams
    of a size that no label has.
    """
    check_streams(name, data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        what, remedy = _REASONS.get(error.err_code, (_broken(data), _WHOLE))
        raise SourceError(what, where=name, expected=_EXPECTED, remedy=remedy) from error
    try:
        _check(name, pdf)
        yield pdf
    finally:
        pdf.close()


def _broken(data: bytes) -> str:
    """What is wrong with a PDF that cannot be opened."""
    if _END in data[-_WITHIN:]:
        return "the PDF is broken: its list of objects or of pages cannot be read"
    return f"the PDF is broken or cut off: it ends at byte {len(data):,} without {_END.decode()}"


def all_pages(name: str, pages: int) -> str:
    """The place of an error that all pages of a file make.

    >>> all_pages("label.pdf", 1), all_pages("label.pdf", 31)
    ('label.pdf, page 1', 'label.pdf, pages 1 to 31')
    """
    return f"{name}, page 1" if pages == 1 else f"{name}, pages 1 to {pages}"


def _check(name: str, pdf: pypdfium2.PdfDocument) -> None:
    pages = len(pdf)
    if not 0 < pages <= MOST_PAGES:
        raise SourceError(f"the PDF has {pages:,} pages", where=name, expected=f"1 to {MOST_PAGES}, as labels have")
    for index in range(pages):
        width, height = _size(name, pdf, index)
        if not (0 < width <= MOST_POINTS and 0 < height <= MOST_POINTS):
            raise SourceError(
                f"the page is {width:,.0f} × {height:,.0f} points large",
                where=f"{name}, page {index + 1}",
                expected=f"at most {MOST_POINTS:,} points wide and high",
            )


def _size(name: str, pdf: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    try:
        size: tuple[float, float] = pdf.get_page_size(index)
    except pypdfium2.PdfiumError as error:
        raise broken_page(name, index) from error
    return size


def broken_page(name: str, index: int) -> SourceError:
    """The error of a page that cannot be read, though its PDF can."""
    return SourceError(
        "the page is broken or cut off", where=f"{name}, page {index + 1}", expected=_EXPECTED, remedy=_WHOLE
    )
