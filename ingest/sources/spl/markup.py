"""The markup of running text in SPL: runs of characters that are plain, raised, lowered, or the mark of a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from lxml import etree

from ingest.sources.spl.parsing import tag
from ingest.sources.writing.runs import Kind, Run

_SIGNS = ("*", "†", "‡", "§", "¶", "#")
_BLOCKS = frozenset(("paragraph", "list", "item", "tr", "td", "th", "table", "thead", "tbody", "tfoot"))
_STYLE = re.compile(r"bold|underline|italics", re.IGNORECASE)
_KINDS = {"sup": Kind.RAISED, "sub": Kind.LOWERED, "th": Kind.PLAIN}
"""Elements whose characters stand in a way of their own; those of `th` are bold."""

_PLAIN = Run(text="")
_BREAK = Run(text="\n", kind=Kind.BREAK)


def _free_signs() -> Iterator[str]:
    yield from (sign * times for times in range(1, 20) for sign in _SIGNS)
    yield from (f"*{number}" for number in count(20))


@dataclass(slots=True)
class Notes:
    """The notes that stand where they are referred to (`footnote`), each with the sign it gets in order."""

    signs: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, tuple[Run, ...]]] = field(default_factory=list)
    taken: frozenset[str] = frozenset()
    _free: Iterator[str] = field(default_factory=_free_signs)

    def add(self, element: etree._Element) -> str:
        sign = next(sign for sign in self._free if sign not in self.taken)
        identifier = element.get("ID")
        if identifier:
            self.signs[identifier] = sign
        self.texts.append((sign, ()))
        place = len(self.texts) - 1
        self.texts[place] = (sign, runs(element, self))
        return sign


def runs(element: etree._Element, notes: Notes) -> tuple[Run, ...]:
    """The runs inside an element in reading order; paragraphs, items and `br` end with a break, images are left out."""
    found = list[Run]()
    _inside(element, tag(element), _PLAIN, notes, found)
    return tuple(found)


def _inside(element: etree._Element, name: str, style: Run, notes: Notes, found: list[Run]) -> None:
    """Adds the runs inside an element to those found; the text of `style` is empty."""
    style = _style(element, name, style)
    if text := element.text:
        found.append(Run(_apart(found, text), style.kind, style.styles))
    for child in element:
        _child(child, style, notes, found)
        if text := child.tail:
            found.append(Run(_apart(found, text), style.kind, style.styles))


def _child(child: etree._Element, style: Run, notes: Notes, found: list[Run]) -> None:
    name = tag(child)
    if name == "br":
        found.append(_BREAK)
    elif name == "footnote":
        found.append(Run(text=notes.add(child), kind=Kind.NOTE))
    elif name == "footnoteRef":
        sign = notes.signs.get(child.get("IDREF") or "")
        if sign:
            found.append(Run(text=sign, kind=Kind.NOTE))
    elif name in _BLOCKS:
        found.append(_BREAK)
        if name == "item" and not any(tag(part) == "caption" for part in child):
            found.append(Run(text="• ", styles=style.styles))
        _inside(child, name, style, notes, found)
        found.append(_BREAK)
    elif name == "caption":
        _inside(child, name, style, notes, found)
        found.append(Run(text=" "))
    elif name != "renderMultiMedia":
        _inside(child, name, style, notes, found)


def _style(element: etree._Element, name: str, style: Run) -> Run:
    """How characters right in an element stand, as a run without characters."""
    code, kind = element.get("styleCode"), _KINDS.get(name)
    if not code and kind is None:
        return style
    styles = style.styles.union(_styles(code)) if code else style.styles
    if kind is Kind.PLAIN:
        return Run(text="", kind=style.kind, styles=styles | {"bold"})
    return Run(text="", kind=kind or style.kind, styles=styles)


@cache
def _styles(code: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _STYLE.findall(code))


def flow(element: etree._Element, notes: Notes) -> Iterator[tuple[Run, ...] | etree._Element]:
    """The contents of an element in reading order: runs, paragraph by paragraph, and between them lists and tables.

    The captions of list items, which are bullets and numbers, are left out.
    """
    return _flow(element, _PLAIN, notes)


def _flow(element: etree._Element, style: Run, notes: Notes) -> Iterator[tuple[Run, ...] | etree._Element]:
    style = _style(element, tag(element), style)
    inline = [Run(text, style.kind, style.styles)] if (text := element.text) else []
    for child in element:
        name = tag(child)
        if name in ("list", "table", "paragraph"):
            if not _is_blank(inline):
                yield tuple(inline)
            inline = []
            if name == "paragraph":
                yield from _flow(child, style, notes)
            else:
                yield child
        elif name != "caption":
            _child(child, style, notes, inline)
        if text := child.tail:
            inline.append(Run(_apart(inline, text), style.kind, style.styles))
    if not _is_blank(inline):
        yield tuple(inline)


def _is_blank(inline: list[Run]) -> bool:
    """Whether there is nothing, or only the white space that indented XML has between paragraphs."""
    return not inline or (len(inline) == 1 and inline[0].text.isspace())


def _apart(before: list[Run], text: str) -> str:
    """Characters of an element or behind it: a word is kept apart from a colon right in front, which ends a heading."""
    return f" {text}" if before and text[0].isalpha() and before[-1].text.endswith(":") else text
