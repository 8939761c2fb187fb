"""Titles of dose rules: what they name, and what they name it with or without."""

from collections.abc import Iterator, Sequence

from ingest.criteria.abbreviations import without_abbreviations
from ingest.criteria.criterion import criteria
from ingest.criteria.pieces import alternatives, sets_bounds, with_or_without
from ingest.tokens import tokenize
from kg.facts.criteria import Criterion
from kg.naming import findings
from kg.naming.reaction_group import stands_for_reactions
from kg.naming.reactions import mentioned, organ_class
from kg.naming.words import table, words

_DEGREES = frozenset(
    {
        "mild",
        "moderate",
        "severe",
        "serious",
        "life",
        "threatening",
        "symptomatic",
        "asymptomatic",
        "intolerable",
        "persistent",
    }
)
_BETWEEN = frozenset({"or", "and", "to"})


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


def is_named_by(trigger: str, row: Sequence[Criterion]) -> bool:
    """Whether a title is only the kind of what an alternative names: "Pulmonary" of "interstitial lung disease", but not of "severe"."""
    said = {word for one in row for word in words(one.text)}
    if not is_organ(trigger):
        return stands_for_reactions(trigger) and any(mentioned(one.text) for one in row)
    return not said <= table().degrees_of_reactions


def is_organ(title: str) -> bool:
    """Whether a title names nothing but an organ, or the class of its reactions: "Ocular"."""
    return organ_class(title) is not None or set(words(title)) <= _organ_words()


def is_degree(severity: str) -> bool:
    """Whether a severity tells nothing but how bad something is: "severe", "moderate or severe"."""
    said = set(words(severity))
    return bool(said & _DEGREES) and said <= _DEGREES | _BETWEEN and "," not in severity


def _organ_words() -> frozenset[str]:
    return frozenset(word for organ in table().of_organs for word in organ.words | organ.whole)


def further(beside: Sequence[Criterion], row: Sequence[Criterion]) -> Iterator[Criterion]:
    """What stands in a title beside the thing that it names, but for what the bounds of the severity tell as well."""
    bounded = {
        found.concept for one in row for bound in one.thresholds for found in findings.mentioned(bound.parameter)
    }
    for one in beside:
        told = {found.concept for found in findings.mentioned(one.text)}
        if not told or not told <= bounded:
            yield one
