"""The sections of labels without section numbers: each field is one, below the field in whose text its own stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from itertools import islice

from ingest.document import Block, LabelFormat, Part, Section
from ingest.sources.numbering import letters
from ingest.sources.openfda.blocks import BlockWriter
from ingest.sources.openfda.fields import fields
from ingest.sources.openfda.label import Label
from ingest.sources.openfda.places import Fragment, PlacedGrid, place_of, placed
from kg.locator import Span

_CAPITALS = re.compile(r"\s*(?:[A-Z][A-Z/&,:]{2,}[\s:]+(?:(?:and|or|of|in|for)\s+)?)+")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 12
_FEWEST = 20
"""How many characters a field needs at least, so that it does not stand in another's text by chance."""


@dataclass(slots=True, kw_only=True)
class _Piece:
    """One text of a field: all of it, or its place in the text of the piece above it."""

    field: str
    where: Span
    below: list["_Piece"] = attribute(default_factory=list)

    def walk(self) -> Iterator["_Piece"]:
        yield self
        for piece in self.below:
            yield from piece.walk()


def unnumbered_sections(label: Label, blocks: BlockWriter) -> Iterator[Section]:
    """The sections of a label, written out in the order of its format. Raises SourceError if a table is no XML."""
    return _sections(label, _texts(label), blocks)


def further_sections(label: Label, numbered: Sequence[str], blocks: BlockWriter) -> Iterator[Section]:
    """What a label in the numbered format has besides the texts of its numbered sections: patient labeling, recent changes."""
    whole = "\n".join(numbered)
    written = {name for number in fields().section for name in fields().of(number)}
    texts = [(name, text) for name, text in _texts(label) if name not in written and place_of(text, whole) < 0]
    return _sections(label, texts, blocks)


def _texts(label: Label) -> list[tuple[str, str]]:
    """The texts of all fields but those of tables, with the names of their fields, in the order of the label's format."""
    named = (name for name in label.texts if not fields().is_tables(name))
    order = {name: index for index, name in enumerate(_known(label))}
    names = sorted(named, key=lambda name: order.get(name, len(order)))
    return [(name, text) for name in names for text in map(str.strip, label.text(name)) if text]


def _sections(label: Label, texts: Sequence[tuple[str, str]], blocks: BlockWriter) -> Iterator[Section]:
    known = _known(label)
    printed = [text for _, text in texts]
    holders = [_holders(printed, index) for index in range(len(texts))]
    for index, (name, text) in enumerate(texts):
        if holders[index]:
            continue
        root = _Piece(field=name, where=Span(0, len(text)))
        held = (at for at, others in enumerate(holders) if index in others)
        for at in sorted(held, key=lambda at: -len(printed[at])):
            start = place_of(printed[at], text)
            _put(root, _Piece(field=texts[at][0], where=Span(start, start + len(printed[at]))))
        tables = placed(label.name, text, _fragments(label, root))
        yield _Writer(label=label, text=text, tables=tables, known=known, blocks=blocks).section(root)


def _part(label: Label, field: str) -> Part:
    """The part of a field; what stands behind the numbered sections of a label is a guide."""
    if field == fields().boxed:
        return Part.BOXED
    if label.format is not LabelFormat.PHYSICIAN_LABELING_RULE:
        return Part.FULL
    return Part.HIGHLIGHTS if field == fields().changes else Part.GUIDE


def _known(label: Label) -> Mapping[str, tuple[str, str | None]]:
    """Title and LOINC code of each field, in the order of the label's format; a field that no list names has its name."""
    other, over_the_counter = fields().other, fields().over_the_counter
    is_first = label.format is LabelFormat.OVER_THE_COUNTER
    known = {**over_the_counter, **other} if is_first else {**other, **over_the_counter}
    unknown = {name: (name.replace("_", " ").capitalize(), None) for name in label.texts if name not in known}
    return {**known, **unknown}


def _holders(texts: Sequence[str], index: int) -> frozenset[int]:
    """The texts in which another stands; of two equal ones, the first holds the second."""
    own = texts[index]
    if len(own) < _FEWEST:
        return frozenset()
    rank = (len(own), -index)
    return frozenset(at for at, other in enumerate(texts) if rank < (len(other), -at) and place_of(own, other) >= 0)


def _put(above: _Piece, piece: _Piece) -> None:
    """Puts a piece below the innermost one that covers it; left out if it covers only a part of another or all of one."""
    for other in above.below:
        if other.where.start <= piece.where.start and piece.where.end <= other.where.end:
            if other.where != piece.where:
                _put(other, piece)
            return
        if piece.where.start < other.where.end and other.where.start < piece.where.end:
            return
    above.below.append(piece)
    above.below.sort(key=lambda one: one.where.start)


def _fragments(label: Label, root: _Piece) -> Iterator[Fragment]:
    """The tables of a piece and those below it, each as often as one field has it."""
    given: list[str] = []
    for piece in root.walk():
        tables = fields().tables(piece.field)
        for fragment in label.text(tables):
            if piece is root or fragment not in given:
                given.append(fragment)
                yield Fragment(field=tables, text=fragment)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes out a text with its tables as sections; `known` are titles and LOINC codes of fields."""

    label: Label
    text: str
    tables: Sequence[PlacedGrid]
    known: Mapping[str, tuple[str, str | None]]
    blocks: BlockWriter

    def section(self, piece: _Piece, *, outermost: bool = True) -> Section:
        """A piece of the text with those below it; the outermost one takes the tables that have no place."""
        title, loinc = self.known[piece.field]
        begin = self.blocks.writer.length
        first = piece.below[0].where.start if piece.below else piece.where.end
        printed = _title(self.text, Span(piece.where.start, first), title)
        words = self.text[printed.start : printed.end].strip(" :") or title
        line = self.blocks.line(words) if words else None
        own: list[Block] = []
        sections: list[Section] = []
        start = printed.end
        for below in piece.below:
            own.extend(self.blocks.blocks(self.text, Span(start, below.where.start), self.tables))
            sections.append(self.section(below, outermost=False))
            start = below.where.end
        own.extend(self.blocks.blocks(self.text, Span(start, piece.where.end), self.tables))
        lost = tuple(self.blocks.lost(self.tables, None)) if outermost else ()
        return Section(
            part=_part(self.label, piece.field),
            number=None,
            title=line,
            blocks=(*own, *lost),
            sections=tuple(sections),
            span=Span(begin, max(begin, self.blocks.writer.length - 1)),
            loinc=loinc,
        )


def _title(text: str, where: Span, title: str) -> Span:
    """Where a text prints its title: the known one, or the words in capitals with which it begins; empty if neither."""
    known, printed, end = letters(title), "", where.start
    for word in islice(_WORD.finditer(text, where.start, where.end), _MOST_WORDS if title else 0):
        printed += letters(word.group())
        if not known.startswith(printed):
            break
        end = word.end() if printed == known else end
    capitals = _CAPITALS.match(text, where.start, where.end) if end == where.start else None
    return Span(where.start, capitals.end() if capitals else end)
