import re
from pathlib import Path

import pytest

from ingest import units as module
from ingest.quantity import Dimension
from ingest.units import units
from kg.errors import KnowledgeError


def test_units_are_combined_with_their_codes() -> None:
    table = units()
    per_area = table.unit("mg").over(table.unit("m 2"))
    assert (per_area.code, table.measure(per_area)) == ("mg/m2", "DOSE_PER_AREA")
    exposure = table.unit("ng").by(table.unit("hr")).over(table.unit("mL"))
    assert (exposure.code, table.measure(exposure)) == ("ng.h/mL", "EXPOSURE")


def test_a_calendar_unit_alone_is_named_as_facts_name_it() -> None:
    assert [units().unit(form).name for form in ("days", "week", "h", "mL")] == ["day", "week", "h", "mL"]


def test_what_is_counted_is_not_combined() -> None:
    table = units()
    assert table.measure(table.unit("mg").over(table.unit("dose"))) is None
    assert table.measure(table.unit("cells")) is None
    assert table.measure(table.unit("g").over(table.unit("cm"))) == "OTHER_QUANTITY"


def test_every_measure_is_a_dimension() -> None:
    assert set(units().measures.values()) <= {dimension.value for dimension in Dimension}


def test_short_forms_keep_their_case_and_words_do_not() -> None:
    pattern = re.compile(rf"(?:{units().pattern})$")
    assert [bool(pattern.match(form)) for form in ("mL", "Ml", "HOURS", "Gi/L", "percent")] == [
        True,
        False,
        True,
        True,
        True,
    ]


def test_a_form_of_two_units_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = '{ code = "%s", kind = "mass", forms = ["mg"] }'
    (tmp_path / "units.toml").write_text(f"unit = [{entry % 'mg'}, {entry % 'g'}]\n[measures]\n", encoding="utf-8")
    monkeypatch.setattr(module, "PATH", tmp_path / "units.toml")
    units.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="form 'mg' stands for two units"):
            units()
    finally:
        units.cache_clear()
