from ingest.extract.abbreviation import extract, long_form_start
from tests.ingest.building import Writing, reading_of


def test_abbreviations_listed_below_a_table() -> None:
    writing = Writing()
    note = "Abbreviations: ALT=alanine aminotransferase; ULN = upper limit of normal."
    table = writing.table([["a", "b"], ["c", "d"]], footnotes={None: note})
    found = extract(writing.add(writing.section("2.3", "Dosage", table)).reading())
    assert [(fact.abbreviation, fact.expansion) for fact in found] == [
        ("ALT", "alanine aminotransferase"),
        ("ULN", "upper limit of normal"),
    ]


def test_an_abbreviation_in_brackets() -> None:
    (fact,) = extract(reading_of({"5.1": "Patients with a complete remission (CR) after treatment."}))
    assert (fact.abbreviation, fact.expansion) == ("CR", "complete remission")
    assert fact.evidence[0].quote == "complete remission (CR)"


def test_letters_that_do_not_agree() -> None:
    assert long_form_start("were treated in the study ", "XYZ") is None
    assert not list(extract(reading_of({"5.1": "It was safe in the study (NCT)."})))


def test_a_colon_stands_for_the_sign_where_the_letters_agree() -> None:
    found = extract(reading_of({"14": "CI: confidence interval; NR: not reached; Note: other words"}))
    assert [fact.abbreviation for fact in found] == ["CI", "NR"]
