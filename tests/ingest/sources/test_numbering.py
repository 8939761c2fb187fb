"""The sections of sections.toml, entry by entry."""

import re

import pytest

from ingest.sources.numbering import KnownTitle, TitleKind, letters, numbering

KNOWN = numbering().known


def test_sections_are_those_of_the_regulation() -> None:
    assert [known.number for known in numbering().of(TitleKind.SECTION)] == [str(number) for number in range(1, 18)]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.titles[0])
def test_entry_has_a_loinc_code_and_its_own_titles(known: KnownTitle) -> None:
    assert re.fullmatch(r"\d{4,5}-\d", known.loinc)
    same = [other for other in KNOWN if (other.kind, other.number) == (known.kind, known.number) and other != known]
    assert not {letters(title) for title in known.titles} & {letters(title) for other in same for title in other.titles}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.titles[0])
def test_subsection_belongs_to_a_section(known: KnownTitle) -> None:
    if known.kind is TitleKind.SUBSECTION:
        assert known.number
        assert numbering().section(known.number)
    elif known.kind is not TitleKind.SECTION:
        assert known.number is None


@pytest.mark.parametrize(
    ("number", "title", "loinc"),
    [
        ("1", "INDICATIONS & USAGE", "34067-9"),
        ("16", "HOW SUPPLIED", "34069-5"),
        ("8.1", "Pregnancy", "42228-7"),
        ("8.5", "Geriatric Use", "34082-8"),
        ("5.1", "Hepatotoxicity", None),
        (None, "MEDICATION GUIDE", "42231-1"),
        (None, "Risk Summary", None),
    ],
)
def test_tells_the_loinc_code(number: str | None, title: str, loinc: str | None) -> None:
    assert numbering().loinc(number, title) == loinc
