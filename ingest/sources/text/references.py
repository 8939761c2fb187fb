"""Numbers that state nothing because they point somewhere: to sections, tables, figures, pages, telephones and sites."""

import re
from collections.abc import Iterable, Iterator

from ingest.document import Structure, StructureKind
from ingest.sources.numbering import TitleKind, numbering
from kg.locator import Span

_SECTION = r"\d{1,2}(?:\.\d{1,2}){0,2}"
_SECTIONS = rf"\(\s*{_SECTION}(?:\s*(?:,|;|and|or|to|[-–])\s*(?:and\s+)?{_SECTION})*\s*\)"
_BRACKETED = re.compile(r"\[\s*(?:see|refer\s+to)\b[^\[\]]{0,400}\]", re.IGNORECASE)
_SECTIONS_ALONE = re.compile(_SECTIONS)
_NUMBER = re.compile(_SECTION)
_SEE_SECTION = re.compile(
    rf"\bsee\s+{_SECTION}\s+for\b|\bsections?\s+{_SECTION}(?:\s*(?:,|and|or|to|[-–])\s*{_SECTION})*", re.IGNORECASE
)
_TABLES = re.compile(
    r"\b(?P<kind>Table|Figure)(?:s\s+\d+(?:\s*(?:,|and|or|to|through|[-–])\s*(?:and\s+)?\d+)*|\s+\d+)\b", re.IGNORECASE
)
_LABEL_END = re.compile(r"[A-Za-z]?\s*(?:[.:]|[-–—]\s|$)", re.MULTILINE)
_PAGES = re.compile(r"\bpages?\s+\d+(?:\s*(?:,|and|to|[-–])\s*\d+)*", re.IGNORECASE)
_CONTACTS = (
    re.compile(r"(?<![\w-])1\s?[-–.]\s*\(?[2-9]\d\d\)?[-–.\s]\s*[A-Z\d][A-Z\d-]{3,}"),
    re.compile(r"(?<![\w-])1?\(?[2-9]\d\d\)?[-–.\s]\s?[2-9]\d\d[-–.]\s?\d{4}\b"),
    re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]*[\w/]"),
    re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]*\w"),
    re.compile(r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"),
)
_ENUMERATOR = re.compile(r"(?<![\w.)])\(?(?P<number>[1-9])\)(?=\s)")
_ENUMERATION_REACH = 800


def references(text: str, span: Span, sections: frozenset[str], *, highlights: bool = False) -> Iterator[Structure]:
    """What points somewhere in a span of the source, the outermost where one stands in another.

    `sections` are the numbers of the label's sections. In Highlights, such a number in brackets is a cross-reference; in
    the sections it is one only after "see" or a section's title, since "(2.3)" may be a measurement there.
    """
    also = _in_highlights(text, span, sections) if highlights else _enumerators(text, span)
    yield from _outermost((*_found(text, span), *also))


def _found(text: str, span: Span) -> Iterator[Structure]:
    kinds = (
        (StructureKind.CROSS_REFERENCE, (_BRACKETED, _titled(), _SEE_SECTION, _PAGES)),
        (StructureKind.CONTACT, _CONTACTS),
    )
    for kind, patterns in kinds:
        for pattern in patterns:
            for match in pattern.finditer(text, span.start, span.end):
                yield Structure(kind=kind, span=Span(*match.span()))
    for match in _TABLES.finditer(text, span.start, span.end):
        yield Structure(kind=_table_kind(text, match), span=Span(*match.span()))


def _titled() -> re.Pattern[str]:
    """Section numbers after the title of a section: "Warnings and Precautions (5.1, 5.3)"."""
    titles = {title for known in numbering().of(TitleKind.SECTION) for title in known.titles}
    words = "|".join(r"\s*".join(re.escape(word) for word in re.findall(r"\w+|[^\w\s]", title)) for title in titles)
    return re.compile(rf"\b(?:{words})\s*{_SECTIONS}", re.IGNORECASE)


def _table_kind(text: str, match: re.Match[str]) -> StructureKind:
    """A label where "Table 5" begins its line and a full stop or the end of the line follows; else a cross-reference."""
    begins = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    if not begins or not _LABEL_END.match(text, match.end()):
        return StructureKind.CROSS_REFERENCE
    return StructureKind.TABLE_LABEL if match["kind"].lower() == "table" else StructureKind.FIGURE_LABEL


def _enumerators(text: str, span: Span) -> Iterator[Structure]:
    """The numbers of an enumeration in running text: "of 2 parts: 1) the antibody and 2) the linker"."""
    counted: list[re.Match[str]] = []
    for match in _ENUMERATOR.finditer(text, span.start, span.end):
        if counted and int(match["number"]) == len(counted) + 1 and _is_near(counted[-1], match):
            counted.append(match)
        elif match["number"] == "1":
            yield from _counted(counted)
            counted = [match]
    yield from _counted(counted)


def _is_near(match: re.Match[str], following: re.Match[str]) -> bool:
    same_brackets = match.group().startswith("(") == following.group().startswith("(")
    return same_brackets and following.start() - match.end() <= _ENUMERATION_REACH


def _counted(matches: list[re.Match[str]]) -> Iterator[Structure]:
    if len(matches) > 1:
        yield from (Structure(kind=StructureKind.LIST_NUMBER, span=Span(*match.span())) for match in matches)


def _in_highlights(text: str, span: Span, sections: frozenset[str]) -> Iterator[Structure]:
    for match in _SECTIONS_ALONE.finditer(text, span.start, span.end):
        if set(_NUMBER.findall(match.group())) <= sections:
            yield Structure(kind=StructureKind.CROSS_REFERENCE, span=Span(*match.span()))


def _outermost(found: Iterable[Structure]) -> Iterator[Structure]:
    last = -1
    for structure in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if structure.span.end > last:
            last = structure.span.end
            yield structure
