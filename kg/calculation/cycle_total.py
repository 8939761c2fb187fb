"""What the doses of a cycle come to together, and what is left of that when the dose is reduced by a share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from kg.calculation.amounts import Amount, plain
from kg.errors import PatientError
from kg.facts import Dose

_WHOLE = Decimal(100)
_FEW = 4
"""More doses of one amount are counted, and not told one by one."""


def cycle_totals(doses: Iterable[Dose]) -> Iterator[Amount]:
    """The sum of the doses of each condition, on each day as many as are given; none where units differ or a dose is a range."""
    by_condition = defaultdict[str, list[Dose]](list)
    for dose in doses:
        by_condition[dose.condition or ""].append(dose)
    for condition, given in by_condition.items():
        if len({dose.unit for dose in given}) == 1 and all(dose.amount_high is None for dose in given):
            summed = " + ".join(_counted(given))
            yield Amount(
                value=sum((dose.amount * _on_one_day(dose) for dose in given), Decimal(0)),
                unit=given[0].unit,
                derivation=f"{summed} {given[0].unit}" + (f": {condition}" if condition else ""),
                facts=tuple(dict.fromkeys(given)),
            )


def _counted(given: Iterable[Dose]) -> Iterator[str]:
    """The amounts of some doses, of equal ones how many there are: "21 x 125"."""
    for amount, same in groupby(dose.amount for dose in given for _ in range(_on_one_day(dose))):
        number = len(list(same))
        yield f"{number} x {plain(amount)}" if number > _FEW else " + ".join([plain(amount)] * number)


def _on_one_day(dose: Dose) -> int:
    """How often a dose is given on each of its days; an amount that is divided is that of the day."""
    is_daily = dose.period == 1 and dose.period_unit == "day" and dose.divided_into is None
    return dose.frequency or 1 if is_daily else 1


def reduced(total: Amount, percent: Decimal) -> Amount:
    """A total less a share of it in percent, as a dose rule states it ("decrease the total dose by 25%").

    It is the total alone: how it is divided among the doses, only the label can tell. Raises `PatientError` for a share that is
    not between 0 and 100.
    """
    if not 0 < percent < _WHOLE:
        raise PatientError(f"the dose is reduced by {percent} %", expected="a share between 0 and 100")
    return Amount(
        value=total.value * (_WHOLE - percent) / _WHOLE,
        unit=total.unit,
        derivation=f"{plain(total.value)} {total.unit} less {plain(percent)} %, not divided among the doses; {total.derivation}",
        facts=total.facts,
    )
