"""Titles of dose rules: what they name, and what they name it with or without."""

from collections.abc import Iterator, Sequence

from ingest.criteria.abbreviations import without_abbreviations
from ingest.criteria.criterion import criteria
from ingest.criteria.pieces import alternatives, sets_bounds, with_or_without
from ingest.tokens import tokenize
from kg.facts.criteria import Criterion
from kg.naming import findings


def parted_title(trigger: str) -> tuple[str, Sequence[Criterion]]:
    """What a trigger that bounds nothing names, and the criteria of what it names that with or without."""
    doc = tokenize(without_abbreviations(trigger))
    if sets_bounds(doc[:]):
        return trigger, ()
    parted = alternatives(doc)
    first, *rest = parted[0] if len(parted) == 1 else (None,)
    told = rest or list(with_or_without(doc))
    if first is None or not told:
        return trigger, ()
    name = first.tokens if rest else doc[:1]
    return name.text, [one for piece in told for one in criteria(piece, None, None)]


def further(beside: Sequence[Criterion], row: Sequence[Criterion]) -> Iterator[Criterion]:
    """What stands in a title beside the thing that it names, but for what the bounds of the severity tell as well."""
    bounded = {
        found.concept for one in row for bound in one.thresholds for found in findings.mentioned(bound.parameter)
    }
    for one in beside:
        told = {found.concept for found in findings.mentioned(one.text)}
        if not told or not told <= bounded:
            yield one
