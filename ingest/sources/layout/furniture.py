"""Running heads, running feet and page numbers, which are left out of what a page says."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.sources.layout.page import Page
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.word_lines import word_lines
from ingest.sources.text.lines import Line, page_furniture
from kg.locator import Span


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without the lines at their edges that recur, apart from their numbers, on most pages."""
    rows = [(page.number, row) for page in pages for row in word_lines(page.words)]
    marks = page_furniture([Line(text_of(row), Span(0, 0), number) for number, row in rows])
    held = {id(word) for index in marks for word in rows[index][1]}
    return tuple(replace(page, words=tuple(word for word in page.words if id(word) not in held)) for page in pages)
