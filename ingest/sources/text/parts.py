"""The parts of a label's text: guide, Highlights, contents, boxed warning, numbered sections and what follows them.

Here too it is decided whether a text is a label at all, and whether it is whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.numbering import TitleKind, letters, numbering
from ingest.sources.text.contents import Contents, contents_of
from ingest.sources.text.front import contents_start, first_title, highlights_start
from ingest.sources.text.headings import CONTENTS, FULL, HIGHLIGHTS, Heading, boxed_title, stands_apart
from ingest.sources.text.lines import Line
from ingest.sources.text.numbered import numbered_headings, place
from kg.errors import NoLabelError, SourceError

_EXPECTED = "prescribing information with the sections of 21 CFR 201.57, from 1 INDICATIONS AND USAGE to 17"
_REMEDY = "get the whole text"
_FIRST_REQUIRED = 2
_LAST_REQUIRED = 16
_OLD_TITLES = frozenset(
    ("CLINICALPHARMACOLOGY", "INDICATIONSANDUSAGE", "CONTRAINDICATIONS", "WARNINGS", "PRECAUTIONS", "ADVERSEREACTIONS")
)
_LEAST_OLD_TITLES = 3
_SECTION_1 = re.compile(r"\s*1\.?(?:\s+ind|$)", re.IGNORECASE)
_OWN_SECTION_1 = re.compile(r"\s*1\.?\s+[A-Z]{3}[A-Z ,/&]*$")
_TABLE = re.compile(r"\s*(?P<label>Table\s+\d+)\s*[.:]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the parts of a label stand: ranges of line indices. `sections` are the numbered headings in `full`."""

    guide: range
    highlights: range
    contents: range
    boxed: range
    full: range
    sections: tuple[Heading, ...]
    appendices: tuple[range, ...]


def parts_of(name: str, lines: Sequence[Line]) -> Parts:
    """The parts of a label. Raises SourceError if the lines are no label in this format, or not the whole of one."""
    highlights = first_title(HIGHLIGHTS, lines, 0)
    contents = first_title(CONTENTS, lines, highlights or 0)
    full = _first(FULL, lines, contents + 1 if contents is not None else highlights or 0)
    highlights = highlights_start(lines, highlights) if highlights is not None else None
    contents = contents_start(lines, contents) if contents is not None else None
    start = _first_section(lines) if full is None and contents is None else full
    if start is None:
        raise _no_sections(name, lines, begun=highlights is not None)
    appendices = tuple(_appendices(lines, start))
    stop = appendices[0] if appendices else len(lines)
    listed = contents_of(lines[contents:full] if contents is not None and full is not None else ())
    sections = _sections(lines, start, stop, listed)
    if not sections:
        raise _no_sections(name, lines, begun=True)
    _check_whole(name, lines, sections, stop)
    numbered = sections[0].first
    box = _box(lines, highlights, numbered) if full is None else full
    guide = box if highlights is None else highlights
    return Parts(
        guide=range(guide),
        highlights=range(guide, box if contents is None else contents),
        contents=range(box if contents is None else contents, box),
        boxed=range(box if full is None else box + 1, numbered),
        full=range(numbered, stop),
        sections=sections,
        appendices=tuple(range(*ends) for ends in zip(appendices, (*appendices[1:], len(lines)), strict=False)),
    )


def _sections(lines: Sequence[Line], start: int, stop: int, contents: Contents) -> tuple[Heading, ...]:
    """The numbered headings; those with titles of their own only where the usual ones make no whole label.

    An emergency use authorization has other sections than the regulation.
    """
    usual = tuple(numbered_headings(lines, start, stop, contents=contents))
    if usual and usual[-1].number and place(usual[-1].number)[0] >= _LAST_REQUIRED:
        return usual
    own = tuple(numbered_headings(lines, _behind_contents(lines, start, stop), stop, own_titles=True))
    return own if own and own[-1].number and place(own[-1].number)[0] >= _LAST_REQUIRED else usual


