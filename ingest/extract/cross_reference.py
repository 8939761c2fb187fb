"""References to other sections of the label, and whether the section that they name exists."""

import re
from collections.abc import Iterator

from ingest.document import StructureKind
from ingest.passages import evidence
from ingest.reading import Reading
from kg.facts import CrossReference

_BRACKETED = re.compile(r"\(\s*(?P<numbers>\d[\d.,;\sand]*)\)")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")


def extract(reading: Reading) -> Iterator[CrossReference]:
    """One reference per section number that a "[see ... (5.1, 5.3)]" names."""
    numbers = {section.number for section in reading.document.walk() if section.number}
    places = {passage.text.span(): passage.section for passage in (*reading.passages, *reading.cells)}
    for structure in reading.document.structure:
        if structure.kind is not StructureKind.CROSS_REFERENCE:
            continue
        quote = reading.document.quote(structure.span)
        section = next((name for span, name in places.items() if span.contains(structure.span)), None)
        for target in _targets(quote):
            yield CrossReference(
                evidence=(evidence(reading.document, structure.span, section=section),),
                read_by="cross_reference.see",
                target=target,
                exists=target in numbers,
            )


def _targets(reference: str) -> Iterator[str]:
    """The section numbers in the brackets of a reference: "[see Adverse Reactions (6.1), Use (8.1, 8.3)]"."""
    for bracketed in _BRACKETED.finditer(reference):
        yield from _NUMBER.findall(bracketed["numbers"])
