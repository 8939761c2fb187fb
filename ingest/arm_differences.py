"""By how many percentage points a reaction is more frequent on the product than on the comparators of its table.

Only cells of one row are compared, of one grade, study and kind of patients, and only where it is certain which arm had the
product and which had something else.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.arm_names import PARTS, ArmNames, arm_names, of_arms, plain, whole
from ingest.document import Document
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import ArmDifference, Fact, FactId, ReactionObservation
from kg.identity import fact_id

_HOW_OFTEN = re.compile(r"\b(?:per|every|each|a)\s+(?:\d+\s+)?(?:day|week|month)s?\b")
_ALONE = re.compile(r"\s+(?:alone|only)$")


def with_differences(facts: Iterable[Fact], document: Document) -> tuple[Fact, ...]:
    """The facts of a label, those of arms of the product with their differences to the comparators."""
    found = tuple(facts)
    names = arm_names(document, found)
    rows = defaultdict[object, list[ReactionObservation]](list)
    for fact in found:
        if names.own and isinstance(fact, ReactionObservation) and fact.form is Form.TABLE and fact.arm is not None:
            rows[_row(fact)].append(fact)
    differing = {id(fact): one for row in rows.values() for fact, one in _differing(row, names)}
    return tuple(differing.get(id(fact), fact) for fact in found)


def _row(fact: ReactionObservation) -> object:
    """What cells that are compared share: the row, and of whom and what they tell."""
    place = fact.evidence[0]
    arm = tokenize(_HOW_OFTEN.sub("", plain(fact.arm or "")))
    patients = frozenset(match.tokens.text for match in of_arms("patients").find(arm))
    return type(fact), place.section, place.span, fact.term, fact.grade, fact.context, fact.study, patients


def _differing(row: Sequence[ReactionObservation], names: ArmNames) -> Iterator[tuple[Fact, Fact]]:
    """The cells of a row whose arm had the product, each with its differences. Two cells of one arm are of studies that are not told."""
    if len({plain(fact.arm or "") for fact in row}) < len(row):
        return
    given = {fact.arm: names.given(fact.arm or "") for fact in row}
    products = [fact for fact in row if given[fact.arm]]
    others = [
        fact for fact in row if given[fact.arm] is False or (given[fact.arm] is None and _is_rest(fact, products))
    ]
    several = len(products) > 1 and len(others) > 1
    if several and row[0].study is None:
        return
    for fact in products:
        compared = _of_its_study(fact, others, names, several=several)
        differences = [_difference(fact, other) for other in compared if other.comparison is fact.comparison is None]
        if differences:
            yield fact, _with(fact, differences)


def _is_rest(fact: ReactionObservation, products: Iterable[ReactionObservation]) -> bool:
    """Whether an arm had what an arm of the product had beside it: "ABC", of "Exampline + ABC"."""
    rest = _ALONE.sub("", plain(fact.arm or ""))
    wholes = (plain(product.arm or "") for product in products)
    return any(whole.endswith(rest) and len(PARTS.split(whole.removesuffix(rest))) > 1 for whole in wholes)


def _of_its_study(
    fact: ReactionObservation, others: Sequence[ReactionObservation], names: ArmNames, *, several: bool
) -> Sequence[ReactionObservation]:
    """The comparators of an arm: those that had the same beside the product. A row may show several studies at once."""
    beside = names.beside(fact.arm or "")
    same = [other for other in others if any(whole(word).search(plain(other.arm or "")) for word in beside)]
    return same if same or (several and beside) else others


def without_differences(fact: ReactionObservation, others: Container[FactId]) -> ReactionObservation:
    """An observation without its differences to some others."""
    return _with(fact, [one for one in fact.arm_differences if one.compared_with not in others])


def _with(fact: ReactionObservation, differences: Sequence[ArmDifference]) -> ReactionObservation:
    least = min((one.points for one in differences), default=None)
    return replace(fact, arm_differences=tuple(differences), least_difference=least)


def _difference(fact: ReactionObservation, other: ReactionObservation) -> ArmDifference:
    return ArmDifference(
        comparator=other.arm or "",
        comparator_percent=other.percent,
        points=fact.percent - other.percent,
        compared_with=fact_id(other),
    )
