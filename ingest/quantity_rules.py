"""The callbacks of quantity.lark: what each rule of the grammar reads.

A rule that makes no sense (a range that falls, sides of different units) gives None.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from lark import Token, Transformer, v_args

from ingest.measure import Dimension, Quantity
from ingest.spelled_numbers import spelled_number
from ingest.units import Unit, units
from kg.codes import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A number with what it counts: one end of a range. `times` tells "3 times" from "3"."""

    value: Decimal
    unit: Unit | None = None
    relative_to: str | None = None
    times: bool = False

    @property
    def dimension(self) -> Dimension | None:
        if self.relative_to is not None:
            return Dimension(f"TIMES_{self.relative_to.upper()}")
        if self.times:
            return Dimension.TIMES
        measure = units().measure(self.unit) if self.unit is not None else "NUMBER"
        return Dimension(measure) if measure is not None else None

    @property
    def code(self) -> str | None:
        if self.times:
            return "{times}"
        return self.unit.name if self.unit is not None else None

    @property
    def is_bare(self) -> bool:
        return self.unit is None and self.relative_to is None and not self.times


_COMPARISONS = {
    "AT_LEAST": Comparison.AT_LEAST,
    "AT_MOST": Comparison.AT_MOST,
    "GREATER": Comparison.GREATER_THAN,
    "LESS": Comparison.LESS_THAN,
    "OR_MORE": Comparison.AT_LEAST,
    "OR_LESS": Comparison.AT_MOST,
}
_REFERENCES = {"ULN": "ULN", "LLN": "LLN", "BASELINE": "baseline"}
_LABELS = {
    "day": Dimension.DAY_LIST,
    "cycle": Dimension.CYCLE_LIST,
    "grade": Dimension.GRADE,
    "week": Dimension.TIME_POINT,
    "month": Dimension.TIME_POINT,
    "year": Dimension.TIME_POINT,
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


@dataclass(frozen=True, slots=True)
class _Falling:
    """A range printed from its high end, which only a bound on that makes one: "less than 1.0 to 0.5"."""

    rising: Quantity


@v_args(inline=True)
class _Signs(Transformer[Token, Quantity | None]):
    """Numbers, comparisons and units."""

    def number(self, token: Token) -> Decimal:
        printed = token.lower().replace(",", "").replace("·", ".").replace("−", "-").replace("–", "-")
        return spelled_number(token) if printed[0].isalpha() else Decimal(printed)

    def comparison(self, token: Token) -> Comparison:
        return _COMPARISONS[token.type]

    beyond = comparison

    def reference(self, token: Token) -> str:
        return _REFERENCES[token.type]

    def label(self, token: Token) -> Token:
        return token

    def atom(self, first: Token, _dot: Token | None = None, second: Token | None = None) -> Unit:
        unit = units().unit(first)
        return unit.by(units().unit(second)) if second is not None else unit

    def unit(self, first: Unit, _per: Token | None = None, second: Unit | None = None) -> Unit:
        return first.over(second) if second is not None else first

    def unit_of_one(self, _per: Token, unit: Unit) -> Unit:
        return Unit(code="", kind="", name="").over(unit)

    def bound(self, *parts: Comparison | Token) -> tuple[Comparison | None, bool]:
        comparison = next((part for part in parts if isinstance(part, Comparison)), None)
        return comparison, any(isinstance(part, Token) for part in parts)

    def tail(self, *parts: Comparison | Token) -> Comparison | Token:
        return parts[-1]


@v_args(inline=True)
class _Amounts(_Signs):
    """Amounts, ranges, counts and multiples of limits."""

    def start(self, read: Quantity | _Falling | None) -> Quantity | None:
        return None if isinstance(read, _Falling) else read

    def plain(self, read: Quantity | _Side | _Falling | None) -> Quantity | _Falling | None:
        return _single(read) if isinstance(read, _Side) else read

    def amount(self, number: Decimal, *unit: Unit | Token) -> _Side:
        return _Side(value=number, unit=next((part for part in unit if isinstance(part, Unit)), None))

    def multiple(self, number: Decimal, *rest: Token | str) -> _Side:
        reference = next((part for part in rest if not isinstance(part, Token)), None)
        return _Side(value=number, relative_to=reference, times=reference is None)

    def scaled(self, number: Decimal, _times: Token, power: Token, unit: Unit | None = None) -> _Side:
        exponent = _exponent(power)
        if unit is not None and unit.kind == "/volume":
            code = f"10*{exponent}{unit.code}"
            return _Side(value=number, unit=Unit(code=code, kind=unit.kind, name=code))
        return _Side(value=number.scaleb(exponent), unit=unit)

    def power_alone(self, power: Token, unit: Unit) -> _Side:
        return _Side(value=Decimal(1).scaleb(_exponent(power)), unit=unit)

    def range_of(self, *parts: _Side | Token) -> Quantity | _Falling | None:
        first, second = (part for part in parts if isinstance(part, _Side))
        falling = _range(second, replace(second, value=first.value)) if first.is_bare else _range(second, first)
        return _range(first, second) or (falling and _Falling(falling))

    between = range_of

    def bounded_range(self, low: _Side, _to: Token, comparison: Comparison, high: _Side) -> Quantity | None:
        read = _range(low, high)
        return read and replace(read, high_comparison=comparison)

    def count(self, count: Decimal, _of: Token, number: Decimal) -> Quantity | None:
        whole = count == count.to_integral_value() and number == number.to_integral_value()
        if not whole or not 0 <= count <= number:
            return None
        return Quantity(dimension=Dimension.COUNT_OF_N, value=count, high=number)

    def pair(self, first: Decimal, _slash: Token, second: Decimal, *rest: Unit | Token) -> Quantity | None:
        unit = next(part for part in rest if isinstance(part, Unit))
        if unit.kind not in ("mass", "pressure"):
            return None
        return Quantity(dimension=Dimension.RATIO, value=first, high=second, unit=unit.name)

    def bounded(
        self, *parts: tuple[Comparison | None, bool] | Quantity | _Falling | Comparison | Token | None
    ) -> Quantity | None:
        read = next((part for part in parts if isinstance(part, Quantity)), None)
        comparison, approximate = next((part for part in parts if isinstance(part, tuple)), (None, False))
        falling = next((part.rising for part in parts if isinstance(part, _Falling)), None)
        if falling is not None and comparison in (Comparison.LESS_THAN, Comparison.AT_MOST):
            return replace(falling, comparison=Comparison.AT_LEAST, high_comparison=comparison)
        after = next((part for part in parts if isinstance(part, Comparison)), None)
        if read is None:
            return None
        if comparison is None and after is not None and read.high is not None:
            return replace(read, high_comparison=after)
        return replace(read, comparison=comparison or after, approximate=approximate)

    def reference_bound(self, comparison: Comparison, reference: str) -> Quantity | None:
        read = _single(_Side(value=Decimal(1), relative_to=reference))
        return read and replace(read, comparison=comparison)

    def reference_range(
        self, comparison: Comparison, reference: str, *rest: _Side | Comparison | Token
    ) -> Quantity | None:
        high = next(part for part in rest if isinstance(part, _Side))
        read = _range(_Side(value=Decimal(1), relative_to=reference), high)
        above = next((part for part in rest if isinstance(part, Comparison)), None)
        return read and replace(read, comparison=comparison, high_comparison=above)


@v_args(inline=True)
class QuantityRules(_Amounts):
    """All callbacks: the amounts, and what carries a number as its name (days, cycles, grades, weeks)."""

    def item(self, low: Decimal, _to: Token | None = None, high: Decimal | None = None) -> tuple[Decimal, ...]:
        if high is None or not 0 < high - low < 100:
            return (low,) if high is None else (low, high)
        return tuple(low + step for step in range(int(high - low) + 1))

    def one_item(self, item: tuple[Decimal, ...]) -> tuple[tuple[Decimal, ...], ...]:
        return (item,)

    def more_items(
        self, items: tuple[tuple[Decimal, ...], ...], _comma: Token, item: tuple[Decimal, ...]
    ) -> tuple[tuple[Decimal, ...], ...]:
        return (*items, item)

    def conjunction(self, *tokens: Token) -> Token:
        return tokens[-1]

    def label_list(
        self,
        label: Token,
        items: tuple[tuple[Decimal, ...], ...],
        conjunction: Token | None = None,
        last: tuple[Decimal, ...] = (),
    ) -> Quantity | None:
        numbers = (*(number for item in items for number in item), *last)
        is_open = conjunction is None and len(items) > 1 and label.type == "LABEL"
        if is_open or any(later <= earlier for earlier, later in pairwise(numbers)):
            return None
        dimension = _LABELS[_label(label)]
        if dimension is not Dimension.GRADE:
            return Quantity(dimension=dimension, value=numbers[0], numbers=numbers)
        low, high = numbers[0], numbers[-1] if len(numbers) > 1 else None
        grade = str(low) if high is None else f"{low}-{high}"
        return Quantity(dimension=dimension, value=low, high=high, grade=grade, numbers=numbers)

    def label_bound(self, label: Token, number: Decimal, comparison: Comparison) -> Quantity:
        dimension = _LABELS[_label(label)]
        grade = f"{comparison.value}{number}" if dimension is Dimension.GRADE else None
        return Quantity(dimension=dimension, value=number, comparison=comparison, grade=grade, numbers=(number,))

    def label_compared(self, label: Token, comparison: Comparison, number: Decimal) -> Quantity:
        return self.label_bound(label, number, comparison)

    def compared_label(self, comparison: Comparison, label: Token, number: Decimal) -> Quantity:
        return self.label_bound(label, number, comparison)


def _single(side: _Side) -> Quantity | None:
    dimension = side.dimension
    if dimension is None:
        return None
    return Quantity(dimension=dimension, value=side.value, unit=side.code, relative_to=side.relative_to)


def _range(low: _Side, high: _Side) -> Quantity | None:
    """The range between two sides; None if it falls or its sides are of different units ("2 mg to 4 mL"). A multiple of
    nothing is one of what the other side is a multiple of ("1.5x to 3x ULN").
    """
    if low.is_bare or low.code == "deg" or (low.times and high.relative_to is not None):
        low = replace(high, value=low.value)
    if high.value <= low.value or (low.code, low.relative_to) != (high.code, high.relative_to):
        return None
    single = _single(high)
    return single and replace(single, value=low.value, high=high.value)


def _exponent(power: Token) -> int:
    return int(re.sub(r"^10[\s^*]*", "", power.translate(_SUPERSCRIPTS)))


def _label(label: Token) -> str:
    return re.sub(r"[^a-z]", "", label.lower()).removesuffix("s")
