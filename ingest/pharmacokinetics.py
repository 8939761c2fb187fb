"""Pharmacokinetic parameters in running text: the parameter's name and the quantity of a fitting kind that it is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.listed_quantities import listed_quantities
from ingest.passages import Passage
from ingest.pk_names import Parameter, parameters
from ingest.quantity import Quantity
from ingest.reading import is_within
from ingest.tokens import quantity_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenParameter:
    """A parameter with its value; `behind` if its name follows the value ("97% bound to plasma proteins").

    `quantity` is the value with the unit that a list or a standard deviation behind it prints ("654 ± 358 mL"), and
    `spread` the token of that deviation.
    """

    name: str
    value: Token
    quantity: Quantity
    start: int
    behind: bool = False
    spread: Token | None = None


_DEVIATIONS = frozenset({"±", "+/-"})
_ASIDE = re.compile(r"\d[^()]*\([^)]*$")
"""A value, and a bracket behind it that is still open: what stands there is its range."""
_FARTHEST = 110
_GIVEN = re.compile(r"\b(?:was|were|is|are|of|approximately|about|ranged|ranges|averages|averaged|estimated)\b|[:=(]")
_CHANGED = re.compile(
    r"\b(?:increas|decreas|reduc|higher|lower|great|less|creatinine|CLcr|impairment|similar)\w*|[;|]", re.IGNORECASE
)


def given_parameters(passage: Passage, sentence: TokenSpan) -> tuple[GivenParameter, ...]:
    """The parameters with a value in a sentence of section 12, from left to right."""
    return tuple(_given(sentence)) if is_within(passage.chapter, ("12.2", "12.3", "12")) else ()


def _deviation(sentence: TokenSpan, token: Token) -> Token | None:
    """The standard deviation behind a value: "654 ± 358 mL"."""
    at = token.i + 2
    return token.doc[at] if at < sentence.end and token.nbor().text in _DEVIATIONS else None


def _given(sentence: TokenSpan) -> Iterator[GivenParameter]:
    text, offset = sentence.text, sentence.start_char
    named: list[tuple[int, int, Parameter]] = [
        (match.start(), match.end(), parameter)
        for parameter in parameters()
        if not parameter.behind
        for match in parameter.printed.finditer(text)
    ]
    listed = listed_quantities(sentence)
    for token in sentence:
        quantity = listed.get(token.i) or quantity_of(token)
        if quantity is None or (token.i > sentence.start and token.nbor(-1).text in _DEVIATIONS):
            continue
        kind = quantity.dimension.value
        spread = _deviation(sentence, token)
        start, end = token.idx - offset, token.idx - offset + len(token.text)
        follows = _named_behind(text, end, kind)
        if follows is not None:
            yield GivenParameter(name=follows.group(), value=token, quantity=quantity, start=start, behind=True)
            continue
        before = [name for name in named if name[1] <= start and kind in name[2].dimensions]
        if before:
            place = max(before, key=lambda name: name[1])
            between = text[place[1] : start]
            if (
                len(between) <= _FARTHEST
                and _GIVEN.search(between)
                and not (_CHANGED.search(between) or _ASIDE.search(between))
            ):
                yield GivenParameter(
                    name=text[place[0] : place[1]], value=token, quantity=quantity, start=place[0], spread=spread
                )


def _named_behind(text: str, end: int, dimension: str) -> re.Match[str] | None:
    for parameter in parameters():
        if not parameter.behind or dimension not in parameter.dimensions:
            continue
        match = re.match(r"\s*", text[end:])
        found = parameter.printed.match(text, end + (match.end() if match else 0))
        if found is not None:
            return found
    return None
