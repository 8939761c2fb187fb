from decimal import Decimal

import pytest

from ingest.dosing.amounts import dose_amounts
from ingest.tokens import tokenize


def read(text: str) -> list[tuple[str, str | None]]:
    return [(str(amount.quantity.value), amount.schedule) for amount in dose_amounts(tokenize(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is 5 mg/kg given as an intravenous infusion every 3 weeks (21-day cycle)", [("5", "every 3 weeks (21-day cycle)")]),
        (
            "is 1.8 mg/m2 per cycle, given as 3 divided doses on Day 1 (0.8 mg/m2) and Day 8 (1 mg/m2)",
            [("1.8", "per cycle, given as 3 divided doses"), ("0.8", "Day 1"), ("1", "Day 8")],
        ),
        ("is 6 mg/m2 on Day 1, and 3 mg/m2 on Day 8", [("6", "Day 1"), ("3", "Day 8")]),
        ("is 75 mg/m2 followed by otherdrug 50 mg/m2 every 3 weeks", [("75", "every 3 weeks")]),
        ("is 2 mg/kg (up to 180 mg) once weekly", [("2", "once weekly")]),
        ("is 441 mg every other week", [("441", "every other week")]),
        ("is 2 inhalations of 5 mcg per actuation", []),
        ("at a rate of 5 mg", []),
        ("is 400 mg/day, 20 kg or 3 mg/h", [("400", None)]),
        ("is 3 mg/m2 (not limited to one 4.5 mg vial) twice daily", [("3", "twice daily")]),
        ("is 7 GBq every 8 weeks (± 1 week) for a total of 4 doses", [("7", "every 8 weeks (± 1 week) for a total of 4 doses")]),
        ("is 9 mg weekly (on Day 1 of each week), up to 6 cycles", [("9", "weekly (on Day 1 of each week), up to 6 cycles")]),
        ("as two 500 mg intravenous infusions separated by 2 weeks", [("500", "separated by 2 weeks")]),
        ("is 240 mg as two injections of 120 mg", [("240", None)]),
        ("is 600 mg/10,000 units once every 3 weeks", [("600", "once every 3 weeks")]),
        ("is 6 mg twice daily, for a total daily dose of 12 mg", [("6", "twice daily")]),
        ("at a dose of Xx-99 4 MBq per kg", [("4", None)]),
        ("is 1,000 mg on Day 8, except for the first infusion in Cycle 1", [("1000", "Day 8")]),
    ],
)  # fmt: skip
def test_amounts_with_when_they_are_given(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


def test_of_several_medicines_only_the_amount_before_the_products_name_is_its_dose() -> None:
    text = "is 1 gram exampline, 500 mg samplol, and 30 mg otherdrug, all given twice daily"
    found = dose_amounts(tokenize(text), frozenset({"exampline"}))
    assert [(amount.token.text, amount.schedule) for amount in found] == [("1 gram", "twice daily")]


def test_two_amounts_with_a_bracket_between_them_are_a_range() -> None:
    (amount,) = dose_amounts(tokenize("is 2 mg (0.1 mL) to 4 mg (0.2 mL) once daily"))
    assert (amount.token.text, amount.quantity.high, amount.schedule) == ("2 mg", Decimal(4), "once daily")


def test_a_change_from_one_amount_to_another_is_no_range() -> None:
    found = dose_amounts(tokenize("from 2 mg (0.1 mL) to 4 mg (0.2 mL) once daily"))
    assert [amount.quantity.high for amount in found] == [None] * len(found)


def test_an_amount_is_told_again_in_another_unit_of_activity() -> None:
    (amount,) = dose_amounts(tokenize("is 3 GBq (81 mCi) every 6 weeks"))
    assert [part.text for part in amount.retold] == ["81 mCi"]
