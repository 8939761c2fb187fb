"""What the doses of a cycle come to together, and what is left of that when the dose is reduced by a share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.calculation.amounts import Amount, plain
from kg.errors import PatientError
from kg.facts import Dose

_WHOLE = Decimal(100)


def cycle_totals(doses: Iterable[Dose]) -> Iterator[Amount]:
    """The sum of the doses of each condition, one dose for each day; none where units differ or a dose is a range."""
    by_condition = defaultdict[str, list[Dose]](list)
    for dose in doses:
        by_condition[dose.condition or ""].append(dose)
    for condition, given in by_condition.items():
        if len({dose.unit for dose in given}) == 1 and all(dose.amount_high is None for dose in given):
            summed = " + ".join(plain(dose.amount) for dose in given)
            yield Amount(
                value=sum((dose.amount for dose in given), Decimal(0)),
                unit=given[0].unit,
                derivation=f"{summed} {given[0].unit}" + (f": {condition}" if condition else ""),
                facts=tuple(dict.fromkeys(given)),
            )


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
