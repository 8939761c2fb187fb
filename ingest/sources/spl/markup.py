"""The markup of running text in SPL: runs of characters that are plain, raised, lowered, or the mark of a note."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from msgspec import Struct, field

from ingest.sources.spl.parsing import Element, local
from ingest.sources.writing.runs import Kind, Run

_SIGNS = ("*", "†", "‡", "§", "¶", "#")
_BLOCKS = frozenset(("paragraph", "list", "item", "tr", "td", "th", "table", "thead", "tbody", "tfoot"))
_STYLE = re.compile(r"bold|underline|italics", re.IGNORECASE)
_APART = _BLOCKS.union(("br", "footnote", "footnoteRef", "caption", "renderMultiMedia"))
"""Elements that are more, or less, than the text inside them."""

_WRAPPING = frozenset(("paragraph", "content"))
"""Elements in which nearly all cells have their characters, where these do not stand right in them."""

_KINDS = {"sup": Kind.RAISED, "sub": Kind.LOWERED}
_STYLING = frozenset(("th", *_KINDS))
"""Elements whose characters stand in a way of their own; those of `th` are bold."""

_NOTE = Kind.NOTE
_BOLD = frozenset(("bold",))
_NO_STYLES = frozenset[str]()
PLAIN = Run(text="")
"""The style of text outside all elements that have one."""

_BREAK = Run(text="\n", kind=Kind.BREAK)


def _free_signs() -> Iterator[str]:
    yield from (sign * times for times in range(1, 20) for sign in _SIGNS)
    yield from (f"*{number}" for number in count(20))


class Notes(Struct, kw_only=True):
    """The notes that stand where they are referred to (`footnote`), each with the sign it gets in order."""

    signs: dict[str, str] = {}
    texts: list[tuple[str, tuple[Run, ...]]] = []
    taken: frozenset[str] = frozenset()
    _free: Iterator[str] = field(default_factory=_free_signs)

    def add(self, element: Element) -> str:
        sign = next(sign for sign in self._free if sign not in self.taken)
        identifier = element.get("ID")
        if identifier:
            self.signs[identifier] = sign
        self.texts.append((sign, ()))
        place = len(self.texts) - 1
        self.texts[place] = (sign, runs(element, self))
        return sign


def runs(element: Element, notes: Notes) -> tuple[Run, ...]:
    """The runs inside an element in reading order; breaks part paragraphs, items and lines; of images the captions are read."""
    if (alone := _alone(element)) is not None:
        return alone
    found: list[Run] = []
    _inside(element, local(element.tag), PLAIN, notes, found)
    if len(found) > 1 and found[-1] is _BREAK:
        found.pop()
    return tuple(found)


def _alone(element: Element) -> tuple[Run, ...] | None:
    """The one run, if any, inside an element of characters alone, or in one paragraph, or the like; None if there is more."""
    style = _outermost(element.get("styleCode"), element.tag)
    while inside := len(element):
        if inside > 1 or element.text:
            return None
        element = element[0]
        wrapping = local(element.tag)
        if wrapping not in _WRAPPING or element.tail:
            return None
        if code := element.get("styleCode"):
            style = styled(code, wrapping, style)
    text = element.text
    return (Run(text, style.kind, style.styles),) if text else ()


def _inside(element: Element, name: str, style: Run, notes: Notes, found: list[Run]) -> None:
    """Adds the runs inside an element to those found; the text of `style` is empty."""
    code = element.get("styleCode")
    if code or name in _STYLING:
        style = _outermost(code, name) if style is PLAIN else styled(code, name, style)
    if text := element.text:
        add_text(found, text, style)
    for child in element:
        add_child(child, local(child.tag), style, notes, found)
        if text := child.tail:
            add_text(found, text, style)


def add_child(child: Element, name: str, style: Run, notes: Notes, found: list[Run]) -> None:
    """Adds the runs of an element with a name in text of a style to those found."""
    if name not in _APART:
        _inside(child, name, style, notes, found)
    elif name == "br":
        _break(found)
    elif name in _BLOCKS or (name == "renderMultiMedia" and len(child)):
        _break(found)
        if name == "item" and not (len(child) and any(local(part.tag) == "caption" for part in child)):
            found.append(Run("• ", styles=style.styles))
        _inside(child, name, style, notes, found)
        _break(found)
    elif name == "footnote":
        found.append(Run(notes.add(child), _NOTE))
    elif name == "footnoteRef":
        sign = notes.signs.get(child.get("IDREF") or "")
        if sign:
            found.append(Run(sign, _NOTE))
    elif name == "caption":
        _inside(child, name, style, notes, found)
        found.append(Run(" "))


def add_text(found: list[Run], text: str, style: Run) -> None:
    """Adds characters of an element or behind it: a word is kept apart from a colon right in front, which ends a heading."""
    if found and text[0].isalpha() and found[-1].text.endswith(":"):
        text = f" {text}"
    found.append(Run(text, style.kind, style.styles))


def _break(found: list[Run]) -> None:
    """Ends a line, if one was begun."""
    if found and found[-1] is not _BREAK:
        found.append(_BREAK)


def styled(code: str | None, name: str, style: Run) -> Run:
    """How characters right in an element with a style code and a name stand, as a run without characters."""
    styles = _styles(code) if code else _NO_STYLES
    if name in _STYLING:
        return Run("", _KINDS.get(name, style.kind), style.styles | styles | (_BOLD if name == "th" else _NO_STYLES))
    return Run("", style.kind, style.styles | styles) if styles else style


@lru_cache(maxsize=1_000)
def _outermost(code: str | None, tag: str) -> Run:
    """How characters right in the outermost element stand."""
    return styled(code, local(tag), PLAIN)


@lru_cache(maxsize=1_000)
def _styles(code: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _STYLE.findall(code))
