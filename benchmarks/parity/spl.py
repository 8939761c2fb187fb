"""A label in SPL set as pages: Highlights gathered from the excerpts of its sections, then the sections in order."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from benchmarks.parity.layout import Heading, PrintedLabel, dashed
from benchmarks.parity.markup import inline_html, text_html
from ingest.sources.spl.parsing import parse, tag

_PRODUCT_DATA = "48780-1"
_BOXED_WARNING = "34066-1"
_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+")
_DEEPEST = 5


def spl_label(name: str, data: bytes) -> PrintedLabel:
    """The label that an SPL file holds. Raises SourceError if it is no XML."""
    document = parse(name, data)
    sections = [element for element in _below(document) if _code(element) != _PRODUCT_DATA]
    title = document.find("{*}title")
    excerpts = "".join(_excerpts(sections))
    heading = f"<div>{inline_html(title)}</div>" if title is not None else ""
    full = "".join(_section(section, 1) for section in sections)
    return PrintedLabel(
        name=name,
        highlights=heading + excerpts if excerpts else "",
        headings=tuple(_headings(sections, 1)),
        full=full if excerpts else heading + full,
    )


def _below(element: etree._Element) -> list[etree._Element]:
    """The sections right below an element, which are wrapped in components."""
    found = list[etree._Element]()
    for child in element:
        if tag(child) == "section":
            found.append(child)
        elif tag(child) in ("component", "structuredBody"):
            found += _below(child)
    return found


def _code(section: etree._Element) -> str | None:
    code = section.find("{*}code")
    return code.get("code") if code is not None else None


def _excerpts(sections: list[etree._Element]) -> Iterator[str]:
    """What Highlights say of each section, below its title without the number."""
    for section in sections:
        for text in section.iterfind("{*}excerpt/{*}highlight/{*}text"):
            title = _plain_title(section)
            yield dashed(html.escape(_NUMBER.sub("", title, count=1))) + text_html(text)
        yield from _excerpts(_below(section))


def _plain_title(section: etree._Element) -> str:
    title = section.find("{*}title")
    return " ".join("".join(map(str, title.itertext())).split()) if title is not None else ""


def _headings(sections: list[etree._Element], depth: int) -> Iterator[Heading]:
    for section in sections:
        title = section.find("{*}title")
        if title is not None and _NUMBER.match(_plain_title(section)):
            yield Heading(depth=depth, words=inline_html(title))
        yield from _headings(_below(section), depth + 1)


def _section(section: etree._Element, depth: int) -> str:
    title = section.find("{*}title")
    level = min(depth, _DEEPEST)
    heading = f"<h{level}>{inline_html(title)}</h{level}>" if title is not None and _plain_title(section) else ""
    text = "".join(text_html(text) for text in section.iterfind("{*}text"))
    below = "".join(_section(part, depth + 1) for part in _below(section))
    boxed = " class='boxed-warning'" if _code(section) == _BOXED_WARNING else ""
    return f"<div{boxed}>{heading}{text}{below}</div>"
