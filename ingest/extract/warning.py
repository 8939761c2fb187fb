"""The numbered subsections of Warnings and Precautions (21 CFR 201.57(c)(6))."""

from collections.abc import Iterator

from ingest.document import Part
from ingest.passages import evidence
from ingest.reading import Reading, is_within
from kg.codes import Form
from kg.facts import LabelWarning
from kg.locator import Span


def extract(reading: Reading) -> Iterator[LabelWarning]:
    """One warning per subsection of section 5, with its title as printed."""
    for section in reading.document.walk():
        number, title = section.number, section.title
        if section.part is not Part.FULL or number is None or number == "5" or title is None:
            continue
        if is_within(number, ("5",)):
            span = Span(section.span.start, title.span().end)
            yield LabelWarning(
                evidence=(evidence(reading.document, span, section=number),),
                read_by="heading",
                form=Form.HEADING,
                number=number,
                title=title.text,
            )
