"""The reader of openFDA labels: writes out the text of a label's fields and puts its sections together."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count

from ingest.document import Document, LabelFormat, NamedProduct, Section, Structure
from ingest.sources.numbering import numbering
from ingest.sources.openfda.blocks import BlockWriter
from ingest.sources.openfda.entries import UTF_16, entries_of, entry_of
from ingest.sources.openfda.fields import fields
from ingest.sources.openfda.label import Label, label_of
from ingest.sources.openfda.places import Fragment, place_of
from ingest.sources.openfda.sections import SectionWriter, begins_as
from ingest.sources.openfda.titles import titles_of
from ingest.sources.openfda.unnumbered import further_sections, unnumbered_sections
from ingest.sources.structure import found_later
from ingest.sources.text.gaps import gaps
from ingest.sources.text.references import references
from ingest.sources.writing.runs import Run
from ingest.sources.writing.writer import TextWriter
from kg.errors import SourceError
from kg.locator import Span

MEDIA_TYPE = "application/json"
_REACH = 512


def is_openfda(data: bytes) -> bool:
    """Whether some bytes begin as JSON does."""
    if data.startswith(UTF_16):
        return data[: 2 * _REACH].decode("utf-16", "ignore").lstrip()[:1] in ("{", "[")
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_openfda(name: str, data: bytes) -> Document:
    """The document of the one drug label in some data, alone or in `results`.

    Raises SourceError if the data are no JSON, no label or several labels.
    """
    entries = entries_of(name, data)
    if len(entries) > 1:
        remedy = "save each in its own file, or read the file with those that hold several"
        raise SourceError(f"results holds {len(entries)} labels", where=name, expected="one", remedy=remedy)
    return _alone(name, data, entries[0])


def read_all_openfda(name: str, data: bytes) -> Iterator[Document]:
    """The documents of all labels in some data, one at a time.

    The digest of one of several labels is that of its own JSON with sorted keys; its name tells its place in the list.
    Raises SourceError for data that hold no labels, at once; and for a label that cannot be read, when it is its turn:
    whoever catches that may go on with the next.
    """
    entries = entries_of(name, data)
    if len(entries) == 1:
        return map(partial(_alone, name, data), entries)
    return map(partial(_one_of_several, name), count(1), entries)


def _alone(name: str, data: bytes, held: object) -> Document:
    return _document(label_of(name, entry_of(name, held)), _digest(data))


def _one_of_several(name: str, place: int, held: object) -> Document:
    result = f"{name}, result {place}"
    return _document(label_of(result, entry_of(result, held)), _digest(json.dumps(held, sort_keys=True).encode()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _document(label: Label, digest: str) -> Document:
    writer = TextWriter()
    product = _product(label, writer)
    blocks = BlockWriter(name=label.name, writer=writer)
    numbered = label.format is LabelFormat.PHYSICIAN_LABELING_RULE
    sections = tuple(_sections(label, blocks) if numbered else unnumbered_sections(label, blocks))
    text = writer.text
    if not any(section.sections or section.blocks for section in sections):
        raise SourceError("a label without text", where=label.name, expected="the text of its sections")
    return Document(
        name=label.name,
        media_type=MEDIA_TYPE,
        digest=digest,
        text=text,
        sections=sections,
        not_understood=(*(gaps(sections) if numbered else ()), *blocks.gaps),
        structure=found_later(partial(_structure, text, sections, tuple(writer.structure))),
        set_id=label.set_id,
        version=label.version,
        product=product,
        format=label.format,
        listing=label.listed.listing,
    )


def _structure(text: str, sections: Sequence[Section], written: Iterable[Structure]) -> Iterator[Structure]:
    """What was written that only orders the text, and what points somewhere in it."""
    yield from written
    numbers = frozenset(section.number for top in sections for section in top.walk() if section.number)
    yield from references(text, Span(0, len(text)), numbers)


def _product(label: Label, writer: TextWriter) -> NamedProduct | None:
    """The product's names, written as the title of Highlights prints them."""
    brand, generic = label.listed.brand, label.listed.generic
    line = writer.line((Run(text=f"{brand} ({generic.lower()})" if generic else brand),)) if brand else None
    if line is None:
        return None
    words = line.text.text
    begin = words.rindex(f" ({generic.lower()})") if generic else len(words)
    name = line.text.span(0, begin)
    return NamedProduct(name=name, substance=line.text.span(begin + 2, len(words) - 1) if generic else None)


def _sections(label: Label, blocks: BlockWriter) -> Iterator[Section]:
    """The boxed warning and sections 1 to 17, each followed by what Highlights say of it; then what else the label holds."""
    known = fields()
    names = [name for name in (label.listed.brand, label.listed.generic) if name]
    titles = titles_of(chain.from_iterable(label.texts.values()), names)
    reader = SectionWriter(blocks=blocks, titles=titles)
    boxed = " ".join(label.text(known.boxed))
    if boxed.strip():
        tables = known.tables(known.boxed)
        yield from reader.boxed(boxed, tuple(Fragment(field=tables, text=text) for text in label.text(tables)))
    texts = {number: _text(label, number) for number in known.section}
    for number, text in texts.items():
        if text.strip() and numbering().section(number):
            yield from reader.section(number, text, tuple(_fragments(label, number)))
    yield from further_sections(label, (boxed, *texts.values()), blocks)


def _text(label: Label, number: str) -> str:
    """The text of a section: of its own field, and of those of its subsections, what is not said before.

    A field may repeat the texts of its subsections behind the whole one. A section whose fields are missing may stand
    among those that the label gives no kind: then it begins with its number and title.
    """
    kept: list[str] = []
    names = fields().of(number)
    if not any(map(label.text, names)):
        return " ".join(text for text in label.text(fields().unclassified) if begins_as(text, number))
    for field in names:
        for text in label.text(field):
            if not any(place_of(text, other) >= 0 for other in kept):
                kept.append(text)
    return " ".join(kept)


def _fragments(label: Label, number: str) -> Iterator[Fragment]:
    """The tables of a section and its subsections, each as often as one field has it."""
    given: list[str] = []
    for field in fields().of(number):
        for fragment in label.text(fields().tables(field)):
            if field == fields().section[number] or fragment not in given:
                given.append(fragment)
                yield Fragment(field=fields().tables(field), text=fragment)
