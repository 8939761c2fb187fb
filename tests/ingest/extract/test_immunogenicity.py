from decimal import Decimal

from ingest.extract import immunogenicity
from tests.ingest.building import reading_of

TEXT = (
    "In clinical studies, 7/236 patients (3%) tested positive for anti-examplimab antibodies. "
    "No patients tested positive for neutralizing anti-examplimab antibodies."
)


def test_patients_with_antibodies_and_none_with_neutralizing_ones() -> None:
    some, none = immunogenicity.extract(reading_of({"6.2": TEXT}))
    assert (some.antibody, some.finding) == ("anti-examplimab antibodies", "tested positive")
    assert (some.count, some.n, some.percent) == (7, 236, Decimal(3))
    assert (none.antibody, none.count, none.n) == ("neutralizing anti-examplimab antibodies", 0, None)


def test_a_percent_without_counts() -> None:
    text = "Antibodies against examplimab were detected in 4.2% of patients."
    [found] = immunogenicity.extract(reading_of({"12.6": text}))
    assert (found.count, found.percent) == (None, Decimal("4.2"))


def test_other_sentences_are_not_read() -> None:
    assert (
        list(immunogenicity.extract(reading_of({"6.1": "Rash was reported in 7/236 patients (3%).", "5.1": TEXT})))
        == []
    )
