"""What of a label could not be read: sections without a heading or text, tables without a grid."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import NotUnderstood, Part, Section, Table
from ingest.sources.text.numbered import place
from kg.locator import Span

_TABLE_CAPTION = re.compile(r"Table\s+\d+[A-Za-z]?\s*[.:]", re.IGNORECASE)
_REQUIRED = (1, 2, 3, 4, 5, 6, 8, 11, 12, 16, 17)


def gaps(sections: Sequence[Section]) -> Iterator[NotUnderstood]:
    """The stretches of a label that should state something and could not be read."""
    yield from _missing([section for section in sections if section.part is Part.FULL])
    for section in sections:
        yield from _below(section, None)


def _missing(sections: Sequence[Section]) -> Iterator[NotUnderstood]:
    """The sections that no label leaves out (21 CFR 201.57(c)) and whose heading was not found.

    Each is placed at the heading before which it should stand; one that should stand last, at the last heading.
    """
    found = {place(section.number)[0]: section for section in sections if section.number}
    for number in (required for required in _REQUIRED if found and required not in found):
        beside = found[next((later for later in sorted(found) if later > number), max(found))]
        reason = f"no heading of section {number} was found; its text may stand in the section before"
        yield NotUnderstood(span=_heading(beside), section=str(number), reason=reason)


def _heading(section: Section) -> Span:
    return Span(section.span.start, section.title.span().end) if section.title else section.span


def _below(section: Section, number: str | None) -> Iterator[NotUnderstood]:
    number = section.number or number
    if section.part is Part.FULL and section.number and not section.blocks and not section.sections:
        yield NotUnderstood(span=section.span, section=number, reason="a section without text")
    for block in section.blocks:
        if isinstance(block, Table):
            if not block.understood:
                yield NotUnderstood(span=block.span, section=number, reason="a table whose grid could not be told")
            for span in block.left_out:
                yield NotUnderstood(span=span, section=number, reason="words of a table whose row could not be told")
        elif _TABLE_CAPTION.match(block.text.text):
            yield NotUnderstood(span=block.text.span(), section=number, reason="a table's caption without a table")
    for below in section.sections:
        yield from _below(below, number)
