from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ingest.passages import evidence
from ingest.pipeline import Label, label_of, store_label
from kg.codes import LabelFormat
from kg.facts import Rate
from kg.read_facts import read_facts
from kg.store import catalogue, open_store
from tests.ingest.building import Writing
from tests.sample_listing import LISTING
from tests.samples import DOCUMENT


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


def test_a_label_in_another_format_is_stored_without_facts_and_says_so(tmp_path: Path) -> None:
    label = label_of(replace(DOCUMENT, format=LabelFormat.BEFORE_2006, listing=LISTING))
    assert label.facts == ()
    gap = label.document.not_understood[-1]
    assert gap.reason.startswith("no facts are read from the format 'before 2006'")
    assert label.document.quote(gap.span) == DOCUMENT.text.split("\n")[0]
    stored = store_label(label, tmp_path / "store")
    assert stored.changed
    store = open_store(tmp_path / "store")
    assert [entry.name for entry in catalogue(store)] == ["EXAMPLINE"]
    assert not read_facts(store, stored.version)
