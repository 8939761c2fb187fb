"""The reader of SPL: parts of a label by LOINC code and printed number, put together to a document."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from lxml import etree

from ingest.document import Document, NamedProduct, Part, Section, Structure, StructureKind
from ingest.sources.numbering import TitleKind, numbering
from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import parse, place, tag
from ingest.sources.spl.sections import SectionReader, child, loinc, sections_below, title_runs
from ingest.sources.text.gaps import gaps
from ingest.sources.text.references import references
from ingest.sources.writing.headings import NUMBER
from ingest.sources.writing.runs import printed
from ingest.sources.writing.writer import TextWriter
from kg.errors import SourceError
from kg.locator import Span

MEDIA_TYPE = "application/xml"

_PRESCRIPTION = {
    "34391-3": "human prescription drug label",
    "53404-0": "vaccine label",
    "60682-2": "standardized allergenic",
    "60683-0": "plasma derivative",
    "60684-8": "cellular therapy",
}
"""The kinds of document that may hold prescribing information in the format of 21 CFR 201.57."""

_PROPRIETARY = ".//{*}manufacturedProduct/{*}name"
_GENERIC = ".//{*}genericMedicine/{*}name"
_PRODUCT_DATA = "48780-1"
_REFERENCES = "34093-5"
_LEAST_NUMBERED = 5
_READ_SO_FAR = "a prescription label with numbered sections (PLR format); no other is read so far"


def is_spl(data: bytes) -> bool:
    """Whether data are XML, which is then read as SPL or refused."""
    begin = data[:1000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    return begin.startswith((b"<?xml", b"<!DOCTYPE", b"<document"))


def read_spl(name: str, data: bytes) -> Document:
    """The document that an SPL file holds.

    Raises SourceError if the XML is unsafe or malformed, no SPL, or a kind of label that is not read.
    """
    document = parse(name, data)
    elements = _sections(name, document)
    _check_is_read(name, document, elements)
    writer = TextWriter()
    sections = tuple(_read(SectionReader(writer=writer, name=name), document, elements))
    text = writer.text
    structure = chain(writer.structure, _references(text, sections))
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=sections,
        structure=tuple(sorted(structure, key=lambda found: found.span)),
        not_understood=tuple(gaps(sections)),
        set_id=_attribute(document, "setId", "root"),
        version=_attribute(document, "versionNumber", "value"),
        product=_product(document, text),
    )


def _sections(name: str, document: etree._Element) -> list[etree._Element]:
    """The sections of the body, without the one that holds product data."""
    component = child(document, "component")
    body = child(component, "structuredBody") if component is not None else None
    if tag(document) != "document" or body is None:
        raise SourceError(
            f"the XML is a {tag(document)!r} without a body",
            where=place(name, document),
            expected="a label in Structured Product Labeling (SPL)",
        )
    return [element for element in sections_below(body) if loinc(element) != _PRODUCT_DATA]


def _check_is_read(name: str, document: etree._Element, elements: Sequence[etree._Element]) -> None:
    """Raises SourceError, naming what the document is, if it is no prescription label with numbered sections."""
    code = child(document, "code")
    what = (code.get("displayName") or "document of unnamed kind").lower() if code is not None else "document"
    known = loinc(document)
    article = "an" if what[0] in "aeio" else "a"
    if known not in _PRESCRIPTION:
        raise SourceError(f"{article} {what} (LOINC {known})", where=name, expected=_READ_SO_FAR)
    if sum(_number(element) is not None for element in elements) < _LEAST_NUMBERED:
        what = f"{article} {what} (LOINC {known}) without numbered sections, in the format of before 2006"
        raise SourceError(what, where=name, expected=_READ_SO_FAR)


def _number(element: etree._Element) -> str | None:
    match = NUMBER.match(printed(title_runs(element)))
    return match["number"] if match else None


def _read(reader: SectionReader, document: etree._Element, elements: Sequence[etree._Element]) -> Iterator[Section]:
    """Highlights, then the sections in their order; those without a number that follow a numbered one stand below it."""
    highlights = reader.highlights(document, elements)
    if highlights:
        yield highlights
    last = max(index for index, element in enumerate(elements) if _number(element))
    open_section: Section | None = None
    for index, element in enumerate(elements):
        numbered = _number(element) is not None
        if loinc(element) == numbering().boxed_warning and not numbered:
            part = Part.BOXED
        else:
            part = Part.FULL if numbered or (open_section and _belongs(element, index < last)) else Part.GUIDE
        below = open_section.number if open_section and part is Part.FULL and not numbered else None
        section = reader.read(element, part, below)
        if not section.title and not section.blocks and not section.sections:
            continue
        if open_section and below:
            open_section = _with(open_section, section)
            continue
        if open_section:
            yield open_section
            open_section = None
        if part is Part.FULL:
            open_section = section
        else:
            yield section
    if open_section:
        yield open_section


def _belongs(element: etree._Element, before_last: bool) -> bool:
    """Whether a section without a number is part of the numbered one above it, and no document printed behind it."""
    appendices = {known.loinc for known in numbering().of(TitleKind.APPENDIX)}
    below = {known.loinc for known in numbering().of(TitleKind.SUBSECTION)}
    return loinc(element) not in appendices and (before_last or loinc(element) in below)


def _with(section: Section, below: Section) -> Section:
    added = (below,) if below.title or below.blocks else below.sections
    return Section(
        part=section.part,
        number=section.number,
        title=section.title,
        blocks=section.blocks,
        sections=(*section.sections, *added),
        span=Span(section.span.start, below.span.end),
        loinc=section.loinc,
    )


def _references(text: str, sections: Sequence[Section]) -> Iterator[Structure]:
    """The numbers that point somewhere, and the list of references of section 15."""
    numbers = frozenset(found.number for section in sections for found in section.walk() if found.number)
    for section in sections:
        yield from references(text, section.span, numbers, highlights=section.part is Part.HIGHLIGHTS)
        if section.loinc == _REFERENCES:
            yield Structure(kind=StructureKind.REFERENCE, span=section.span)


def _attribute(document: etree._Element, name: str, attribute: str) -> str | None:
    element = child(document, name)
    return element.get(attribute) if element is not None else None


def _product(document: etree._Element, text: str) -> NamedProduct | None:
    """Where the text first prints the names that the product data give the first product."""
    name = _printed(text, document.find(_PROPRIETARY))
    if name is None:
        return None
    return NamedProduct(name=name, substance=_printed(text, document.find(_GENERIC)))


def _printed(text: str, element: etree._Element | None) -> Span | None:
    words = printed(runs(element, Notes())) if element is not None else ""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) if words else None
    return Span(*match.span()) if match else None
