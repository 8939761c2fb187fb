"""Quantities in running text: numbers with their units, bounds and ranges, read by the grammar in quantity.lark.

>>> for found in quantities("Store at 2-8°C for up to 4 hours."):
...     print(found.quantity.dimension, found.quantity.value, found.quantity.high, found.quantity.unit)
TEMPERATURE 2 8 Cel
DURATION 4 None h
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lark import Lark, Token, UnexpectedInput
from lark.lexer import PatternRE, TerminalDef
from lark.parsers.lalr_interactive_parser import InteractiveParser

from ingest.measure import Dimension, Quantity
from ingest.quantity_rules import QuantityRules
from ingest.units import units

__all__ = ["Dimension", "FoundQuantity", "Quantity", "quantities", "quantity"]

GRAMMAR = Path(__file__).with_name("quantity.lark")
LONGEST = 160
"""No quantity of a label has more characters than this."""

_IDENTIFIER = re.compile(r"\d+(?:[-–]\d+){2,}|1-8\d\d-[\dA-Z-]+|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}/(?:19|20)\d\d\b")
"""Digits that are no quantity: telephone numbers, NDC codes, dates."""

_COUNTED_AMOUNTS = re.compile(r"[a-z]+[-–]\d", re.IGNORECASE)
"""How many of an amount there are, and no range: "two-500 mg tablets"."""

_HYPHENATED = re.compile(r"[-\u2010\u2011][^\W\d_]")
"""A word tied to a number, which is then no number of patients: "Day 8 of 21-day cycles"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuantity:
    """A quantity and the range of characters that prints it."""

    start: int
    end: int
    quantity: Quantity


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundQuantity]:
    """The quantities between two characters of a text from left to right, each as long as it can be read.

    >>> [(q.quantity.value, q.quantity.unit) for q in quantities("4 mL at 0.25 mg/mL for up to 8 hours")]
    [(Decimal('4'), 'mL'), (Decimal('0.25'), 'mg/mL'), (Decimal('8'), 'h')]
    """
    position, text = start, text[:end]
    while candidate := _start().search(text, position):
        found = _longest(text, candidate.start())
        if found is not None:
            yield found
            position = found.end
        else:
            identifier = _IDENTIFIER.match(text, candidate.start())
            position = identifier.end() if identifier else candidate.start() + 1


def quantity(text: str) -> Quantity | None:
    """The one quantity that is all of a text, or None."""
    found = next(quantities(text), None)
    whole = found is not None and text[: found.start].strip() == "" and text[found.end :].strip() == ""
    return found.quantity if found is not None and whole else None


@cache
def _parser() -> Lark:
    def with_units(terminal: TerminalDef) -> None:
        if terminal.name == "UNIT":
            terminal.pattern = PatternRE(units().pattern)

    return Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        transformer=QuantityRules(),
        edit_terminals=with_units,
        maybe_placeholders=False,
    )


@cache
def _start() -> re.Pattern[str]:
    """Where a quantity may begin: at any terminal that the grammar takes first, and not within a word."""
    first = _parser().parse_interactive("").choices()  # type: ignore[no-untyped-call]
    patterns = [terminal.pattern.to_regexp() for terminal in _parser().terminals if terminal.name in first]
    return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{'|'.join(patterns)})")


def _longest(text: str, start: int) -> FoundQuantity | None:
    """The longest quantity that begins at a character: the parser is fed token by token, the last good end kept."""
    if _IDENTIFIER.match(text, start):
        return None
    parse = _parser().parse_interactive(text[start : start + LONGEST])
    best: FoundQuantity | None = None
    spelled = False
    try:
        for token in parse.lexer_thread.lex(parse.parser_state):  # type: ignore[no-untyped-call]
            parse.feed_token(token)
            spelled = spelled or token.type == "NUMBER_WORD"
            end = start + _end(token)
            read = _ended(parse) if not text[end : end + 1].isalnum() else None
            if read is not None and read.dimension is Dimension.COUNT_OF_N and _HYPHENATED.match(text, end):
                continue
            if read is not None and read.high is not None and _COUNTED_AMOUNTS.match(text, start):
                continue
            if read is not None and len(read.numbers) > 1 and _is_amount(text, start + (token.start_pos or 0)):
                return best
            if read is not None and not (spelled and read.dimension is Dimension.NUMBER):
                best = FoundQuantity(
                    start=start, end=end, quantity=replace(read, spelled=spelled, printed=text[start:end])
                )
    except UnexpectedInput:
        return best
    return best


def _is_amount(text: str, start: int) -> bool:
    """Whether the last number of a list begins an amount: "on Day 1, and 3 mg on Day 8", "in Cycle 1 and 21/88 (24%)"."""
    amount = _longest(text, start)
    if amount is None:
        return False
    return amount.quantity.unit is not None or amount.quantity.dimension is Dimension.COUNT_OF_N


def _ended(parse: InteractiveParser) -> Quantity | None:
    """What was read so far, if a quantity may end here."""
    try:
        read: Quantity | None = parse.copy(deepcopy_values=False).feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedInput:
        return None
    return read


def _end(token: Token) -> int:
    if token.end_pos is None:
        raise ValueError(f"token {token!r} has no position; expected Lark's own lexer")
    return token.end_pos
