"""Doses of a cell of a dosing table: those with which the cell, an item of its list, or a part behind a label begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.dosing.circumstances import told_behind
from ingest.dosing.maxima import Maxima, maxima_behind
from ingest.quantity import Dimension
from ingest.tokens import tokenize

_CELL_LABEL = re.compile(
    r"(?:^|(?<=\s))(?P<label>[A-Z][^:.;•]{1,160}|[<>≤≥]?\s*\d[^:;()A-Z]{2,40})(?<!\bis):\s+(?=(?:[A-Za-z]+\s+){0,4}\d)"
)
"""Whom or what a part of a cell is about: "Monotherapy: 100 mg twice daily", "10 to less than 20 kg: 10 mg"."""
_ITEM = "•"
_WHOM = re.compile(
    r"\b(?:for|in)\s+(?P<whom>(?:patients|adults?|pediatric|children)\b.*?)\s*(?=\bdivided?\b|[,;.]\s|$)", re.IGNORECASE
)
"""Whom an item of a list is for, behind its amount: "75 mg/kg for patients up to 15 kg"."""

_INTRODUCTION = frozenset(
    """
    one 1 a the dose doses of starting initial loading maintenance increase decrease reduce to is single take administer give
    step up - : –
    """.split()  # noqa: SIM905
)
_REDUCING = frozenset({"reduce", "decrease"})
_BETWEEN = frozenset({"for", "followed", "by", "or", "then", ",", ";", "*", "†", "‡"})
_LENGTHS = frozenset({Dimension.CYCLES.value, Dimension.DOSES.value, Dimension.DURATION.value})
"""How long the dose before is given: "10 mg every 3 weeks for 4 cycles, then 20 mg every 4 weeks"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDose:
    """A dose in a cell, what the cell tells before and behind it of whom, when and with what it is for, and whether it is what
    a dose is reduced to.
    """

    amount: DoseAmount
    label: str
    behind: str
    is_reduced: bool
    maxima: Maxima = field(default_factory=Maxima)


def cell_doses(text: str, names: frozenset[str]) -> Iterator[CellDose]:
    """The doses that a cell or a part of it begins with, and those that follow them at once.

    `names` are the product's words, in lower case; they and words such as "starting dose of" may stand in front. What the
    items of a list reduce doses to is left out: each is for a dose before that another list names.
    """
    items = [item for item in text.split(_ITEM) if item.strip()]
    for item in items:
        whom = _WHOM.search(item) if len(items) > 1 else None
        for label, part in _labelled(item.strip()):
            leading = list(_leading_amounts(part, names))
            bounds = maxima_behind([amount for amount, _ in leading], leading[-1][1] if leading else 0)
            for (amount, end), most in zip(leading, bounds, strict=True):
                before = {token.lower_ for token in amount.token.doc[: amount.token.i]}
                told = label or (whom["whom"] if whom else "")
                behind = "" if whom else ", ".join(told_behind(_words_behind(amount, end)))
                is_reduced = bool(before & _REDUCING)
                if not (is_reduced and len(items) > 1):
                    yield CellDose(amount=amount, label=told, behind=behind, is_reduced=is_reduced, maxima=most)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a cell with the labels before them, the first part without one.

    >>> list(_labelled("Alone: 100 mg daily With samplol: 50 mg daily"))
    [('Alone', '100 mg daily '), ('With samplol', '50 mg daily')]
    """
    labels = list(_CELL_LABEL.finditer(text))
    starts = [label.start() for label in labels]
    if not labels or starts[0]:
        yield "", text[: starts[0]] if labels else text
    ends = [*starts[1:], len(text)][: len(labels)]
    for label, end in zip(labels, ends, strict=True):
        yield label["label"].strip(), text[label.end() : end]


def _words_behind(amount: DoseAmount, end: int) -> str:
    """The words from an amount to a token, without those that tell when."""
    doc, first = amount.token.doc, amount.token.i + 1
    if amount.when is None or amount.when.start < first:
        return doc[first:end].text
    return f"{doc[first : amount.when.start].text} {doc[amount.when.end : max(end, amount.when.end)].text}"


def _leading_amounts(text: str, names: frozenset[str]) -> Iterator[tuple[DoseAmount, int]]:
    """The amounts, each with the token up to which the words behind it are its own."""
    found = dose_amounts(tokenize(text), names)
    ends = [*(amount.token.i for amount in found[1:]), *(len(amount.token.doc) for amount in found[-1:])]
    end = None
    for amount, limit in zip(found, ends, strict=True):
        allowed = _INTRODUCTION | names | (_BETWEEN if end is not None else frozenset[str]())
        between = _outside_brackets(amount.token.doc, end or 0, amount.token.i)
        told = [token for token in between if not (end and token.ent_type_ in _LENGTHS)]
        if not all(token.lower_ in allowed for token in told) or (end and _is_range_end(between)):
            return
        yield amount, limit
        end = amount.when.end if amount.when is not None else amount.token.i + 1


def _is_range_end(between: Sequence[Token]) -> bool:
    """Whether an amount ends a range whose start has a remark in brackets: "5 mg (1 mL) to 10 mg (2 mL)"."""
    return [token.lower_ for token in between] == ["to"]


def _outside_brackets(doc: Doc, start: int, end: int) -> Sequence[Token]:
    """The tokens from a place to another, without what stands in round brackets: "10 mg (as a tablet) or 20 mg"."""
    depth, outside = 0, list[Token]()
    for token in doc[start:end]:
        depth += token.text == "("
        if depth <= 0:
            outside.append(token)
        depth -= token.text == ")"
    return outside
