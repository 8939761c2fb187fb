"""XML parsed safely: no document type, no entities, nothing from outside, bounded depth.

Files are parsed by `lxml`, whose elements know their lines; tables inside JSON, each on one line, by the standard library,
whose elements are read in half the time. `Element` is what reading needs of both.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Protocol, Self
from xml.etree import ElementTree

from lxml import etree

from kg.errors import NoLabelError, SourceError

MOST_DEPTH = 100
"""Labels nest their elements about 30 deep."""

MOST_TAGS = 400_000
"""How many tags a document may have; those seen have at most about 7,400."""

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DEEPEST = "/".join(["*"] * MOST_DEPTH)
_TOO_DEEP = etree.XPath(f"boolean({_DEEPEST})")
_OTHER = re.compile(rb"<!\s*DOCTYPE\s+(?P<root>html|svg)\b", re.IGNORECASE)
_DEEP = f"elements are nested more than {MOST_DEPTH} deep"
_EXPECTED = "the XML of a label, as DailyMed gives it"


class Element(Protocol):
    """An element of XML with those right inside, in their order."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    def get(self, key: str, /) -> str | None: ...
    def __iter__(self) -> Iterator[Self]: ...
    def __getitem__(self, index: int, /) -> Self: ...
    def __len__(self) -> int: ...


def parse(name: str, data: bytes) -> etree._Element:
    """The root element of an XML document or fragment; comments and processing instructions are left out.

    Raises SourceError, naming the file and the line, if the XML is malformed, declares a document type or entities, has more
    than `MOST_TAGS` tags or nests deeper than `MOST_DEPTH`.
    """
    _refuse_declared(name, data.replace(b"\0", b""))
    if data.count(b"<") > MOST_TAGS:
        raise _refused(f"the XML has more than {MOST_TAGS:,} tags", name, None)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        where = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
        reason = str(error).partition(", line ")[0]
        what = _DEEP if "depth" in reason else f"the XML is malformed: {reason}"
        raise _refused(what, name, where) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("a document type is declared", name, _line(data, _DOCTYPE.search(data)))
    if _TOO_DEEP(root):
        deepest: object = getattr(root.find(_DEEPEST), "sourceline", None)
        raise _refused(_DEEP, name, deepest if isinstance(deepest, int) else None)
    return root


def parse_fragment(name: str, text: str) -> ElementTree.Element:
    """A `text` element around some XML that stands on one line, as `parse` gives it, and with the same errors."""
    if "!" in text and "<!" in text:
        _refuse_declared(name, text.encode())
    try:
        root = ElementTree.fromstring(f"<text>{text}</text>")  # noqa: S314 (inside an element, no entity can be declared)
    except ElementTree.ParseError as error:
        raise _refused(f"the XML is malformed: {str(error).partition(': line ')[0]}", name, 1) from error
    depth, holding = 1, [root]
    while holding:
        if depth == MOST_DEPTH:
            raise _refused(_DEEP, name, 1)
        depth, holding = depth + 1, list(filter(len, chain.from_iterable(holding)))
    return root


def _refuse_declared(name: str, data: bytes) -> None:
    """Raise SourceError for a declared document type or entity; NoLabelError for the type of a web page or a drawing."""
    declared = _DOCTYPE.search(data[:100_000])
    if declared is None:
        return
    other = _OTHER.match(data, declared.start())
    if other:
        raise NoLabelError(f"a document of type {other['root'].decode()!r}", where=name, expected=_EXPECTED)
    raise _refused("a document type or entities are declared", name, _line(data, declared))


def _line(data: bytes, found: re.Match[bytes] | None) -> int | None:
    return data.count(b"\n", 0, found.start()) + 1 if found else None


def place(name: str, element: Element) -> str:
    """Where an element stands, for messages: the file and the line, if the element knows it."""
    line = element.sourceline if isinstance(element, etree._Element) else None
    return f"{name}, line {line}" if line else name


def tag(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return local(element.tag)


@lru_cache(maxsize=1_000)
def local(name: object) -> str:
    """The name that a tag of lxml has without its namespace; "" for one of no element."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements right below one that have one of some names, in any namespace."""
    return element.iterchildren(*_patterns(names))


@lru_cache(maxsize=1_000)
def _patterns(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element below one at the end of a path of names; None if there is none, or no element to begin with."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def attribute(element: Element | None, name: str) -> str | None:
    """What an attribute of an element says; None if it is missing or empty, or there is no element."""
    return (element.get(name) or None) if element is not None else None


def _refused(what: str, name: str, line: int | None) -> SourceError:
    return SourceError(what, where=f"{name}, line {line}" if line else name, expected=_EXPECTED)
