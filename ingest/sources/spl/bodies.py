"""What stands in a section's `text` as lines: paragraphs, list items with their levels, and grids of tables."""

from dataclasses import dataclass, field

from ingest.sources.spl.markup import PLAIN, Notes, add_child, add_text, styled
from ingest.sources.spl.parsing import Element, local
from ingest.sources.spl.tables import grid_of
from ingest.sources.writing.bodies import BodyLine, Passage, joined_lines, write_passages
from ingest.sources.writing.runs import Kind, Run, lines
from ingest.sources.writing.writer import TextWriter

_DEEPEST = 2
_BLOCKS = frozenset(("paragraph", "list", "table"))


def passages_of(text: Element, writer: TextWriter, *, name: str, headings: bool = True) -> list[Passage]:
    """What stands in a `text` element, written out; `headings` tells whether its bold paragraphs are headings.

    Raises SourceError for a table out of bounds.
    """
    body = _Body(name=name)
    body.add(text, PLAIN, 0)
    signed = [(Run(text=sign, kind=Kind.NOTE), Run(text=" "), *note) for sign, note in body.notes.texts]
    return write_passages(body.lines, writer, notes=signed, headings=headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """Gathers the lines of a text and the notes that stand where they are referred to."""

    name: str
    notes: Notes = field(default_factory=Notes)
    lines: list[BodyLine] = field(default_factory=list)

    def add(self, element: Element, style: Run, level: int) -> None:
        """The lines of a text, paragraph or list item; captions of items, which are bullets and numbers, are left out."""
        if code := element.get("styleCode"):
            style = styled(code, "", style)
        inline = [Run(text, style.kind, style.styles)] if (text := element.text) else []
        for child in element:
            name = local(child.tag)
            if name in _BLOCKS:
                if inline:
                    self._end(inline, level)
                    inline = []
                self._add_block(child, name, style, level)
            elif name != "caption":
                add_child(child, name, style, self.notes, inline)
            if (text := child.tail) and (inline or not text.isspace()):
                add_text(inline, text, style)
        if inline:
            self._end(inline, level)

    def _add_block(self, block: Element, name: str, style: Run, level: int) -> None:
        if name == "paragraph":
            self.add(block, style, level)
        elif name == "table":
            self.lines.append(BodyLine(grid=grid_of(block, self.name)))
        else:
            for item in block:
                if local(item.tag) == "item":
                    self.add(item, PLAIN, min(level + 1, _DEEPEST))

    def _end(self, inline: list[Run], level: int) -> None:
        """Adds the lines that some runs make, if there is more than the white space of indented XML between paragraphs."""
        if len(inline) > 1:
            self.lines.extend([BodyLine(line, level) for line in joined_lines(lines(inline))])
        elif not inline[0].text.isspace():
            self.lines.append(BodyLine((inline[0],), level))
