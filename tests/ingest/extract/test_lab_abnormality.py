from decimal import Decimal
from pathlib import Path

import pytest

from ingest.extract.lab_abnormality import extract
from ingest.reading import Reading
from ingest.sources.text.reader import read_text


@pytest.mark.shared
def test_reads_a_real_table_with_a_number_of_patients_per_row(shared: Path) -> None:
    data = (shared / "labels" / "besponsa.txt").read_bytes()
    facts = list(extract(Reading(document=read_text("label.txt", data))))
    assert len(facts) == 52
    lipase = [(fact.arm_n, fact.grade, fact.percent) for fact in facts if fact.term == "Lipase increased"]
    assert lipase == [
        (139, "all", Decimal(32)),
        (139, "3-4", Decimal(13)),
        (90, "all", Decimal(20)),
        (90, "3-4", Decimal(2)),
    ]
