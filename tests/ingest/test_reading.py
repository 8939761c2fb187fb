"""A reading lays out passages, tables and cells, and chooses those of some sections."""

import pytest

from ingest.document import Part
from ingest.reading import Reading, is_within
from tests.ingest.building import Writing


def _reading() -> Reading:
    writing = Writing()
    guide = writing.section(None, None, "Store in a refrigerator.", part=Part.GUIDE)
    highlights = writing.section(None, "Highlights", "Store at 2-8°C.", part=Part.HIGHLIGHTS)
    table = writing.table([["Vial", "Storage"], ["10 mg", "Refrigerate"]], footnotes={"*": "Do not freeze."})
    inner = writing.section("2.1", "Storage", "Keep for 4 hours.", table)
    outer = writing.section("2", "Dosage", sections=(inner,))
    other = writing.section("12", "Pharmacology", "It binds.")
    return writing.add(guide, highlights, outer, other).reading()


def test_guide_and_sections_leave_highlights_and_other_sections_out() -> None:
    texts = [passage.text.text for passage in _reading().guide_and("2")]
    assert texts == ["Store in a refrigerator.", "Keep for 4 hours.", "Do not freeze."]


def test_guides_behind_the_last_section_are_not_read() -> None:
    writing = Writing()
    guide = writing.section(None, None, "Store in a refrigerator.", part=Part.GUIDE)
    section = writing.section("2", "Dosage", "Keep for 4 hours.")
    behind = writing.section(None, "Medication Guide", "Use within 1 hour.", part=Part.GUIDE)
    texts = [passage.text.text for passage in writing.add(guide, section, behind).reading().passages]
    assert texts == ["Store in a refrigerator.", "Keep for 4 hours."]


def test_cells_follow_under_their_headers() -> None:
    passages = list(_reading().guide_and("2", cells=True))
    assert [passage.text.text for passage in passages][3:] == ["Vial", "Storage", "10 mg", "Refrigerate"]
    assert passages[-1].headings[-1] == "Storage"
    assert passages[-1].section == "2.1"


def test_within_gives_sections_and_those_below_them() -> None:
    assert [passage.section for passage in _reading().within("2", "highlights")] == ["highlights", "2.1", "2.1"]


def test_a_token_and_its_span_print_alike() -> None:
    reading = _reading()
    passage = next(reading.within("2"))
    token = next(token for token in passage.tokens if token.ent_type_ == "DURATION")
    assert reading.document.quote(passage.token_span(token)) == "4 hours"


@pytest.mark.parametrize(
    ("section", "above", "expected"),
    [("2.3", "2", True), ("2", "2", True), ("12.3", "2", False), ("12.3", "1", False), (None, "2", False)],
)
def test_is_within_compares_whole_numbers(section: str | None, above: str, expected: bool) -> None:
    assert is_within(section, (above,)) is expected
