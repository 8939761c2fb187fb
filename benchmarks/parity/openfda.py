"""A label in openFDA JSON set as pages: its flat text as our reader parts it, its tables from their fragments."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from benchmarks.parity.layout import Heading, PrintedLabel, dashed
from benchmarks.parity.markup import table_html
from ingest.document import Paragraph, Part, Section, Table
from ingest.sources.openfda.reader import read_openfda
from ingest.sources.spl.parsing import parse, tag

_DEEPEST = 5
_ALIKE = 0.6
_WORD = re.compile(r"\w+")


def openfda_label(name: str, data: bytes) -> PrintedLabel:
    """The label that an openFDA file holds. Raises SourceError if the reader refuses it."""
    document = read_openfda(name, data)
    fragments = Fragments(tuple(_tables(name, data)))
    full = [section for section in document.sections if section.part is not Part.HIGHLIGHTS]
    product = document.quote(document.product.name).upper() if document.product else name
    substance = document.product.substance if document.product else None
    title = f"{product} ({document.quote(substance)})" if substance else product
    written = "".join(_highlights(document.sections, fragments))
    return PrintedLabel(
        name=name,
        highlights=f"{_statement(product)}<p class='bold'>{html.escape(title)}</p>{written}" if written else "",
        headings=tuple(_headings(full, 1)),
        full=("" if written else f"<p class='bold'>{html.escape(title)}</p>")
        + "".join(_section(section, 1, fragments) for section in full),
    )


class Fragments:
    """The tables of a file as SPL, of which each is taken once."""

    def __init__(self, elements: Sequence[etree._Element]) -> None:
        self._left = [(element, _words(" ".join(map(str, element.itertext())))) for element in elements]

    def take(self, table: Table) -> etree._Element | None:
        """The fragment whose words are those of a table; None if no fragment left has most of them."""
        wanted = _words(" ".join(cell.words for cell in table.cells))
        shares = [_alike(wanted, words) for _, words in self._left]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < _ALIKE:
            return None
        return self._left.pop(best)[0]


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _alike(first: Counter[str], second: Counter[str]) -> float:
    return (first & second).total() / max(1, (first | second).total())


def _tables(name: str, data: bytes) -> Iterator[etree._Element]:
    content = json.loads(data)
    label = content["results"][0] if "results" in content else content
    for field, fragments in label.items():
        for fragment in fragments if field.endswith("_table") else ():
            root = parse(f"{name}, {field}", f"<text>{fragment}</text>".encode())
            yield from (element for element in root.iter() if tag(element) == "table")


def _statement(product: str) -> str:
    """The limitation statement that Highlights begin with (21 CFR 201.57(a)(1)), which openFDA leaves out."""
    words = (
        f"These highlights do not include all the information needed to use {product} safely and effectively. "
        f"See full prescribing information for {product}."
    )
    return f"<p class='bold'>{html.escape(words)}</p>"


def _title(section: Section) -> str:
    """The number and title of a section as HTML."""
    words = section.title.text if section.title else ""
    number = f"{section.number} " if section.number and not words.startswith(section.number) else ""
    return html.escape(number + words)


def _headings(sections: Sequence[Section], depth: int) -> Iterator[Heading]:
    for section in sections:
        if section.number:
            yield Heading(depth=depth, words=_title(section))
        yield from _headings(section.sections, depth + 1)


def _highlights(sections: Sequence[Section], fragments: Fragments) -> Iterator[str]:
    """What Highlights say, below its title between dashes; what has none is of the section in front of it."""
    above = None
    for section in sections:
        title = section.title or above
        if section.part is not Part.HIGHLIGHTS:
            above = section.title
        elif title is not None:
            blocks = "".join(_blocks(part, fragments) for part in section.walk())
            yield dashed(html.escape(title.text.upper())) + blocks


def _section(section: Section, depth: int, fragments: Fragments) -> str:
    level = min(depth, _DEEPEST)
    heading = f"<h{level}>{_title(section)}</h{level}>" if section.title else ""
    below = "".join(_section(part, depth + 1, fragments) for part in section.sections)
    boxed = " class='boxed-warning'" if section.part is Part.BOXED else ""
    return f"<div{boxed}>{heading}{_blocks(section, fragments)}{below}</div>"


def _blocks(section: Section, fragments: Fragments) -> str:
    written = ""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            words = html.escape(block.text.text)
            written += f"<ul><li>{words}</li></ul>" if block.level else f"<p>{words}</p>"
        else:
            written += _table(block, fragments)
    return written


def _table(table: Table, fragments: Fragments) -> str:
    """A table from its fragment, with the caption that the text prints in front of it."""
    fragment = fragments.take(table)
    caption = " ".join(
        part for part in (table.label and f"{table.label}:", table.caption and table.caption.text) if part
    )
    if fragment is None:
        rows = ("".join(_cells(table, row)) for row in range(table.rows))
        written = f"<table class='boxed'>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table>"
        written += "".join(f"<p class='notes'>{html.escape(note.text.text)}</p>" for note in table.footnotes)
        return f"<p class='caption'>{html.escape(caption)}</p>{written}"
    begins = "".join(map(str, fragment.itertext())).strip()
    captions = ["".join(map(str, part.itertext())).strip() for part in fragment if tag(part) == "caption"]
    titled = any(captions) or (table.label and begins.startswith(table.label))
    return ("" if titled or not caption else f"<p class='caption'>{html.escape(caption)}</p>") + table_html(fragment)


def _cells(table: Table, row: int) -> Iterator[str]:
    """The cells of a row of the reader's grid, which is printed where no fragment has its words."""
    for cell in table.cells:
        if cell.row == row:
            name = "th" if row < table.header_rows else "td"
            spans = f"rowspan='{cell.row_span}' colspan='{cell.column_span}'"
            yield f"<{name} {spans}>{html.escape(cell.words)}<sup>{' '.join(cell.markers)}</sup></{name}>"
