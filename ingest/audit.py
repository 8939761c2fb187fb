"""The audit: what became of every number of a document.

A number is captured when a fact has read exactly its characters as a value, structural when it only orders the document or
names a source (section numbers, cross-references, list numbers, contact details), a name when it is a part of one ("Study 1",
"CTCAE version 4.03"), and not captured otherwise. Digits within a word ("CD22", "mg/m2") are letters of it and no numbers.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.document import Document, Part, Section
from ingest.number_names import names_with_numbers
from kg.facts import Fact
from kg.locator import Span

_NUMBER = re.compile(r"(?<![A-Za-z0-9\u00b2\u00b3])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:\.\d+)?")


class Outcome(StrEnum):
    """What became of a number."""

    CAPTURED = "captured"
    STRUCTURAL = "structural"
    NAME = "name"
    NOT_CAPTURED = "not captured"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedNumber:
    """A printed number, where it stands (section as in the facts export; line from 1) and what became of it."""

    printed: str
    span: Span
    section: str | None
    line: int
    outcome: Outcome
    line_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The numbers of a document in reading order."""

    numbers: tuple[AuditedNumber, ...]

    def counts(self) -> dict[str | None, Counter[Outcome]]:
        """How many numbers of each section had each outcome, in reading order of the sections."""
        counted: dict[str | None, Counter[Outcome]] = {}
        for number in self.numbers:
            counted.setdefault(number.section, Counter())[number.outcome] += 1
        return counted

    def not_captured(self) -> tuple[AuditedNumber, ...]:
        return tuple(number for number in self.numbers if number.outcome is Outcome.NOT_CAPTURED)

    def share_captured(self, chapters: Iterable[str]) -> float:
        """The share of the numbers that state something which is captured, in some chapters ("1", "2", "14")."""
        wanted = set(chapters)
        outcomes = Counter(n.outcome for n in self.numbers if (n.section or "").split(".")[0] in wanted)
        stating = outcomes[Outcome.CAPTURED] + outcomes[Outcome.NOT_CAPTURED]
        return outcomes[Outcome.CAPTURED] / stating if stating else 1.0


def audit(document: Document, facts: Iterable[Fact]) -> Audit:
    """Account for every number of a document."""
    captured = _Cover(span for fact in facts for span in fact.values)
    structural = _Cover(part.span for part in document.structure)
    names = _Cover((*names_with_numbers(document.text), *_product_names(document)))
    sections = tuple(_leaves(document))
    line_starts = [0, *(match.end() for match in re.finditer("\n", document.text))]
    lines = document.text.split("\n")

    def audited(span: Span) -> AuditedNumber:
        line = bisect_right(line_starts, span.start)
        outcome = Outcome.NOT_CAPTURED
        if captured.holds(span):
            outcome = Outcome.CAPTURED
        elif structural.holds(span):
            outcome = Outcome.STRUCTURAL
        elif names.holds(span):
            outcome = Outcome.NAME
        return AuditedNumber(
            printed=document.quote(span),
            span=span,
            section=_section_at(sections, span),
            line=line,
            outcome=outcome,
            line_text=lines[line - 1].strip(),
        )

    return Audit(numbers=tuple(audited(Span(*match.span())) for match in _NUMBER.finditer(document.text)))


def _product_names(document: Document) -> Iterator[Span]:
    """Where the text prints the name of its product, which may have a number in it."""
    name = document.quote(document.product.name) if document.product is not None else ""
    if any(character.isdigit() for character in name):
        yield from (Span(*found.span()) for found in re.finditer(re.escape(name), document.text, re.IGNORECASE))


class _Cover:
    """The characters that some spans cover."""

    def __init__(self, spans: Iterable[Span]):
        self._covered = {offset for span in spans for offset in range(span.start, span.end)}

    def holds(self, span: Span) -> bool:
        return all(offset in self._covered for offset in range(span.start, span.end))


def _leaves(document: Document) -> Iterator[tuple[Span, str | None]]:
    for top in document.sections:
        yield from _named(top, None)


def _named(section: Section, above: str | None) -> Iterator[tuple[Span, str | None]]:
    name = (section.number or above) if section.part is Part.FULL else section.part.value
    yield section.span, name
    for child in section.sections:
        yield from _named(child, name)


def _section_at(sections: Iterable[tuple[Span, str | None]], span: Span) -> str | None:
    """The innermost section around a span: sections come in reading order, outer ones first."""
    found = None
    for around, name in sections:
        if around.contains(span):
            found = name
    return found
