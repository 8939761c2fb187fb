"""Numbers that contradict each other: a percent that does not follow from the count and the number of patients beside it.

Such a fact is kept as printed and marked, for nobody but the reader can tell which of the three is the slip. Labels round and
cut off, so a percent may be off by one in its last printed place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from kg.facts import CountStatistic, Efficacy, Fact, Immunogenicity, ReactionObservation

_HUNDRED = Decimal(100)


def marked(statements: Iterable[Fact]) -> Iterator[Fact]:
    """The statements, each whose percent does not follow from its count and number of patients marked with what follows."""
    for statement in statements:
        told = contradiction(statement)
        yield replace(statement, incomplete=(*statement.incomplete, told)) if told else statement


def contradiction(statement: Fact) -> str | None:
    """What the count of a statement comes to, where its percent says something else; None where they agree.

    >>> from kg.facts import CountStatistic
    >>> contradiction(CountStatistic(evidence=(), read_by="example", count=4, n=364, percent=Decimal("1.9")))
    '4 of 364 is 1.1 %, not 1.9 %'
    """
    count, number, percent = _numbers(statement)
    if count is None or not number or percent is None:
        return None
    last_place = Decimal(1).scaleb(min(0, int(percent.as_tuple().exponent)))
    share = _HUNDRED * count / number
    if abs(share - percent) <= last_place:
        return None
    return f"{count} of {number} is {share.quantize(Decimal('0.1'))} %, not {percent} %"


def _numbers(statement: Fact) -> tuple[int | None, int | None, Decimal | None]:
    """Count, number of patients and percent of a statement that has them, and no bound on the percent."""
    match statement:
        case ReactionObservation(comparison=None):
            return statement.count, statement.arm_n, statement.percent
        case CountStatistic() | Efficacy() | Immunogenicity():
            return statement.count, statement.n, statement.percent
    return None, None, None
