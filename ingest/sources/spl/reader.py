"""The reader of SPL: parts of a label by LOINC code and printed number, put together to a document."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ingest.document import Document, LabelFormat, NamedProduct, Part, Section
from ingest.sources.codes import with_codes
from ingest.sources.numbering import TitleKind, numbering
from ingest.sources.spl.elements import SectionElement, sections_below
from ingest.sources.spl.formats import format_of
from ingest.sources.spl.listing import listing_of
from ingest.sources.spl.parsing import attribute, child, parse, place, tag
from ingest.sources.spl.sections import SectionReader
from ingest.sources.structure import structure_of
from ingest.sources.text.gaps import gaps
from ingest.sources.writing.writer import TextWriter
from kg.errors import NoLabelError, SourceError
from kg.listing import Listing
from kg.locator import Span

MEDIA_TYPE = "application/xml"

_PRODUCT_DATA = "48780-1"
_WITHIN = 1_000
_BEGIN = re.compile(rb"<\?xml|<!DOCTYPE|(?>\s+|<!--.*?-->|<\?.*?\?>)*<(?:[\w.-]+:)?document[\s>/]", re.DOTALL)
"""How XML begins: with a declaration, or with a label's root, in any namespace, behind comments and instructions."""


def is_spl(data: bytes) -> bool:
    """Whether data are XML, which is then read as SPL or refused."""
    begin = data[:_WITHIN].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    return _BEGIN.match(begin) is not None


def read_spl(name: str, data: bytes) -> Document:
    """The document that an SPL file holds, of whatever format: its sections, and what its product data list.

    Raises SourceError if the XML is unsafe or malformed, no SPL, or states nothing: no section and no product.
    """
    document = parse(name, data)
    elements = _sections(name, document)
    listing = listing_of(document)
    form = format_of(listing, {element.code for element in elements}, sum(1 for element in elements if element.number))
    reader = SectionReader(writer=TextWriter(), name=name, is_numbered=form is LabelFormat.PHYSICIAN_LABELING_RULE)
    read = _numbered_sections if reader.is_numbered else _unnumbered_sections
    sections = tuple(read(reader, document, elements))
    sections = with_codes(sections) if reader.is_numbered else sections
    if not elements and not listing.products:
        raise SourceError("the SPL has no section and no product", where=place(name, document), expected="a label")
    text = reader.writer.text
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=sections,
        structure=structure_of(text, sections, reader.writer.structure),
        not_understood=(*gaps(sections), *reader.pictures),
        set_id=attribute(child(document, "setId"), "root"),
        version=attribute(child(document, "versionNumber"), "value"),
        product=_product(listing, text),
        format=form,
        listing=listing,
    )


def _sections(name: str, document: etree._Element) -> list[SectionElement]:
    """The sections of the body, without the one that holds product data."""
    body = child(document, "component", "structuredBody")
    if tag(document) != "document" or body is None:
        raise NoLabelError(
            f"the XML is a {tag(document)!r} without a body",
            where=place(name, document),
            expected="a label in Structured Product Labeling (SPL)",
        )
    return [element for element in sections_below(body) if element.code != _PRODUCT_DATA]


def _unnumbered_sections(
    reader: SectionReader, document: etree._Element, elements: Sequence[SectionElement]
) -> Iterator[Section]:
    """The title of the document and the sections of a label in any other format, with their codes, in their order."""
    has_highlights = any(element.excerpts for element in elements)
    first = reader.highlights(document, elements) if has_highlights else reader.preamble(document)
    if first:
        yield first
    for element in elements:
        section = reader.read(element, Part.BOXED if element.code == numbering().boxed_warning else Part.FULL)
        if section.title or section.blocks or section.sections:
            yield section


def _numbers(elements: Sequence[SectionElement]) -> list[str | None]:
    """The number of each section: printed, or told by its LOINC code where no section prints it (21 CFR 201.57(c))."""
    printed_numbers = [element.number for element in elements]
    taken, numbers = set(printed_numbers), list[str | None]()
    told = {known.loinc: known.number for known in numbering().of(TitleKind.SECTION)}
    for element, printed_number in zip(elements, printed_numbers, strict=True):
        number, by_code = printed_number, told.get(element.code or "")
        if number is None and by_code and by_code not in taken:
            number = by_code
            taken.add(by_code)
        numbers.append(number)
    return numbers


def _numbered_sections(
    reader: SectionReader, document: etree._Element, elements: Sequence[SectionElement]
) -> Iterator[Section]:
    """Highlights, then the sections in their order; those without a number that follow a numbered one stand below it."""
    highlights = reader.highlights(document, elements)
    if highlights:
        yield highlights
    numbers = _numbers(elements)
    last = max((index for index, number in enumerate(numbers) if number), default=-1)
    open_section: Section | None = None
    for index, element in enumerate(elements):
        numbered = numbers[index] is not None
        if element.code == numbering().boxed_warning and not numbered:
            part = Part.BOXED
        else:
            part = Part.FULL if numbered or (open_section and _belongs(element, index < last)) else Part.GUIDE
        below = open_section.number if open_section and part is Part.FULL and not numbered else None
        around = frozenset({open_section.loinc}) if open_section and open_section.loinc and below else frozenset[str]()
        section = reader.read(element, part, below, numbers[index], around)
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


def _belongs(element: SectionElement, before_last: bool) -> bool:
    """Whether a section without a number is part of the numbered one above it, and no document printed behind it."""
    appendices = {known.loinc for known in numbering().of(TitleKind.APPENDIX)}
    below = {known.loinc for known in numbering().of(TitleKind.SUBSECTION)}
    return element.code not in appendices and (before_last or element.code in below)


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


def _product(listing: Listing, text: str) -> NamedProduct | None:
    """Where the text first prints the names that the product data give the first product."""
    first = next(iter(listing.products), None)
    name = _printed(text, first.name) if first else None
    if first is None or name is None:
        return None
    return NamedProduct(name=name, substance=_printed(text, first.substance))


def _printed(text: str, words: str | None) -> Span | None:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) if words else None
    return Span(*match.span()) if match else None
