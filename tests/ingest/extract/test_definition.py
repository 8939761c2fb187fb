from ingest.extract.definition import extract
from tests.ingest.building import Writing, reading_of


def test_a_term_its_meaning_and_bounds() -> None:
    text = "CR is defined as < 5% blasts in the marrow and platelets ≥ 100 × 10^9/L [see Clinical Studies (14)]."
    (fact,) = extract(reading_of({"14": text}))
    assert fact.term == "CR"
    assert fact.meaning == "< 5% blasts in the marrow and platelets ≥ 100 × 10^9/L"
    assert [bound.parameter for bound in fact.thresholds] == ["blasts in the marrow", "platelets"]


def test_a_term_in_brackets() -> None:
    (fact,) = extract(reading_of({"14": "Patients had partial recovery (CRh; defined as < 5% blasts)."}))
    assert fact.term == "CRh"


def test_a_note_below_a_table() -> None:
    writing = Writing()
    table = writing.table([["a", "b"], ["c", "d"]], footnotes={"d": "CR: fewer than 5% blasts in marrow."})
    (fact,) = extract(writing.add(writing.section("2.1", "Dosage", table)).reading())
    assert (fact.term, fact.meaning) == ("CR", "fewer than 5% blasts in marrow")


def test_a_measured_thing_is_not_defined() -> None:
    assert not list(extract(reading_of({"14": "Response was measured by an independent board."})))


def test_a_meaning_ends_with_its_parenthesis() -> None:
    text = "Of all, 32 had partial recovery (CRh; defined as platelets (in blood) > 50 × 10^9/L) versus 6 in the other arm."
    (fact,) = extract(reading_of({"14": text}))
    assert fact.meaning == "platelets (in blood) > 50 × 10^9/L"
