"""The parts of a label, and whether it is a whole one."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.parts import Parts, parts_of
from kg.errors import SourceError

GUIDE = "HOW TO GIVE EXAMPLINE\nGive it.\n\n"
HIGHLIGHTS = (
    "HIGHLIGHTS OF PRESCRIBING INFORMATION\nWARNING: HARM\nIt harms. (5.1)\n---- CONTRAINDICATIONS ----\nNone (4)\n"
)
CONTENTS = "FULL PRESCRIBING INFORMATION: CONTENTS*\n1 INDICATIONS AND USAGE\n2 DOSAGE AND ADMINISTRATION\n17 PATIENT\n"
FULL = "FULL PRESCRIBING INFORMATION\n"
BOX = "WARNING: HARM\n• It harms.\n\n"
SECTIONS = (
    "1 INDICATIONS AND USAGE\nFor adults.\n2 DOSAGE AND ADMINISTRATION\nTake it.\n"
    "16 HOW SUPPLIED/STORAGE AND HANDLING\nIn vials.\n17 PATIENT COUNSELING INFORMATION\nTell them.\n"
)
APPENDIX = "\nMEDICATION GUIDE\nRead this.\n\nInstructions for Use\nShake it.\n"


def _found(text: str) -> dict[str, str]:
    lines = lines_of(text)
    parts = parts_of("a.txt", lines)
    ranges = {name: getattr(parts, name) for name in ("guide", "highlights", "contents", "boxed", "full")}
    return {name: lines[where.start].text for name, where in ranges.items() if where and lines[where.start].text}


def _parts(text: str) -> Parts:
    return parts_of("a.txt", lines_of(text))


def test_finds_all_parts() -> None:
    assert _found(GUIDE + HIGHLIGHTS + CONTENTS + FULL + BOX + SECTIONS) == {
        "guide": "HOW TO GIVE EXAMPLINE",
        "highlights": "HIGHLIGHTS OF PRESCRIBING INFORMATION",
        "contents": "FULL PRESCRIBING INFORMATION: CONTENTS*",
        "boxed": "WARNING: HARM",
        "full": "1 INDICATIONS AND USAGE",
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (SECTIONS, ["full"]),
        (FULL + SECTIONS, ["full"]),
        (BOX + SECTIONS, ["boxed", "full"]),
        (FULL + BOX + SECTIONS, ["boxed", "full"]),
        (GUIDE + SECTIONS, ["guide", "full"]),
        (GUIDE + FULL + SECTIONS, ["guide", "full"]),
        (HIGHLIGHTS + SECTIONS, ["highlights", "full"]),
        (HIGHLIGHTS + BOX + SECTIONS, ["highlights", "boxed", "full"]),
        (HIGHLIGHTS + FULL + SECTIONS, ["highlights", "full"]),
    ],
)
def test_parts_may_be_missing(text: str, parts: list[str]) -> None:
    assert list(_found(text)) == parts


def test_a_contents_list_is_not_the_sections() -> None:
    parts = _parts(HIGHLIGHTS + CONTENTS + FULL + SECTIONS)
    assert [heading.number for heading in parts.sections] == ["1", "2", "16", "17"]
    assert parts.sections[0].first == parts.full.start


def test_titles_of_highlights_and_contents_may_wrap_or_follow_dashes() -> None:
    highlights = HIGHLIGHTS.replace("PRESCRIBING INFORMATION", "PRESCRIBING\nINFORMATION")
    contents = CONTENTS.replace(": CONTENTS*", ":\nCONTENTS*")
    found = _found(highlights + contents + FULL + SECTIONS)
    assert found["highlights"] == "HIGHLIGHTS OF PRESCRIBING"
    assert found["contents"] == "FULL PRESCRIBING INFORMATION:"
    assert found["full"] == "1 INDICATIONS AND USAGE"
    assert (
        _found(f"-------{HIGHLIGHTS}{FULL}{SECTIONS}")["highlights"] == "-------HIGHLIGHTS OF PRESCRIBING INFORMATION"
    )


def test_the_second_column_may_stand_in_front_of_the_titles() -> None:
    highlights = "Take it daily. ( 2.3)\n\n" + HIGHLIGHTS
    contents = "\f16 HOW SUPPLIED/STORAGE AND HANDLING\n17 PATIENT COUNSELING INFORMATION\n*Not listed.\n\n" + CONTENTS
    found = _found(highlights + contents + FULL + SECTIONS)
    assert "guide" not in found
    assert found["highlights"] == "Take it daily. ( 2.3)"
    assert found["contents"] == "16 HOW SUPPLIED/STORAGE AND HANDLING"


def test_patient_labeling_follows_section_17() -> None:
    lines = lines_of(SECTIONS + APPENDIX)
    appendices = parts_of("a.txt", lines).appendices
    assert [lines[where.start].text for where in appendices] == ["MEDICATION GUIDE", "Instructions for Use"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HIGHLIGHTS, "the label breaks off before section 1, at line 5: 'None (4)'"),
        (HIGHLIGHTS + CONTENTS, "the label breaks off before section 1, at line 9: '17 PATIENT'"),
        (
            FULL + SECTIONS.partition("16")[0] + "Table 3. Doses\nDay 1 5 mg",
            "the label breaks off in section 2 DOSAGE AND ADMINISTRATION, in or after Table 3, at line 7: 'Day 1 5 mg'",
        ),
        (SECTIONS.partition("Take it.\n")[2], "the label begins only with section 16, at line 1"),
        ("Any text.\n1. One\n2. Two\n", "no label"),
    ],
)
def test_refuses_what_is_no_whole_label(text: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parts_of("a.txt", lines_of(text))
    assert str(caught.value).startswith(f"a.txt: {reason}")


def test_a_document_behind_section_17_begins_with_a_title_in_capitals_below_an_address() -> None:
    parts = _parts(SECTIONS + "Made by:\nExample Company\nExampletown\nMEDICATION GUIDE\nRead this.\n")
    assert len(parts.appendices) == 1


def test_a_label_with_sections_of_its_own_is_whole_if_its_numbers_are() -> None:
    own = "".join(f"{number} OWN TITLE OF IT\nText of it.\n" for number in range(3, 19))
    parts = _parts("1 INDICATIONS AND USAGE\nFor adults.\n2 DOSAGE AND ADMINISTRATION\nTake it.\n" + own)
    assert [heading.number for heading in parts.sections] == [str(number) for number in range(1, 19)]


def test_a_label_with_titles_of_its_own_begins_behind_the_contents_that_list_them() -> None:
    titles = [f"{number} OWN TITLE {letter}" for number, letter in enumerate("ABCDEFGHIJKLMNOPQ", 1)]
    titles[1] = "2 DOSAGE AND ADMINISTRATION"
    body = "\n".join(f"{title.replace(' ', '. ', 1)}\nIt says so." for title in titles)
    lines = lines_of("\n".join(titles) + f"\n\n{body}\n")
    first = parts_of("label.txt", lines).sections[0]
    assert (first.number, first.words, first.first) == ("1", "OWN TITLE A", len(titles) + 1)
