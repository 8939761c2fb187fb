"""The headings of running text as sections: their numbers, and which stand below which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.document import Block, Part, Section, Structure, StructureKind, Table
from ingest.sources.numbering import numbering
from ingest.sources.writing.bodies import Passage
from ingest.sources.writing.writer import TextWriter
from kg.locator import Span

_DEEPEST = 2
_RUN_ON = r"(?:(?<=\.\d)|(?<=\.\d\d))(?=[A-Z][a-z]{2})"
NUMBER = re.compile(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:\.?(?:\s+|$)|{_RUN_ON})")
"""The number in front of a title, behind which a blank may be missing: "2.4Dosage"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Makes sections of passages; `writer` has written them, and gets the numbers of their titles as structure."""

    writer: TextWriter

    def numbered(self, title: AlignedText, part: Part, parent: str | None) -> tuple[str | None, AlignedText | None]:
        """The number that a title begins with, if it may stand below the parent's, and the rest of the title."""
        match = NUMBER.match(title.text)
        if match is None or part is not Part.FULL or (parent and not match["number"].startswith(f"{parent}.")):
            return None, title
        span = title.span(*match.span("number"))
        self.writer.structure.append(Structure(kind=StructureKind.SECTION_NUMBER, span=span))
        rest = title.slice(match.end(), len(title.text)).strip()
        return match["number"], rest if rest.text else title

    def arranged(
        self, passages: Sequence[Passage], part: Part, parent: str | None
    ) -> tuple[tuple[Block, ...], list[Section]]:
        """The blocks above the first heading, and the headings as sections: those in italics below one in bold."""
        above = tuple(block for passage in passages if passage.heading is None for block in passage.blocks)
        headed = [passage for passage in passages if passage.heading is not None]
        return above, list(self._tree(headed, list(_depths(headed)), part, parent))

    def _tree(
        self, passages: Sequence[Passage], depths: Sequence[int], part: Part, parent: str | None
    ) -> Iterator[Section]:
        """The headings at the top as sections, each with the deeper ones that follow it."""
        index = 0
        while index < len(passages):
            after = index + 1
            while after < len(passages) and depths[after] > depths[index]:
                after += 1
            yield self._headed(passages[index], passages[index + 1 : after], depths[index + 1 : after], part, parent)
            index = after

    def _headed(
        self, passage: Passage, below: Sequence[Passage], depths: Sequence[int], part: Part, parent: str | None
    ) -> Section:
        if passage.heading is None:
            raise ValueError("a passage without a heading is no section")
        number, title = self.numbered(passage.heading, part, parent) if parent else (None, passage.heading)
        sections = tuple(self._tree(below, depths, part, number or parent))
        ends = [passage.heading.span().end, *map(_end, passage.blocks), *(section.span.end for section in sections)]
        return Section(
            part=part,
            number=number,
            title=title,
            blocks=tuple(passage.blocks),
            sections=sections,
            span=Span(passage.start, max(ends)),
            loinc=numbering().loinc(number, title.text) if title and number else None,
        )


def _end(block: Block) -> int:
    return block.span.end if isinstance(block, Table) else block.text.span().end


def _depths(passages: Sequence[Passage]) -> Iterator[int]:
    """How deep each heading of a text stands: in italics below one in bold, and right after another one below it.

    The next ones stand beside it, up to a heading that itself has only headings below it.
    """
    before, depth = None, 0
    for index, passage in enumerate(passages):
        only_headings = not passage.blocks and index + 1 < len(passages)
        if before is None:
            depth = 0
        elif not before.blocks or passage.rank > before.rank:
            depth = min(depth + 1, _DEEPEST)
        elif passage.rank < before.rank or only_headings:
            depth = 0
        yield depth
        before = passage