def _behind_contents(lines: Sequence[Line], start: int, stop: int) -> int:
    """Where the title of section 1 is printed again, behind contents that list it; the start if it is not."""
    first = [index for index in range(stop) if _OWN_SECTION_1.match(lines[index].text)]
    again = (index for index in first[1:] if letters(lines[index].text) == letters(lines[first[0]].text))
    return next(again, start)


def _first(pattern: re.Pattern[str], lines: Sequence[Line], start: int) -> int | None:
    return next((i for i in range(start, len(lines)) if pattern.match(lines[i].text)), None)


def _first_section(lines: Sequence[Line]) -> int | None:
    """Where the sections begin in a text that does not say so: the last heading of section 1, after any contents."""
    starts = (i for i in range(len(lines) - 1, -1, -1) if _SECTION_1.match(lines[i].text))
    for index in starts:
        heading = next(numbered_headings(lines, index, min(index + 4, len(lines))), None)
        if heading is not None and heading.first == index and heading.number == "1":
            return index
    return next((heading.first for heading in numbered_headings(lines, 0, len(lines))), None)


def _box(lines: Sequence[Line], highlights: int | None, numbered: int) -> int:
    """Where the boxed warning begins in a text that does not say where its sections begin; Highlights may have one too."""
    found = [i for i in range(highlights or 0, numbered) if boxed_title(lines, i)]
    return found[-1] if len(found) > (highlights is not None) else numbered


def _appendices(lines: Sequence[Line], start: int) -> Iterator[int]:
    """Where the documents after section 17 begin: patient labeling, instructions for use, the package label."""
    last = numbering().section("17")
    titles = numbering().of(TitleKind.APPENDIX)
    reached = False
    for index in range(start, len(lines)):
        words = lines[index].words
        if last and words.startswith("17") and letters(words) in map(letters, last.titles):
            reached = True
        elif not reached or not any(title.is_printed(words) for title in titles):
            continue
        elif words.isupper() or stands_apart(lines, index):
            yield index


def _no_sections(name: str, lines: Sequence[Line], *, begun: bool) -> SourceError:
    if begun:
        return _cut_off(name, lines, len(lines), "before section 1")
    old = {letters(line.text) for line in lines if line.text.isupper()} & _OLD_TITLES
    if len(old) >= _LEAST_OLD_TITLES:
        return SourceError(
            "a label in the format of before 2006, whose sections have no numbers, which cannot be read yet",
            where=name,
            expected=_EXPECTED,
        )
    return NoLabelError(
        "no label: none of its lines is the heading of a section, such as 1 INDICATIONS AND USAGE",
        where=name,
        expected=_EXPECTED,
        remedy="check that this is the full prescribing information",
    )


def _check_whole(name: str, lines: Sequence[Line], sections: Sequence[Heading], stop: int) -> None:
    """Every label has sections 1 or 2, and 16 or 17 (21 CFR 201.57(c)); one that has not is only a part of a label."""
    first, last = sections[0], sections[-1]
    if first.number and place(first.number)[0] > _FIRST_REQUIRED:
        raise SourceError(
            f"the label begins only with section {first.number}, at line {lines[first.first].number}",
            where=name,
            expected="all sections, from 1 INDICATIONS AND USAGE",
            remedy=_REMEDY,
        )
    if last.number and place(last.number)[0] < _LAST_REQUIRED:
        tables = (_TABLE.match(line.text) for line in lines[last.after : stop])
        labels = [match["label"] for match in tables if match]
        within = f", in or after {labels[-1]}" if labels else ""
        raise _cut_off(name, lines, stop, f"in section {last.number} {last.words}{within}")


def _cut_off(name: str, lines: Sequence[Line], stop: int, place_in_label: str) -> SourceError:
    line = next((line for line in reversed(lines[:stop]) if not line.blank), lines[0])
    return SourceError(
        f"the label breaks off {place_in_label}, at line {line.number}: {line.words[-60:]!r}",
        where=name,
        expected="all sections, to 17 PATIENT COUNSELING INFORMATION",
        remedy=_REMEDY,
    )
