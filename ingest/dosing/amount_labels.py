"""Rows of a dosing table that print the amount in their label and the days in their cells: "EXAMPLINE (9 mg/m2) | Day 1 | - | Day 4"."""

import re
from dataclasses import dataclass

from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.dosing.cell_doses import CellDose
from ingest.dosing.table_conditions import is_period
from ingest.dosing.table_groups import GroupedRow
from ingest.tokens import tokenize

_NAMED_AMOUNT = re.compile(r"(?P<name>[^()]+?)\s*\(\s*(?P<amount>\d[^()]*)\)\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountLabel:
    """The dose of a row's label, and the days of its cells on which it is given."""

    dose: CellDose
    schedule: str


def amount_label(row: GroupedRow, names: frozenset[str]) -> AmountLabel | None:
    """What a row tells whose label is the product with an amount, and whose cells hold days; None of any other row."""
    label, *cells = row.cells
    named = _NAMED_AMOUNT.match(label.words)
    if label.column or named is None or not names & {token.lower_ for token in tokenize(named["name"])}:
        return None
    amounts = dose_amounts(tokenize(named["amount"]))
    days = dict.fromkeys(cell.words for cell in cells if is_period(cell))
    if len(amounts) != 1 or not days or any(dose_amounts(tokenize(cell.words)) for cell in cells):
        return None
    return AmountLabel(dose=_alone(amounts[0]), schedule=", ".join(days))


def _alone(amount: DoseAmount) -> CellDose:
    return CellDose(amount=amount, label="", behind="", is_reduced=False)
