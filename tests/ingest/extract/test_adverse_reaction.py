from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract.adverse_reaction import extract
from ingest.reading import Reading
from ingest.sources.text.reader import read_text


@pytest.mark.shared
def test_reads_every_cell_of_a_real_table(shared: Path) -> None:
    data = (shared / "labels" / "besponsa.txt").read_bytes()
    facts = list(extract(Reading(document=read_text("label.txt", data))))
    assert len(facts) == 92
    hemorrhage = {(fact.arm_n, fact.grade): fact for fact in facts if fact.term == "Hemorrhage"}
    assert {key: fact.percent for key, fact in hemorrhage.items()} == {
        (164, "all"): Decimal(33),
        (164, ">=3"): Decimal(5),
        (143, "all"): Decimal(28),
        (143, ">=3"): Decimal(5),
    }
    assert hemorrhage[164, "all"].system_organ_class == "Vascular disorders"
    assert "Epistaxis" in hemorrhage[164, "all"].included_terms
