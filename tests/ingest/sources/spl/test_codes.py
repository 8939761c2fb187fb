from ingest.sources.spl import read_spl
from tests.ingest.sources.spl.labels import label, section

_TEXT = "<paragraph>Text.</paragraph>"


def _codes(*sections: str) -> dict[str | None, str | None]:
    document = read_spl("a.xml", label(*sections))
    return {part.number: part.loinc for top in document.sections for part in top.walk() if part.number}


def test_codes_of_the_source_go_before_those_of_the_numbers() -> None:
    below = section("8.8 Renal Impairment", _TEXT, code="88828-9")
    repeated = section("8.1 Pregnancy", _TEXT, code="43684-0")
    usual = section("8 USE IN SPECIFIC POPULATIONS", "", repeated, below, code="43684-0")
    gap = section("6 ADVERSE REACTIONS", _TEXT)
    assert _codes(section("5 WARNINGS AND PRECAUTIONS", _TEXT), gap, usual) == {
        "5": "43685-7",
        "6": "34084-4",
        "8": "43684-0",
        "8.1": "42228-7",
        "8.8": "88828-9",
    }


def test_numbers_tell_no_code_where_they_are_not_the_usual_ones() -> None:
    found = _codes(
        section("7 MONITORING", _TEXT),
        section("11 USE IN SPECIFIC POPULATIONS", "", section("11.1 Pregnancy", _TEXT)),
        section("12 OVERDOSAGE", _TEXT),
        section("13 SUPPLY", _TEXT, code="34069-5"),
        section("15 MICROBIOLOGY INFORMATION", _TEXT, code="49489-8"),
    )
    assert found == {
        "7": None,
        "11": "43684-0",
        "11.1": "42228-7",
        "12": "34088-5",
        "13": "34069-5",
        "15": "49489-8",
    }
