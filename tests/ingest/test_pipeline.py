from decimal import Decimal
from pathlib import Path

from ingest.passages import evidence
from ingest.pipeline import Label, store_label
from kg.facts import Rate
from kg.read_facts import read_facts
from kg.store import open_store
from tests.ingest.building import Writing


def test_a_statement_that_violates_the_shapes_is_left_out_and_told(tmp_path: Path) -> None:
    writing = Writing()
    section = writing.section("5.1", "5.1 Liver", "Nausea occurred in 36%.", "Rash occurred in 107%.")
    document = writing.add(section).document()

    def rate(percent: str, place: int) -> Rate:
        span = section.blocks[place].text.span()  # type: ignore[union-attr]
        return Rate(evidence=(evidence(document, span, section="5.1"),), read_by="rate.test", percent=Decimal(percent))

    stored = store_label(Label(document=document, facts=(rate("36", 0), rate("107", 1))), tmp_path / "store")
    assert [fact.percent for fact in stored.refused if isinstance(fact, Rate)] == [Decimal(107)]
    (gap,) = stored.label.document.not_understood
    assert document.quote(gap.span) == "Rash occurred in 107%."
    assert gap.reason.startswith("rate: ")
    held = read_facts(open_store(tmp_path / "store"), stored.version).values()
    assert [fact.percent for fact in held if isinstance(fact, Rate)] == [Decimal(36)]
