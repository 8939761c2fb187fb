from ingest.printed_numbers import number_spans
from tests.ingest.building import reading_of


def test_only_the_digits_of_tokens() -> None:
    reading = reading_of({"5.1": "Platelets > 50,000/mm3 (≥ 1 × 10^9/L) in 12/60 patients (20%) at 0.8 mg/m2."})
    passage = reading.passages[0]
    tokens = [token for token in passage.tokens if token.ent_type_]
    assert [reading.document.quote(span) for span in number_spans(passage, tokens)] == [
        "50,000", "1", "10^9", "12", "60", "20", "0.8",
    ]  # fmt: skip
