from collections.abc import Sequence
from decimal import Decimal

from ingest.tables.observations import Observation
from ingest.tables.one_event import of_one_event
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _read(rows: Sequence[Row], caption: str, header_rows: int = 1) -> tuple[Observation, ...]:
    return of_one_event(Writing().table(rows, caption=caption, header_rows=header_rows), ("DRUG-X",))


def test_a_head_over_the_arms_names_the_event() -> None:
    rows: list[Row] = [
        ["", "", ("Incidence of Gout", 2)],
        ["Study", "Regimen", "DRUG-X", "Control"],
        ["1", "Samplol, then DRUG-X", "3% (6/200)", "1.5% (3/200)"],
        ["2", "DRUG-X alone", "2% (4/200)", "-"],
    ]
    read = _read(rows, "Gout in Two Trials", header_rows=2)
    assert [(one.term, one.arm, one.percent, one.arm_n, one.study) for one in read] == [
        ("Gout", "DRUG-X", Decimal(3), 200, "Study 1, Samplol, then DRUG-X"),
        ("Gout", "Control", Decimal("1.5"), 200, "Study 1, Samplol, then DRUG-X"),
        ("Gout", "DRUG-X", Decimal(2), 200, "Study 2, DRUG-X alone"),
    ]
    assert [cell.words for cell in read[0].cells][:3] == ["1", "Samplol, then DRUG-X", "3% (6/200)"]


def test_the_caption_names_the_event() -> None:
    rows: list[Row] = [["Indication", "DRUG-X", "Placebo"], ["Gout", "0.3", "0.0"]]
    read = _read(rows, "Incidence (%) of Rash or Itching Reported in Adults")
    assert [(one.term, one.arm, one.percent, one.study) for one in read] == [
        ("Rash or Itching", "DRUG-X", Decimal("0.3"), "Gout"),
        ("Rash or Itching", "Placebo", Decimal(0), "Gout"),
    ]


def test_tables_without_an_event_or_with_rows_of_reactions_are_others() -> None:
    rows: list[Row] = [["Indication", "DRUG-X", "Placebo"], ["Gout", "0.3", "0.0"]]
    assert _read(rows, "Incidence of Adverse Reactions in Adults") == ()
    assert _read([["Reaction", *rows[0][1:]], rows[1]], "Incidence of Rash in Adults") == ()
