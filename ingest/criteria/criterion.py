"""One piece of a trigger as a criterion: its grade, bounds and occurrence, and what they are of."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from ingest.criteria.pieces import SIGNS, Piece, names_finding, sets_bounds
from ingest.grade import ALL_GRADES, find_grade
from ingest.matcher import patterns
from ingest.quantity import Dimension, Quantity
from ingest.thresholds import thresholds
from ingest.tokens import quantity_of, tokenize
from kg.codes import Comparison
from kg.facts import Threshold
from kg.facts.criteria import Criterion
from kg.naming import findings

LOWEST, HIGHEST = 1, 5
"""Grades of the Common Terminology Criteria for Adverse Events."""
DURATION = "duration"
"""The parameter of a bound on how long a thing lasts."""
_BASELINE = "baseline"
_KNOWN = ("criterion_occurrence", "criterion_moment", "criterion_recovery")
_LENGTHS = frozenset({"min", "h", "day", "week", "month", "year"})
_GRADE = frozenset({"grade", "grades"})
_SILENT = _GRADE | frozenset(
    {"of", "the", "a", "an", "any", "all", "for", "if", "is", "are", "was", "were", "at", "to", "on", "with", "but", "again"}
    | {"occurrence", "event", "lasting", "toxicity"}
)  # fmt: skip
"""Words at the ends of a stretch that say nothing of what it names."""


def criteria(piece: Piece, title: str | None, parameter: str | None) -> Iterator[Criterion]:
    """The criteria of a piece, as of a first alternative: one for what it bounds or names, and one for words that are left over.

    For a piece that names nothing itself, `title` is what the trigger names, and `parameter` what was bounded before. A grade and a bound that
    stands in brackets beside it are one criterion, since one defines the other; else both must hold. What is not understood
    is a circumstance for a person to confirm, as is a thing with its bounds that must not be there.
    """
    tokens = _without_moment(piece.tokens)
    runs, is_bounding = list(_runs(tokens)), sets_bounds(tokens)
    named = next(
        (run.text for run in runs if names_finding(run) or (is_bounding and findings.mentioned(run.text))), None
    )
    graded = next((run.text for run in runs if _is_graded(run)), None)
    measured = tuple(
        _of_named(limit, named) for limit in thresholds(tokens, named or parameter or title or tokens.text)
    )
    grades = _grades(tokens)
    subject = named or graded or (measured[0].parameter if measured else title)
    whole = Criterion(alternative=1, text=_plain(piece.tokens), absent=piece.absent, disputed=piece.disputed)
    first = replace(
        whole,
        subject=subject,
        thresholds=(*measured, *_durations(tokens)),
        grade_low=grades[0] if grades else None,
        grade_high=grades[1] if grades else None,
        occurrence=_occurrence(tokens),
        at_baseline=tokens is not piece.tokens and not any(limit.relative_to == _BASELINE for limit in measured),
    )
    explained = {subject, *(limit.parameter for limit in measured)}
    left = [run.text for run in runs if run.text not in explained]
    is_about_both = bool(grades and first.thresholds) and not _is_bracketed(tokens)
    if not (sets_bound(first) or named) or (piece.absent and (left or is_about_both)):
        yield whole
        return
    yield from (
        (replace(first, thresholds=()), replace(first, grade_low=None, grade_high=None)) if is_about_both else [first]
    )
    if left:
        yield Criterion(alternative=1, text=" ".join(left), disputed=piece.disputed)


def _of_named(limit: Threshold, named: str | None) -> Threshold:
    """A bound with the bare name of its parameter: "ANC" of "recovery of ANC"."""
    return replace(limit, parameter=named) if named and named in limit.parameter else limit


def sets_bound(criterion: Criterion) -> bool:
    """Whether a criterion bounds, grades or counts something; else it names a thing or circumstance."""
    return bool(criterion.thresholds) or criterion.grade_high is not None or criterion.occurrence is not None


def _plain(tokens: TokenSpan) -> str:
    return " ".join(tokens.text.split()).strip(SIGNS)


def _runs(tokens: TokenSpan) -> Iterator[TokenSpan]:
    """The stretches of words that are neither a quantity nor words of a known meaning, without joining words at their ends."""
    explained = {token.i for name in _KNOWN for match in patterns(name).find(tokens) for token in match.tokens}
    start = tokens.start
    for token in tokens:
        if quantity_of(token) is not None or token.i in explained or token.text in "()[]":
            yield from _trimmed(token.doc[start : token.i])
            start = token.i + 1
    yield from _trimmed(tokens.doc[start : tokens.end])


def _trimmed(run: TokenSpan) -> Iterator[TokenSpan]:
    told = [token.i for token in run if token.lower_ not in _SILENT and not token.is_punct]
    if told:
        yield run.doc[told[0] : told[-1] + 1]


def _is_graded(run: TokenSpan) -> bool:
    """Whether words stand right behind a grade and name what has it: "Grade 2 bleeding", but not "Grade 3 severe"."""
    before = run.doc[run.start - 1] if run.start else None
    quantity = quantity_of(before) if before is not None else None
    is_behind = before is not None and (
        before.lower_ in _GRADE or getattr(quantity, "dimension", None) is Dimension.GRADE
    )
    return is_behind and not any(token.ent_type_ == "SEVERITY" for token in run)


def _grades(tokens: TokenSpan) -> tuple[int, int] | None:
    """The lowest and highest grade that a piece names, ends included; None where it names none, or grades in several places."""
    found = find_grade(tokens.text)
    if found is None or find_grade(tokens.text[found.end :]) is not None:
        return None
    digits = [int(sign) for sign in found.code if sign.isdigit()]
    if found.code == ALL_GRADES:
        return LOWEST, HIGHEST
    if not digits:
        return None
    excluded = found.code[0] in "<>" and found.code[1] != "="
    low = LOWEST if found.code.startswith("<") else min(digits) + excluded
    high = HIGHEST if found.code.startswith(">") else max(digits) - excluded
    return low, high


def _durations(tokens: TokenSpan) -> Iterator[Threshold]:
    """Bounds on how long a thing lasts: "more than 7 days"."""
    for token in tokens:
        quantity = quantity_of(token)
        if quantity is not None and quantity.dimension is Dimension.DURATION and quantity.unit in _LENGTHS:
            yield from _lasting(quantity)


def _lasting(quantity: Quantity) -> Iterator[Threshold]:
    if quantity.comparison is not None:
        yield Threshold(parameter=DURATION, operator=quantity.comparison, value=quantity.value, unit=quantity.unit)
    if quantity.high is not None:
        high = quantity.high_comparison or Comparison.AT_MOST
        if quantity.comparison is None:
            yield Threshold(parameter=DURATION, operator=Comparison.AT_LEAST, value=quantity.value, unit=quantity.unit)
        yield Threshold(parameter=DURATION, operator=high, value=quantity.high, unit=quantity.unit)


def _occurrence(tokens: TokenSpan) -> int | None:
    found = next(patterns("criterion_occurrence").find(tokens), None)
    return int(found.pattern.gives["occurrence"]) if found else None


def _without_moment(tokens: TokenSpan) -> TokenSpan:
    """A piece without the words at its start or end that speak of a value before treatment; the same if there are none."""
    for match in patterns("criterion_moment").find(tokens):
        if match.tokens.start == tokens.start:
            return tokens.doc[match.tokens.end : tokens.end]
        if match.tokens.end == tokens.end and match.tokens.text.split()[0].casefold() != _BASELINE:
            return tokens.doc[tokens.start : match.tokens.start]
    return tokens


def _is_bracketed(tokens: TokenSpan) -> bool:
    """Whether the grade or the bound of a piece stands in brackets."""
    inside = tokens.text.partition("(")[2].partition(")")[0]
    return bool(inside) and any(quantity_of(token) is not None for token in tokenize(inside))
