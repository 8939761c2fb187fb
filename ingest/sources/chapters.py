"""Which section of 21 CFR 201.57(c) each numbered section is, for labels that number their sections otherwise.

Fact sheets of emergency use authorizations have "11 Use in Specific Populations" and "19 How Supplied". Their titles, else
their LOINC codes, else their numbers, tell what they are; the printed number stays what a fact cites.
"""

from collections.abc import Mapping, Sequence

from ingest.document import Part, Section
from ingest.sources.numbering import KnownTitle, TitleKind, numbering


def chapters_of(sections: Sequence[Section]) -> Mapping[str, str]:
    """The usual number of each numbered section, by the printed one; empty where all stand under their usual numbers.

    A section that is none of the usual ones gets a name that no usual section has.
    """
    tops = [section for section in sections if section.part is Part.FULL and section.number and section.title]
    titled = {top.number: found for top in tops if top.number and (found := _by_title(top))}
    if all(number == found for number, found in titled.items()):
        return {}
    chapters: dict[str, str] = {}
    for top in tops:
        if top.number:
            told = numbering().number_of(top.loinc) if top.loinc else _usual(top.number)
            untitled = told if told not in titled.values() else None
            chapters[top.number] = titled.get(top.number) or untitled or f"other {top.number}"
            chapters.update(_below(top, top.number, chapters[top.number]))
    return chapters


def _usual(number: str) -> str | None:
    """A number that a section has by the regulation."""
    return number if numbering().section(number) else None


def _by_title(section: Section) -> str | None:
    known = (known for known in numbering().of(TitleKind.SECTION) if _is_titled(section, known))
    return next((found.number for found in known), None)


def _is_titled(section: Section, known: KnownTitle) -> bool:
    return section.title is not None and known.is_printed(section.title.text)


def _below(top: Section, printed: str, chapter: str) -> Mapping[str, str]:
    """The subsections of a section: those with a usual title under its number, the others under a name of their own."""
    usual = [known for known in numbering().of(TitleKind.SUBSECTION) if known.number == chapter and known.usual]
    below = (section for section in top.walk() if section.number and section.number != printed)
    chapters: dict[str, str] = {}
    for section in below:
        if section.number:
            found = next((known.usual for known in usual if _is_titled(section, known)), None)
            chapters[section.number] = found or f"{chapter}.other {section.number}"
    return chapters
