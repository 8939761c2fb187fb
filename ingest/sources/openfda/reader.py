"""The reader of openFDA labels: writes out the text of a label's fields and puts its sections together."""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain

from ingest.document import Document, NamedProduct, Section
from ingest.sources.numbering import numbering
from ingest.sources.openfda.fields import fields
from ingest.sources.openfda.label import Label, label_of
from ingest.sources.openfda.sections import SectionWriter
from ingest.sources.openfda.titles import titles_of
from ingest.sources.spl.markup import Run
from ingest.sources.spl.writer import TextWriter
from ingest.sources.text.references import references
from kg.errors import SourceError
from kg.locator import Span

_TITLE = re.compile(r"\b(?P<brand>[A-Z][A-Z\d-]{2,})\s*[®™]?\s*\(\s*(?P<generic>[a-z][a-z -]{3,80}?)\s*\)")

MEDIA_TYPE = "application/json"


def is_openfda(data: bytes) -> bool:
    """Whether some bytes begin as JSON does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_openfda(name: str, data: bytes) -> Document:
    """The document of one openFDA drug label, alone or in `results`.

    Raises SourceError if the data are no JSON, no label, several labels, or a label in the format of before 2006.
    """
    label = label_of(name, data)
    writer = TextWriter()
    product = _product(label, writer)
    sections = tuple(_sections(label, writer))
    text = writer.text
    if not any(section.sections or section.blocks for section in sections):
        raise SourceError("a label without text", where=name, expected="the text of its sections")
    numbers = frozenset(section.number for top in sections for section in top.walk() if section.number)
    pointing = references(text, Span(0, len(text)), numbers)
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=sections,
        structure=tuple(sorted(chain(writer.structure, pointing), key=lambda found: found.span)),
        set_id=label.set_id,
        version=label.version,
        product=product,
    )


def _product(label: Label, writer: TextWriter) -> NamedProduct | None:
    """The product's names, written as the title of Highlights prints them: from the `openfda` block, or else the text."""
    brand, generic = label.brand, label.generic
    if brand is None:
        texts = chain.from_iterable(label.text(field) for field in fields().naming)
        printed = next(filter(None, map(_TITLE.search, texts)), None)
        brand, generic = (printed["brand"], printed["generic"]) if printed else (None, generic)
    if brand is None:
        return None
    line = writer.line((Run(text=f"{brand} ({generic.lower()})" if generic else brand),))
    if line is None:
        return None
    words = line.text.text
    name = line.text.span(0, words.index(" (") if generic else len(words))
    return NamedProduct(name=name, substance=line.text.span(words.index(" (") + 2, len(words) - 1) if generic else None)


def _sections(label: Label, writer: TextWriter) -> Iterator[Section]:
    """The boxed warning and sections 1 to 17, each followed by what Highlights say of it."""
    known = fields()
    names = [name for name in (label.brand, label.generic) if name]
    titles = titles_of(chain.from_iterable(label.texts.values()), names)
    reader = SectionWriter(name=label.name, writer=writer, titles=titles)
    boxed = "\n".join(label.text(known.boxed))
    if boxed.strip():
        yield from reader.boxed(boxed, label.text(known.tables(known.boxed)))
    for number in known.section:
        text = _text(label, number)
        if text.strip() and numbering().section(number):
            yield from reader.section(number, text, tuple(_fragments(label, number)))


def _text(label: Label, number: str) -> str:
    """The text of a section's own field; of the fields of its subsections, what that leaves out."""
    known = fields()
    text = "\n".join(label.text(known.section[number]))
    for field in known.part.get(number, ()):
        for part in label.text(field):
            if "".join(part.split()) not in "".join(text.split()):
                text = f"{text}\n{part}" if text else part
    return text


def _fragments(label: Label, number: str) -> Iterator[str]:
    """The tables of a section and its subsections, each as often as one field has it."""
    given: list[str] = []
    for field in fields().of(number):
        for fragment in label.text(fields().tables(field)):
            if field == fields().section[number] or fragment not in given:
                given.append(fragment)
    yield from given
