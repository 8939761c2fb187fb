"""The markup of running text in SPL: runs of characters that are plain, raised, lowered, or the mark of a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree

from ingest.sources.spl.parsing import tag
from ingest.sources.writing.runs import Kind, Run

_SIGNS = ("*", "†", "‡", "§", "¶", "#")
_BLOCKS = frozenset(("paragraph", "list", "item", "tr", "td", "th", "table", "thead", "tbody", "tfoot"))
_STYLE = re.compile(r"bold|underline|italics", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Notes:
    """The notes that stand where they are referred to (`footnote`), each with the sign it gets in order."""

    signs: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, tuple[Run, ...]]] = field(default_factory=list)
    taken: frozenset[str] = frozenset()

    def add(self, element: etree._Element) -> str:
        free = (sign * times for times in range(1, 20) for sign in _SIGNS)
        used = {sign for sign, _ in self.texts} | self.taken
        sign = next(sign for sign in chain(free, ["*" * (20 + len(self.texts))]) if sign not in used)
        identifier = element.get("ID")
        if identifier:
            self.signs[identifier] = sign
        self.texts.append((sign, ()))
        place = len(self.texts) - 1
        self.texts[place] = (sign, tuple(_inside(element, Run(text=""), self)))
        return sign


def runs(element: etree._Element, notes: Notes) -> tuple[Run, ...]:
    """The runs inside an element in reading order; paragraphs, items and `br` end with a break, images are left out."""
    return tuple(_inside(element, Run(text=""), notes))


def _inside(element: etree._Element, style: Run, notes: Notes) -> Iterator[Run]:
    style = _style(element, style)
    yield from _text(element.text, style)
    for child in element:
        yield from _child(child, style, notes)
        yield from _text(child.tail, style)


def _child(child: etree._Element, style: Run, notes: Notes) -> Iterator[Run]:
    name = tag(child)
    if name == "br":
        yield Run(text="\n", kind=Kind.BREAK)
    elif name == "footnote":
        yield Run(text=notes.add(child), kind=Kind.NOTE)
    elif name == "footnoteRef":
        sign = notes.signs.get(child.get("IDREF") or "")
        if sign:
            yield Run(text=sign, kind=Kind.NOTE)
    elif name in _BLOCKS:
        yield Run(text="\n", kind=Kind.BREAK)
        if name == "item" and not any(tag(part) == "caption" for part in child):
            yield Run(text="• ", styles=style.styles)
        yield from _inside(child, style, notes)
        yield Run(text="\n", kind=Kind.BREAK)
    elif name == "caption":
        yield from _inside(child, style, notes)
        yield Run(text=" ")
    elif name != "renderMultiMedia":
        yield from _inside(child, style, notes)


def _style(element: etree._Element, style: Run) -> Run:
    name, code = tag(element), element.get("styleCode") or ""
    kind = {"sup": Kind.RAISED, "sub": Kind.LOWERED}.get(name, style.kind)
    styles = style.styles | {found.lower() for found in _STYLE.findall(code)}
    return Run(text="", kind=kind, styles=styles | {"bold"} if name == "th" else styles)


def _text(text: str | None, style: Run) -> Iterator[Run]:
    if text:
        yield Run(text=_SPACE.sub(" ", text), kind=style.kind, styles=style.styles)


def flow(element: etree._Element, notes: Notes) -> Iterator[tuple[Run, ...] | etree._Element]:
    """The contents of an element in reading order: runs, paragraph by paragraph, and between them lists and tables.

    The captions of list items, which are bullets and numbers, are left out.
    """
    return _flow(element, Run(text=""), notes)


def _flow(element: etree._Element, style: Run, notes: Notes) -> Iterator[tuple[Run, ...] | etree._Element]:
    style = _style(element, style)
    inline = list(_text(element.text, style))
    for child in element:
        name = tag(child)
        if name in ("list", "table", "paragraph"):
            yield tuple(inline)
            inline.clear()
            if name == "paragraph":
                yield from _flow(child, style, notes)
            else:
                yield child
        elif name != "caption":
            inline.extend(_child(child, style, notes))
        inline.extend(_text(child.tail, style))
    yield tuple(inline)
