from decimal import Decimal

import pytest

from ingest.dosing.cell_doses import cell_doses


def read(text: str) -> list[tuple[Decimal, str | None, str]]:
    return [(dose.amount.quantity.value, dose.amount.schedule, dose.label) for dose in cell_doses(text, frozenset())]


def test_alternatives_behind_a_remark_or_a_sign() -> None:
    assert read("20 mg every 3 weeks (30-minute infusion) or 40 mg every 6 weeks†") == [
        (Decimal(20), "every 3 weeks", ""),
        (Decimal(40), "every 6 weeks", ""),
    ]
    assert read("20 mg every 3 weeks* or 40 mg every 6 weeks*") == [
        (Decimal(20), "every 3 weeks", ""),
        (Decimal(40), "every 6 weeks", ""),
    ]


def test_a_long_label_is_whole() -> None:
    whom = "Adult patients and pediatric patients age 12 years and older and weighing 40 kg or more"
    assert read(f"{whom}: 240 mg every 2 weeks") == [(Decimal(240), "every 2 weeks", whom)]


def test_what_stands_behind_an_amount_tells_with_what_it_is_given() -> None:
    text = "Step-up dose 9 mg in combination with samplol* every 3 weeks, then 4 mg every 2 weeks as a single agent"
    assert [(dose.amount.quantity.value, dose.behind) for dose in cell_doses(text, frozenset())] == [
        (Decimal(9), "in combination with samplol"),
        (Decimal(4), "as a single agent"),
    ]


def test_items_of_a_list_name_whom_they_are_for() -> None:
    assert read("• 40 mg once daily • 20 mg twice daily") == [
        (Decimal(40), "once daily", ""),
        (Decimal(20), "twice daily", ""),
    ]
    assert read("• 7 mg/kg for patients up to 15 kg • 9 mg/kg for children over 15 kg Divide daily dosage") == [
        (Decimal(7), None, "patients up to 15 kg"),
        (Decimal(9), None, "children over 15 kg"),
    ]


@pytest.mark.parametrize(
    "text", ["• Reduce dose to 2 mg • Reduce dose to 1 mg", "Samplol 20 mg daily", "maximum 20 mg"]
)
def test_no_dose_of_the_row(text: str) -> None:
    assert read(text) == []


def test_the_end_of_a_range_behind_a_remark_is_no_dose_of_its_own() -> None:
    assert read("5 mg (1 mL) to 10 mg (2 mL) daily")[0][0] == Decimal(5)
    assert len(read("5 mg (1 mL) to 10 mg (2 mL) daily")) == 1


def test_a_dose_after_a_number_of_cycles() -> None:
    assert read("10 mg every 3 weeks (21 days) for 4 cycles, followed by 20 mg every 4 weeks") == [
        (Decimal(10), "every 3 weeks (21 days) for 4 cycles", ""),
        (Decimal(20), "every 4 weeks", ""),
    ]
