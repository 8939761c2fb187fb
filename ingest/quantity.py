"""Quantities of running text: amounts with units, ranges, bounds, counts of patients, grades, days and cycles.

The grammar is `quantity.lark`, the units are `lexicon/units.toml`. Units are UCUM codes (case-sensitive).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput
from lark.lexer import TerminalDef

from kg.codes import Comparison
from kg.errors import KnowledgeError

_FOLDER = Path(__file__).parent
_UNITS = _FOLDER / "lexicon" / "units.toml"
_COMPARISONS = {
    Comparison.AT_MOST: ("less than or equal to", "≤", "<=", "up to and including", "up to a maximum of", "up to", "within",
                         "no more than", "not more than", "not to exceed", "not exceeding", "a maximum of", "maximum of", "at most"),
    Comparison.AT_LEAST: ("greater than or equal to", "equal to or greater than", "≥ to", "≥", ">=", "at least", "a minimum of",
                          "minimum of", "no less than", "not less than"),
    Comparison.LESS_THAN: ("less than", "fewer than", "<", "below", "under"),
    Comparison.GREATER_THAN: ("greater than", "more than", ">", "above", "over", "exceeding"),
}  # fmt: skip
_AFTERWARDS = {
    "more": Comparison.AT_LEAST, "greater": Comparison.AT_LEAST, "higher": Comparison.AT_LEAST, "above": Comparison.AT_LEAST,
    "older": Comparison.AT_LEAST, "over": Comparison.AT_LEAST, "longer": Comparison.AT_LEAST, "less": Comparison.AT_MOST,
    "fewer": Comparison.AT_MOST, "younger": Comparison.AT_MOST, "lower": Comparison.AT_MOST, "below": Comparison.AT_MOST,
}  # fmt: skip
_SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SIGN = {phrase: comparison for comparison, phrases in _COMPARISONS.items() for phrase in phrases}
_LONGEST = 90


class Dimension(StrEnum):
    """What a quantity measures; also the entity type of its token."""

    NUMBER = "NUMBER"
    PERCENT = "PERCENT"
    COUNT_OF_N = "COUNT_OF_N"
    GRADE = "GRADE"
    DAY_LIST = "DAY_LIST"
    CYCLE_LIST = "CYCLE_LIST"
    DURATION = "DURATION"
    TEMPERATURE = "TEMPERATURE"
    VOLUME = "VOLUME"
    MASS = "MASS"
    DOSE_PER_AREA = "DOSE_PER_AREA"
    DOSE_PER_WEIGHT = "DOSE_PER_WEIGHT"
    RATE = "RATE"
    CONCENTRATION = "CONCENTRATION"
    EXPOSURE = "EXPOSURE"
    CELL_COUNT = "CELL_COUNT"
    ACTIVITY = "ACTIVITY"
    AREA = "AREA"
    MOLECULAR_MASS = "MOLECULAR_MASS"
    LENGTH = "LENGTH"
    PRESSURE = "PRESSURE"
    TIMES = "TIMES"
    TIMES_ULN = "TIMES_ULN"
    TIMES_BASELINE = "TIMES_BASELINE"
    CYCLES = "CYCLES"
    DOSES = "DOSES"
    VIALS = "VIALS"
    PATIENTS = "PATIENTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A printed quantity. `high` is the end of a range; of COUNT_OF_N, `value` is the count and `high` the number of patients.

    `unit` is a UCUM code, None for a pure number; a multiple of the upper limit of normal or of the baseline has
    `relative_to` "ULN" or "baseline" and no unit. `grade` is as in the facts export ("3-4", ">=3"). `numbers` are the
    members of a list of days or cycles.
    """

    dimension: Dimension
    value: Decimal
    high: Decimal | None = None
    comparison: Comparison | None = None
    unit: str | None = None
    relative_to: str | None = None
    approximate: bool = False
    spelled: bool = False
    grade: str | None = None
    numbers: tuple[Decimal, ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuantity:
    """A quantity and the range of characters that prints it."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its UCUM code and dimension."""

    code: str
    dimension: Dimension


def quantities(text: str) -> Iterator[FoundQuantity]:
    """The quantities of a text from left to right, each as long as the grammar allows.

    >>> [(q.quantity.value, q.quantity.unit) for q in quantities("4 mL at 0.25 mg/mL for up to 8 hours")]
    [(Decimal('4'), 'mL'), (Decimal('0.25'), 'mg/mL'), (Decimal('8'), 'h')]
    """
    position = 0
    while start := _start_pattern().search(text, position):
        found = _longest_at(text, start.start())
        if found is None:
            position = start.start() + 1
        else:
            yield found
            position = found.end


def quantity(text: str) -> Quantity | None:
    """The one quantity that is all of a text, or None."""
    found = next(quantities(text), None)
    whole = found is not None and text[: found.start].strip() == "" and text[found.end :].strip() == ""
    return found.quantity if found is not None and whole else None


def _longest_at(text: str, start: int) -> FoundQuantity | None:
    window = text[start : start + _LONGEST]
    for end in reversed(_token_ends(window)):
        found = _parsed(window[:end])
        if found is not None:
            if found.spelled and found.dimension is Dimension.NUMBER:
                return None
            return FoundQuantity(start=start, end=start + end, quantity=replace(found, printed=window[:end]))
    return None


def _token_ends(window: str) -> list[int]:
    """Where the tokens of the grammar end, up to the first character that begins none."""
    ends: list[int] = []
    try:
        ends.extend(token.end_pos or 0 for token in _parser().lex(window))
    except UnexpectedInput:
        return ends
    return ends


def _parsed(words: str) -> Quantity | None:
    try:
        tree = _parser().parse(words)
    except UnexpectedInput:
        return None
    return _Quantities().transform(tree)


@v_args(inline=True)
class _Quantities(Transformer[Token, Quantity]):
    """Turns a parsed tree into a quantity."""

    def range_sign(self, *signs: Token) -> None:
        """A range sign states nothing by itself."""

    def grade_sign(self, *signs: Token) -> None:
        """A sign between two grades states nothing by itself."""

    def list_sign(self, *signs: Token) -> str:
        return "-" if any(sign.type in ("DASH", "TO") for sign in signs) else ","

    def plain(self, number: Token) -> Quantity:
        return Quantity(dimension=Dimension.NUMBER, value=_decimal(number))

    def spelled(self, word: Token) -> Quantity:
        return Quantity(dimension=Dimension.NUMBER, value=_decimal(word), spelled=True)

    def scientific(self, number: Token, _times: Token, power: Token) -> Quantity:
        exponent = Decimal(power.removeprefix("10^"))
        return Quantity(dimension=Dimension.NUMBER, value=_decimal(number) * Decimal(10) ** exponent)

    def unitless(self, number: Quantity) -> Quantity:
        return number

    def measured(self, number: Quantity, *rest: Token) -> Quantity:
        return _with_unit(number, rest[-1])

    def unitless_range(self, low: Quantity, _sign: None, high: Quantity) -> Quantity:
        return replace(low, high=high.value)

    def measured_range(self, low: Quantity, *rest: Quantity | Token | None) -> Quantity:
        high = next(part for part in rest if isinstance(part, Quantity))
        unit = [part for part in rest if isinstance(part, Token) and part.type == "UNIT"][-1]
        return _with_unit(replace(low, high=high.value), unit)

    def bounded(self, comparison: Token, *rest: Quantity | Token) -> Quantity:
        bare = rest[-1]
        if not isinstance(bare, Quantity):
            raise TypeError(f"{comparison} bounds {bare!r}; expected a quantity")
        return replace(bare, comparison=_SIGN[_plain(comparison)], approximate=len(rest) > 1)

    def bounded_after(self, bare: Quantity, suffix: Token) -> Quantity:
        return replace(bare, comparison=_AFTERWARDS[_plain(suffix).split()[-1]])

    def approximate(self, _word: Token, bare: Quantity) -> Quantity:
        return replace(bare, approximate=True)

    def grade(self, _word: Token, low: Token, _sign: None = None, high: Token | None = None) -> Quantity:
        grade = f"{low}-{high}" if high else str(low)
        return Quantity(
            dimension=Dimension.GRADE, value=_decimal(low), high=_decimal(high) if high else None, grade=grade
        )

    def grade_bounded(self, *tokens: Token) -> Quantity:
        number, comparison = tokens[-1], next(token for token in tokens if token.type == "COMPARISON")
        return _bounded_grade(number, _SIGN[_plain(comparison)])

    def grade_bounded_after(self, _word: Token, number: Token, suffix: Token) -> Quantity:
        return _bounded_grade(number, _AFTERWARDS[_plain(suffix).split()[-1]])

    def days(self, _word: Token, *rest: Token | str) -> Quantity:
        return _listed(Dimension.DAY_LIST, rest)

    def cycles(self, _word: Token, *rest: Token | str) -> Quantity:
        return _listed(Dimension.CYCLE_LIST, rest)

    def count_of_n(self, count: Token, _of: Token, n: Token) -> Quantity:
        return Quantity(dimension=Dimension.COUNT_OF_N, value=_decimal(count), high=_decimal(n))


def _bounded_grade(number: Token, comparison: Comparison) -> Quantity:
    value = _decimal(number)
    return Quantity(dimension=Dimension.GRADE, value=value, comparison=comparison, grade=f"{comparison.value}{value}")


def _listed(dimension: Dimension, rest: tuple[Token | str, ...]) -> Quantity:
    """A list of days or cycles; a dash or "to" fills in what lies between."""
    numbers: list[Decimal] = []
    sign = ","
    for part in rest:
        if not isinstance(part, Token):
            sign = part
            continue
        value = _decimal(part)
        if sign == "-" and numbers:
            numbers.extend(Decimal(between) for between in range(int(numbers[-1]) + 1, int(value)))
        numbers.append(value)
    return Quantity(dimension=dimension, value=numbers[0], numbers=tuple(numbers))


def _with_unit(number: Quantity, printed: Token) -> Quantity:
    unit = _units()[_squeezed(printed)]
    relative = {Dimension.TIMES_ULN: "ULN", Dimension.TIMES_BASELINE: "baseline"}.get(unit.dimension)
    return replace(number, dimension=unit.dimension, unit=None if relative else unit.code, relative_to=relative)


def _decimal(printed: str) -> Decimal:
    word = printed.casefold()
    return Decimal(_SPELLED.index(word)) if word in _SPELLED else Decimal(printed.replace(",", ""))


def _plain(printed: str) -> str:
    return " ".join(printed.casefold().split())


def _squeezed(printed: str) -> str:
    return re.sub(r"\s+", "", printed)


@cache
def _units() -> dict[str, Unit]:
    """The units by their printed form without blanks."""
    found: dict[str, Unit] = {}
    for entry in tomllib.loads(_UNITS.read_text(encoding="utf-8"))["unit"]:
        for printed in entry["printed"]:
            if found.setdefault(_squeezed(printed), unit := Unit(entry["code"], Dimension(entry["dimension"]))) != unit:
                raise KnowledgeError(f"{printed!r} is the printed form of two units", where=str(_UNITS))
    return found


def _unit_pattern() -> str:
    entries = tomllib.loads(_UNITS.read_text(encoding="utf-8"))["unit"]
    forms = {form for entry in entries for form in entry["printed"]}
    return "|".join(_loose(form) for form in sorted(forms, key=len, reverse=True))


def _loose(form: str) -> str:
    """A regular expression for a printed form: blanks are optional, and no letter or digit may follow it."""
    spaced = r"\s*".join(re.escape(part) for part in form.split())
    return spaced + (r"(?![A-Za-z0-9])" if form[-1].isalnum() else "")


def _phrases(phrases: tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") + (r"\b" if p[-1].isalpha() else "") for p in ordered)


@cache
def _start_pattern() -> re.Pattern[str]:
    """Where a quantity may begin: a bound, a number, a spelled number, or the word grade, day or cycle."""
    starts = "|".join(
        (
            _phrases(tuple(_SIGN)),
            r"approximately\b|about\b|~",
            r"(?:grades?|days?|cycles?)(?=[\s≥>])",
            _phrases(_SPELLED),
            r"\d",
        )
    )
    return re.compile(rf"(?<![A-Za-z0-9.,^])(?<![A-Za-z]-)(?:{starts})", re.IGNORECASE)


@cache
def _parser() -> Lark:
    made = {
        "UNIT": (_unit_pattern(), 5),
        "COMPARISON": (f"(?i:{_phrases(tuple(_SIGN))})", 4),
        "WORD": (f"(?i:{_phrases(_SPELLED)})", 3),
    }
    declared = "\n".join(f"{name}.{priority}: /PLACEHOLDER{priority}/" for name, (_, priority) in made.items())

    def fill(terminal: TerminalDef) -> None:
        if terminal.name in made:
            terminal.pattern.value = made[terminal.name][0]

    grammar = (_FOLDER / "quantity.lark").read_text(encoding="utf-8") + declared
    return Lark(grammar, parser="lalr", lexer="basic", edit_terminals=fill, maybe_placeholders=False)
