"""Pages of a label that are pictures without text, as scans are: none of their words can be read."""

from collections.abc import Iterator, Sequence

from ingest.document import NotUnderstood, Part, Place, Section
from ingest.sources.layout.page import Page
from kg.locator import Span

_LAST = "17"
_REASON = "page {} is a picture without text and was not read"


def scanned_pages(
    pages: Sequence[Page], places: Sequence[Place], sections: Sequence[Section]
) -> Iterator[NotUnderstood]:
    """The pages that are pictures, each told where the words next to it stand.

    Left out are those behind all text of a label that has its section 17: they show packages.
    """
    numbers = [page.number for page in pages if page.words]
    is_whole = any(section.number == _LAST for section in sections)
    for page in pages:
        if page.is_picture and not (is_whole and page.number > max(numbers, default=0)):
            span = _beside(page.number, places)
            yield NotUnderstood(
                span=span, section=_section_at(span.start, sections), reason=_REASON.format(page.number)
            )


def _beside(number: int, places: Sequence[Place]) -> Span:
    """From the last words printed before a page to the first ones behind it."""
    before = max((place.span for place in places if place.page < number), key=lambda span: span.end, default=None)
    start = before.start if before else 0
    after = (place.span.end for place in places if place.page > number and place.span.start > start)
    return Span(start, min(after, default=before.end if before else 0))


def _section_at(offset: int, sections: Sequence[Section]) -> str | None:
    """The number of the innermost section of the full prescribing information around an offset."""
    found = (section for top in sections if top.part is Part.FULL for section in top.walk())
    numbers = [
        section.number for section in found if section.number and section.span.start <= offset < section.span.end
    ]
    return numbers[-1] if numbers else None
