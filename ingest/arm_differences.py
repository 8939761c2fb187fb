"""By how many percentage points a reaction is more frequent on the product than on the comparators of its table.

Only cells of one row are compared, of one grade, study and kind of patients, and only where it is certain which arm had the
product and which had something else.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.document import Document
from ingest.drug_words import NO_DRUG, SALT, STEM
from ingest.matcher import Match, PatternSet, patterns
from ingest.names import product_names
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Abbreviation, ArmDifference, Fact, FactId, ReactionObservation
from kg.folding import without_trade_marks
from kg.identity import fact_id

_DRUG = re.compile(rf"\b(?!{NO_DRUG})[a-z]{{3,}}(?:{STEM})\b")
_DOSED = re.compile(r"\b[a-z]{4,}\s+\d[\d.,]*\s*(?:mg|mcg|g|iu|units?)\b")
_BEHIND = re.compile(rf"-[a-z]{{4}}$|\s+(?:{SALT})$")
"""What arms leave out behind the name of a substance: its salt, the four letters of a biological one."""
_PARTS = re.compile(r"\s*(?:[,/+]|\b(?:plus|with|and)\b)\s*")
"""What joins the parts of a name or of what is given together."""

_ALONE = re.compile(r"\s+(?:alone|only)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What a label calls its product: `own` whole names, `parts` words of which one alone may mean it; `drugs` are abbreviations of others."""

    own: frozenset[str]
    parts: frozenset[str]
    drugs: frozenset[str]

    def given(self, arm: str) -> bool | None:
        """Whether the product was given to an arm, else something else; None where that is not certain."""
        words = _plain(arm)
        places = [found.start() for name in self.own if (found := _whole(name).search(words))]
        if places:
            before = tokenize(words[: min(places)])
            is_told = not (_of("not-given").first(before) or _of("nothing").first(tokenize(words)))
            return True if is_told else None
        if any(_whole(name).search(words) for name in self.parts):
            return None
        return False if self._is_treatment(words) else None

    def beside(self, arm: str) -> frozenset[str]:
        """The first words of what is given to an arm together with the product."""
        others = (part for part in _PARTS.split(_plain(arm)) if not any(_whole(name).search(part) for name in self.own))
        return frozenset(words[0] for part in others if (words := re.findall(r"[a-z][\w-]*", part)))

    def _is_treatment(self, words: str) -> bool:
        tokens = tokenize(words)
        named = any(_whole(name).search(words) for name in self.drugs)
        told = _of("nothing").first(tokens) or _of("standard").first(tokens)
        return bool(named or told or _DRUG.search(words) or _DOSED.search(words))


def with_differences(facts: Iterable[Fact], document: Document) -> tuple[Fact, ...]:
    """The facts of a label, those of arms of the product with their differences to the comparators."""
    found = tuple(facts)
    names = _names(document, found)
    rows = defaultdict[object, list[ReactionObservation]](list)
    for fact in found:
        if names.own and isinstance(fact, ReactionObservation) and fact.form is Form.TABLE and fact.arm is not None:
            rows[_row(fact)].append(fact)
    differing = {id(fact): one for row in rows.values() for fact, one in _differing(row, names)}
    return tuple(differing.get(id(fact), fact) for fact in found)


def _row(fact: ReactionObservation) -> object:
    """What cells that are compared share: the row, and of whom and what they tell."""
    place = fact.evidence[0]
    patients = frozenset(match.tokens.text for match in _patients(fact.arm or ""))
    return type(fact), place.section, place.span, fact.term, fact.grade, fact.context, fact.study, patients


def _differing(row: Sequence[ReactionObservation], names: _Names) -> Iterator[tuple[Fact, Fact]]:
    """The cells of a row whose arm had the product, each with its differences. Two cells of one arm are of studies that are not told."""
    if len({_plain(fact.arm or "") for fact in row}) < len(row):
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
    rest = _ALONE.sub("", _plain(fact.arm or ""))
    wholes = (_plain(product.arm or "") for product in products)
    return any(whole.endswith(rest) and len(_PARTS.split(whole.removesuffix(rest))) > 1 for whole in wholes)


def _of_its_study(
    fact: ReactionObservation, others: Sequence[ReactionObservation], names: _Names, *, several: bool
) -> Sequence[ReactionObservation]:
    """The comparators of an arm: those that had the same beside the product. A row may show several studies at once."""
    beside = names.beside(fact.arm or "")
    same = [other for other in others if any(_whole(word).search(_plain(other.arm or "")) for word in beside)]
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


def _names(document: Document, facts: Sequence[Fact]) -> _Names:
    """The names of the product, with those that the label's abbreviations stand for, and the abbreviations of other drugs."""
    own = frozenset(_plain(_BEHIND.sub("", name)) for name in product_names(document))
    parts = frozenset(words[0] for name in own for part in _PARTS.split(name) if (words := part.split()))
    short = {_plain(one.abbreviation): _plain(one.expansion) for one in facts if isinstance(one, Abbreviation)}
    meaning = frozenset(name for name, words in short.items() if any(_whole(part).search(words) for part in parts))
    drugs = frozenset(
        name for name, words in short.items() if _DRUG.search(words) or _of("standard").first(tokenize(words))
    )
    return _Names(own=own, parts=parts | meaning, drugs=drugs - meaning)


@lru_cache(maxsize=1000)
def _plain(printed: str) -> str:
    """Printed words without marks, and with every hyphen as a space."""
    return " ".join(without_trade_marks(printed).casefold().replace("-", " ").split())


@lru_cache(maxsize=1000)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}(?!\w)")


def _patients(arm: str) -> Iterator[Match]:
    return _of("patients").find(tokenize(_plain(arm)))


def _of(part: str) -> PatternSet:
    return patterns("arm", part)
