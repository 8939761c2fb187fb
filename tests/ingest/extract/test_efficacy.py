from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract.efficacy import extract
from ingest.reading import Reading
from ingest.sources.text.reader import read_text
from kg.codes import Comparison
from tests.ingest.building import Writing


def test_reads_tables_of_section_14_alone() -> None:
    writing = Writing()
    rows = [["", "DRUG-X N=40"], ["Response rate (95% CI)", "60.3% (52.9, 67.4)"]]
    results = writing.table(rows, caption="Efficacy Results", label="Table 8")
    elsewhere = writing.table(rows, caption="Efficacy Results", label="Table 9")
    writing.add(writing.section("14.1", "Trial", results), writing.section("12.2", "Pharmacodynamics", elsewhere))
    reading = writing.reading()
    (fact,) = extract(reading)
    assert [quoted.quote for quoted in fact.evidence] == ["Response rate (95% CI)", "60.3% (52.9, 67.4)", "DRUG-X N=40"]
    assert [reading.document.quote(span) for span in fact.values] == ["60.3", "52.9", "67.4", "95", "40"]
    assert (fact.endpoint, fact.percent, fact.ci_level) == ("Response rate", Decimal("60.3"), Decimal(95))


@pytest.mark.shared
def test_reads_a_real_table(shared: Path) -> None:
    data = (shared / "labels" / "besponsa.txt").read_bytes()
    facts = list(extract(Reading(document=read_text("label.txt", data))))
    assert len(facts) == 31
    median = next(fact for fact in facts if fact.value == Decimal("8.0"))
    assert (median.endpoint, median.outcome, median.unit, median.ci_low) == ("DoR, Median", "CR", "mo", Decimal("4.9"))
    rate = next(fact for fact in facts if fact.percent == Decimal("78.4"))
    assert (rate.count, rate.n, rate.ci_high) == (69, 88, Decimal("86.5"))
    (p_value,) = (fact for fact in facts if fact.p_value is not None)
    assert (p_value.outcome, p_value.p_comparison, p_value.p_value) == (
        "CR/CRi",
        Comparison.LESS_THAN,
        Decimal("0.0001"),
    )
