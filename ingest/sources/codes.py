"""The LOINC codes of numbered sections to which their source gives none, told by number and title."""

from collections.abc import Mapping, Sequence

import msgspec

from ingest.document import Part, Section
from ingest.sources.chapters import chapters_of
from ingest.sources.numbering import TitleKind, numbering


def with_codes(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, those without a code given that of their number; codes that the source has stay as they are.

    In a label that numbers its sections otherwise, titles alone tell the code.
    """
    chapters = chapters_of(sections)
    return tuple(_coded(section, chapters) if section.part is Part.FULL else section for section in sections)


def _coded(section: Section, chapters: Mapping[str, str]) -> Section:
    below = tuple(_coded(part, chapters) for part in section.sections)
    loinc = section.loinc or _told(section, chapters)
    if loinc == section.loinc and not below:
        return section
    return msgspec.structs.replace(section, sections=below, loinc=loinc)


def _told(section: Section, chapters: Mapping[str, str]) -> str | None:
    if section.number is None or section.title is None:
        return None
    title = section.title.text
    if chapters and "." not in section.number:
        return next((known.loinc for known in numbering().of(TitleKind.SECTION) if known.is_printed(title)), None)
    return numbering().loinc(chapters.get(section.number, section.number), title)
