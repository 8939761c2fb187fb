"""The sections that prescribing information has by 21 CFR 201.57, their titles and LOINC codes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import KnowledgeError

_FILE = Path(__file__).with_name("sections.toml")


class TitleKind(StrEnum):
    """Which table of `sections.toml` a title stands in."""

    SECTION = "section"
    SUBSECTION = "subsection"
    HIGHLIGHT = "highlight"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTitle:
    """A section that labels have: `number` is its own number, or its parent's for a subsection.

    `usual` is the number that the regulation gives a subsection, where it does.
    """

    kind: TitleKind
    number: str | None
    titles: tuple[str, ...]
    loinc: str
    usual: str | None = None

    def is_printed(self, title: str) -> bool:
        return letters(title) in _all_letters(self.titles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The contents of `sections.toml`."""

    known: tuple[KnownTitle, ...]
    by_kind: Mapping[TitleKind, tuple[KnownTitle, ...]]
    boxed_warning: str

    def section(self, number: str) -> KnownTitle | None:
        """The section with a number from 1 to 17."""
        return _sections().get(number)

    def number_of(self, loinc: str | None) -> str | None:
        """The number of the section from 1 to 17 that a LOINC code stands for."""
        return next((known.number for known in self.of(TitleKind.SECTION) if known.loinc == loinc), None)

    def of(self, kind: TitleKind) -> tuple[KnownTitle, ...]:
        return self.by_kind[kind]

    def loinc(self, number: str | None, title: str) -> str | None:
        """The LOINC code of a numbered section, or of an unnumbered one of Highlights or after section 17."""
        if number is None:
            found = (*self.of(TitleKind.HIGHLIGHT), *self.of(TitleKind.APPENDIX))
            return next((known.loinc for known in found if known.is_printed(title)), None)
        parent, dot, _ = number.partition(".")
        if not dot:
            known_section = self.section(number)
            return known_section.loinc if known_section else None
        return _loincs_below(parent).get(letters(title))


@lru_cache(maxsize=1_000)
def _all_letters(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(letters, titles))


@cache
def _sections() -> Mapping[str, KnownTitle]:
    """The sections from 1 to 17 by their numbers."""
    return {known.number: known for known in numbering().of(TitleKind.SECTION) if known.number}


@cache
def _loincs_below(parent: str) -> Mapping[str, str]:
    """The LOINC codes of the subsections of a section, by the letters of their titles."""
    below = [known for known in numbering().of(TitleKind.SUBSECTION) if known.number == parent]
    return {printed: known.loinc for known in reversed(below) for printed in _all_letters(known.titles)}


@lru_cache(maxsize=10_000)
def letters(title: str) -> str:
    """The letters of a title in upper case: what is left when spaces, signs and capitals are printed differently.

    >>> letters("How Supplied / Storage & Handling")
    'HOWSUPPLIEDSTORAGEANDHANDLING'
    """
    if title.isascii() and title.isalpha():
        return title.upper()
    return "".join(filter(str.isalpha, title.replace("&", "and").upper()))


@cache
def numbering() -> Numbering:
    """The sections of prescribing information, read once."""
    with _FILE.open("rb") as file:
        content = tomllib.load(file)
    known = tuple(_known(kind, entry) for kind in TitleKind for entry in content[kind])
    by_kind = {kind: tuple(one for one in known if one.kind is kind) for kind in TitleKind}
    return Numbering(known=known, by_kind=by_kind, boxed_warning=content["boxed_warning"])


def _known(kind: TitleKind, entry: Mapping[str, str | list[str]]) -> KnownTitle:
    title, loinc, number, also, usual = (entry.get(name) for name in ("title", "loinc", "number", "also", "usual"))
    if not isinstance(title, str) or not isinstance(loinc, str):
        raise KnowledgeError(f"a {kind} without title or loinc: {dict(entry)}", where=_FILE.name, expected="both")
    return KnownTitle(
        kind=kind,
        number=number if isinstance(number, str) else None,
        titles=(title, *(also if isinstance(also, list) else ())),
        loinc=loinc,
        usual=usual if isinstance(usual, str) else None,
    )
