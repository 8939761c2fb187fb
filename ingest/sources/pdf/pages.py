"""The printed pages of a PDF: words with their styles, and drawn lines."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from ingest.document import Box
from ingest.sources.layout.page import Page, Word
from ingest.sources.pdf.bullets import bullets_of
from ingest.sources.pdf.drawings import MOST_DRAWN, drawings_of, has_image
from ingest.sources.pdf.frame import Frame
from ingest.sources.pdf.glyphs import GlyphReader
from ingest.sources.pdf.opening import MOST_CHARACTERS, all_pages, broken_page, opened
from ingest.sources.pdf.shifted import with_kinds
from ingest.sources.pdf.words import DESCENT, words_of
from kg.errors import SourceError

_LEAST_CHARACTERS = 200
"""The shortest label has more; a scanned one may have a stamp of some characters."""

_UNDERLINE = 0.25
_THIN = 2.0


def pages_of(name: str, data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF. Raises SourceError if it cannot be opened, or has no text but only images of it."""
    with opened(name, data) as pdf:
        pages = tuple(_page(name, pdf, index) for index in range(len(pdf)))
    characters = sum(len(word.text) for page in pages for word in page.words)
    if characters < _LEAST_CHARACTERS:
        raise SourceError(
            f"the PDF has no text layer: {len(pages)} pages hold {characters} characters",
            where=all_pages(name, len(pages)),
            expected="text that can be selected and copied, not scanned images",
            remedy="get the label from its maker or DailyMed, or run text recognition over it",
        )
    return pages


def _page(name: str, pdf: pypdfium2.PdfDocument, index: int) -> Page:
    where = f"{name}, page {index + 1}"
    try:
        page = pdf[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise broken_page(name, index) from error
    count = raw.FPDFText_CountChars(text.raw)
    if count > MOST_CHARACTERS:
        expected = f"at most {MOST_CHARACTERS:,} on a page"
        raise SourceError(f"the page has {count:,} characters", where=where, expected=expected)
    frame = Frame.of(page)
    drawings = drawings_of(page, frame)
    if drawings is None:
        expected = f"at most {MOST_DRAWN:,}, as labels have"
        raise SourceError(f"more than {MOST_DRAWN:,} things are drawn on the page", where=where, expected=expected)
    words = words_of(GlyphReader(frame=frame, text=text).glyphs(), drawings.rules)
    shown = with_kinds([word for word in words if _is_on(word.box, frame)])
    found = Page(
        number=index + 1,
        width=frame.width,
        height=frame.height,
        words=(*_underlined(shown, drawings.rules), *bullets_of(drawings.dots, shown)),
        rules=drawings.rules,
        is_picture=not shown and has_image(page),
    )
    text.close()
    page.close()
    return found


def _is_on(box: Box, frame: Frame) -> bool:
    """Whether the middle of a box is on the page."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _underlined(words: Sequence[Word], rules: Sequence[Box]) -> Iterator[Word]:
    """The words, those with a line right below their baseline underlined."""
    lines = sorted((rule for rule in rules if rule.bottom - rule.top <= _THIN), key=lambda rule: rule.top)
    lines = [rule for rule in lines if rule.right - rule.left > rule.bottom - rule.top]
    tops = [rule.top for rule in lines]
    for word in words:
        baseline = word.box.bottom - DESCENT * word.size
        first = bisect_left(tops, baseline - 0.05 * word.size)
        after = bisect_left(tops, baseline + _UNDERLINE * word.size)
        middle = (word.box.left + word.box.right) / 2
        if any(rule.left <= middle <= rule.right for rule in lines[first:after]):
            yield replace(word, styles=word.styles | {"underline"})
        else:
            yield word
