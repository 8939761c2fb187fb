"""What could not be read is reported."""

from ingest.sources.text import read_text

SECTIONS = {
    "1 INDICATIONS AND USAGE": "For adults.",
    "2 DOSAGE AND ADMINISTRATION": "Take it.",
    "3 DOSAGE FORMS AND STRENGTHS": "Vials.",
    "4 CONTRAINDICATIONS": "None.",
    "5 WARNINGS AND PRECAUTIONS": "Take care.",
    "6 ADVERSE REACTIONS": "Nausea.",
    "8 USE IN SPECIFIC POPULATIONS": "No data.",
    "11 DESCRIPTION": "A drug.",
    "12 CLINICAL PHARMACOLOGY": "It acts.",
    "16 HOW SUPPLIED/STORAGE AND HANDLING": "In vials.",
    "17 PATIENT COUNSELING INFORMATION": "Tell them.",
}


def _gaps(sections: dict[str, str]) -> list[tuple[str | None, str]]:
    text = "\n".join(f"{title}\n{body}" for title, body in sections.items())
    return [(gap.section, gap.reason) for gap in read_text("a.txt", text.encode()).not_understood]


def test_a_whole_label_has_no_gaps() -> None:
    assert _gaps(SECTIONS) == []


def test_a_missing_heading_is_a_gap() -> None:
    sections = {title: body for title, body in SECTIONS.items() if not title.startswith("4")}
    assert _gaps(sections) == [("4", "no heading of section 4 was found; its text may stand in the section before")]


def test_a_section_without_text_is_a_gap_and_the_rest_is_read() -> None:
    assert _gaps(SECTIONS | {"4 CONTRAINDICATIONS": ""}) == [("4", "a section without text")]


def test_a_gap_has_words_to_quote_even_where_nothing_stands() -> None:
    sections = {title: body for title, body in SECTIONS.items() if title[:2] not in {"3 ", "4 ", "17"}}
    text = "\n".join(f"{title}\n{body}" for title, body in sections.items())
    document = read_text("a.txt", text.encode())
    quotes = {gap.section: document.quote(gap.span) for gap in document.not_understood}
    assert quotes["3"] == quotes["4"] == "5 WARNINGS AND PRECAUTIONS"
