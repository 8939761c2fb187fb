"""Numbers that state nothing because they point somewhere: to sections, tables, figures, pages, telephones and sites.

A search of a whole label for a word in any case takes long. So each shape is tried only where one of its `_words` stands
(`_at_words`), or begins with a character that is looked for first, what must not stand in front of it being looked at after.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

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
    re.compile(r"1(?<![\w-]1)\s?[-–.]\s*\(?[2-9]\d\d\)?[-–.\s]\s*[A-Z\d][A-Z\d-]{3,}"),
    re.compile(
        r"[1(2-9](?<![\w-].)(?:(?<=1)\(?[2-9]|(?<=\()[2-9]|(?<=[2-9]))\d\d\)?[-–.\s]\s?[2-9]\d\d[-–.]\s?\d{4}\b"
    ),
    re.compile(r"[A-Z](?<!\w.)[A-Z]\s+\d{5}(?:-\d{4})?\b"),
)
_SITE = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]*[\w/]")
_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]*\w")
_LONGEST_NAME = 64
_LONGEST_TITLE = 120
_LONGEST_WORD = 20
_ENUMERATOR = re.compile(r"(?<![\w.)])\(?(?P<number>[1-9])\)(?=\s)")
_FIRST_ENUMERATOR = re.compile(r"1\)(?<![\w.)]1\))(?=\s)")
_ENUMERATION_REACH = 800


def references(text: str, span: Span, sections: frozenset[str], *, highlights: bool = False) -> Iterator[Structure]:
    """What points somewhere in a span of the source, the outermost where one stands in another.

    `sections` are the numbers of the label's sections. In Highlights, such a number in brackets is a cross-reference; in
    the sections it is one only after "see" or a section's title, since "(2.3)" may be a measurement there.
    """
    also = _in_highlights(text, span, sections) if highlights else _enumerators(text, span)
    yield from _outermost((*_found(text, span), *also))


def _found(text: str, span: Span) -> Iterator[Structure]:
    pointing = (
        _BRACKETED.finditer(text, span.start, span.end),
        _titled(text, span),
        _at_words(_SEE_SECTION, _words("see", "section"), text, span),
        _at_words(_PAGES, _words("page"), text, span),
    )
    contacts = (
        *(pattern.finditer(text, span.start, span.end) for pattern in _CONTACTS),
        _at_words(_SITE, ("http", "www."), text, span),
        _addresses(text, span),
    )
    for kind, found in ((StructureKind.CROSS_REFERENCE, pointing), (StructureKind.CONTACT, contacts)):
        for match in (match for matches in found for match in matches):
            yield Structure(kind=kind, span=Span(*match.span()))
    for match in _at_words(_TABLES, _words("table", "figure"), text, span):
        yield Structure(kind=_table_kind(text, match), span=Span(*match.span()))


@cache
def _words(*words: str) -> tuple[str, ...]:
    """Words as they are printed: in small letters, with a capital, in capitals."""
    return tuple(printed for word in words for printed in (word, word.capitalize(), word.upper()))


def _at_words(pattern: re.Pattern[str], words: Iterable[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin with one of some words, as they are printed."""
    for word in words:
        at = text.find(word, span.start, span.end)
        while at >= 0:
            match = pattern.match(text, at, span.end)
            if match:
                yield match
            at = text.find(word, match.end() if match else at + len(word), span.end)


def _addresses(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Electronic addresses, looked for right in front of each "@"."""
    at = text.find("@", span.start, span.end)
    while at >= 0:
        match = _ADDRESS.search(
            text, max(span.start, text.rfind(" ", span.start, at) + 1, at - _LONGEST_NAME), span.end
        )
        if match:
            yield match
        at = text.find("@", max(at + 1, match.end() if match else 0), span.end)


def _titled(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Section numbers after the title of a section: "Warnings and Precautions (5.1, 5.3)"."""
    pattern, last_words = _title_pattern()
    for numbers in _SECTIONS_ALONE.finditer(text, span.start, span.end):
        start = numbers.start()
        if text[max(span.start, start - _LONGEST_WORD) : start].rstrip().lower().endswith(last_words):
            match = pattern.search(text, max(span.start, start - _LONGEST_TITLE), numbers.end())
            if match:
                yield match


@cache
def _title_pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The titles of sections with section numbers behind them, and the last words of those titles in small letters."""
    titles = sorted({title for known in numbering().of(TitleKind.SECTION) for title in known.titles})
    words = "|".join(r"\s*".join(re.escape(word) for word in re.findall(r"\w+|[^\w\s]", title)) for title in titles)
    pattern = re.compile(rf"\b(?:{words})\s*{_SECTIONS}\Z", re.IGNORECASE)
    return pattern, tuple({title.split()[-1].lower() for title in titles})


def _table_kind(text: str, match: re.Match[str]) -> StructureKind:
    """A label where "Table 5" begins its line and a full stop or the end of the line follows; else a cross-reference."""
    begins = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    if not begins or not _LABEL_END.match(text, match.end()):
        return StructureKind.CROSS_REFERENCE
    return StructureKind.TABLE_LABEL if match["kind"].lower() == "table" else StructureKind.FIGURE_LABEL


def _enumerators(text: str, span: Span) -> Iterator[Structure]:
    """The numbers of an enumeration in running text: "of 2 parts: 1) the antibody and 2) the linker"."""
    counted: list[re.Match[str]] = []
    if not _FIRST_ENUMERATOR.search(text, span.start, span.end):
        return
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
