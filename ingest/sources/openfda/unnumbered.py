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
from ingest.sources.openfda.places import Fragment, PlacedGrid, placed
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
    known = _known(label)
    texts = [(name, text) for name in known for text in map(str.strip, label.text(name)) if text]
    printed = [text for _, text in texts]
    holders = [_holders(printed, index) for index in range(len(texts))]
    for index, (name, text) in enumerate(texts):
        if holders[index]:
            continue
        root = _Piece(field=name, where=Span(0, len(text)))
        held = (at for at, others in enumerate(holders) if index in others)
        for at in sorted(held, key=lambda at: -len(printed[at])):
            start = text.index(printed[at])
            _put(root, _Piece(field=texts[at][0], where=Span(start, start + len(printed[at]))))
        tables = placed(label.name, text, _fragments(label, root))
        yield _section(text, root, tables, known, blocks)


def _known(label: Label) -> Mapping[str, tuple[str, str]]:
    """Title and LOINC code of each field, in the order of the label's format."""
    known = fields()
    if label.format is LabelFormat.OVER_THE_COUNTER:
        return {**known.over_the_counter, **known.other}
    return {**known.other, **known.over_the_counter}


def _holders(texts: Sequence[str], index: int) -> frozenset[int]:
    """The texts in which another stands; of two equal ones, the first holds the second."""
    own = texts[index]
    if len(own) < _FEWEST:
        return frozenset()
    rank = (len(own), -index)
    return frozenset(at for at, other in enumerate(texts) if rank < (len(other), -at) and own in other)


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


def _section(
    text: str,
    piece: _Piece,
    tables: Sequence[PlacedGrid],
    known: Mapping[str, tuple[str, str]],
    blocks: BlockWriter,
    *,
    outermost: bool = True,
) -> Section:
    title, loinc = known[piece.field]
    begin = blocks.writer.length
    first = piece.below[0].where.start if piece.below else piece.where.end
    printed = _title(text, Span(piece.where.start, first), title)
    words = text[printed.start : printed.end].strip(" :") or title
    line = blocks.line(words) if words else None
    own, sections, start = list[Block](), list[Section](), printed.end
    for below in piece.below:
        own.extend(blocks.blocks(text, Span(start, below.where.start), tables))
        sections.append(_section(text, below, tables, known, blocks, outermost=False))
        start = below.where.end
    own.extend(blocks.blocks(text, Span(start, piece.where.end), tables))
    lost = tuple(blocks.lost(tables, None)) if outermost else ()
    return Section(
        part=Part.BOXED if piece.field == fields().boxed else Part.FULL,
        number=None,
        title=line,
        blocks=(*own, *lost),
        sections=tuple(sections),
        span=Span(begin, max(begin, blocks.writer.length - 1)),
        loinc=loinc,
    )


def _title(text: str, where: Span, title: str) -> Span:
    """Where a text prints its title: the known one, or the words in capitals with which it begins; empty if neither."""
    known, printed, end = letters(title), "", where.start
    for word in islice(_WORD.finditer(text, where.start, where.end), _MOST_WORDS if title else 0):
        printed += letters(word.group())
        end = word.end() if printed == known else end
    capitals = _CAPITALS.match(text, where.start, where.end) if end == where.start else None
    return Span(where.start, capitals.end() if capitals else end)
