"""Two versions of a label compared, fact by fact: what was added, removed and changed.

Facts with the same content are the same wherever they stand, and so are those whose content differs in its printed form
alone (`kg.folding`). Of the others, those of one subject (`kg.subjects`) are one statement that changed. Where a difference
is one of reading or of form and not of what the label says, it has a `Reason`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from kg.codes import Form
from kg.facts import FACT_KINDS, FACT_PARTS, Fact
from kg.folding import folded, likeness
from kg.identity import OUTSIDE_CONTENT
from kg.locator import Evidence
from kg.subjects import PLACES, SUBJECTS, Subject
from kg.versions import Version

ALIKE = 0.5
"""How much of their words phrases of one subject, and quotes of one statement, share at least."""

FEWEST_CHARACTERS = 20
"""A quote with fewer letters and figures may stand in another text by chance."""

Pair = tuple[Fact, Fact]
Score = tuple[float, ...]


class Change(StrEnum):
    """What became of a statement from one version to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Reason(StrEnum):
    """Why two versions differ where the label need not say anything else."""

    READING = "the same words, read differently"
    GUIDE = "a guide in front, which one version lacks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A statement that one version makes and the other does not, or makes otherwise; `fields` are those that differ.

    `reason` is None where the label itself differs: READING where the quoted words stand in both versions, GUIDE where
    they stand only in front of the prescribing information, and the other version has nothing there.
    """

    change: Change
    before: Fact | None
    after: Fact | None
    fields: tuple[str, ...] = ()
    reason: Reason | None = None

    @property
    def kind(self) -> str:
        return self.fact.kind

    @property
    def fact(self) -> Fact:
        """The later statement, or the earlier one where it was removed."""
        fact = self.after or self.before
        if fact is None:
            raise ValueError("a difference is between two facts, or of one; expected `before` or `after`")
        return fact


def differences(before: Version, after: Version) -> tuple[Difference, ...]:
    """What differs between two versions, in the order of the kinds of facts and of the places in the later version."""
    old, new = _Words.of(before), _Words.of(after)
    found = (difference for kind in FACT_KINDS for difference in _of_kind(kind, before, after))
    return tuple(replace(difference, reason=_reason(difference, old, new)) for difference in found)


def stated(fact: Fact) -> Iterator[tuple[str, object]]:
    """What a fact says: its fields that hold something, without those that tell where and how it was read."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name not in OUTSIDE_CONTENT and value is not None and value != ():
            yield field.name, value


def _of_kind(kind: type[Fact], before: Version, after: Version) -> list[Difference]:
    old = [fact for fact in before.facts if type(fact) is kind]
    new = [fact for fact in after.facts if type(fact) is kind]
    pairs = _pairs(kind, old, new)
    found = [
        Difference(change=Change.CHANGED, before=was, after=now, fields=differing)
        for was, now in pairs
        if (differing := _differing(was, now))
    ]
    paired = {id(fact) for pair in pairs for fact in pair}
    found += [Difference(change=Change.REMOVED, before=fact, after=None) for fact in old if id(fact) not in paired]
    found += [Difference(change=Change.ADDED, before=None, after=fact) for fact in new if id(fact) not in paired]
    return sorted(found, key=lambda one: one.fact.evidence[0].span)


def _pairs(kind: type[Fact], old: Sequence[Fact], new: Sequence[Fact]) -> list[Pair]:
    """The facts of two versions that belong together: those that say the same, of one subject, in the same words."""
    pairs = list[Pair]()
    stages: list[tuple[Callable[[Fact], Hashable], Callable[[Fact, Fact], Score | None]]] = [(_said, _closeness)]
    stages += [(_by(subject), _alike(subject)) for subject in SUBJECTS.get(kind, ())]
    if kind not in SUBJECTS:
        stages.append((lambda fact: fact.evidence[0].section, _quotes_alike))
    stages.append((lambda fact: _folded_text(_quote(fact)), _closeness))
    for group_of, score in stages:
        taken = {id(fact) for pair in pairs for fact in pair}
        left = [[fact for fact in facts if id(fact) not in taken] for facts in (old, new)]
        pairs += _best(left[0], left[1], group_of, score)
    return pairs


def _best(
    old: Iterable[Fact],
    new: Sequence[Fact],
    group_of: Callable[[Fact], Hashable],
    score: Callable[[Fact, Fact], Score | None],
) -> Iterator[Pair]:
    """Pairs within groups, the closest first, each fact once."""
    groups = dict[Hashable, list[Fact]]()
    for fact in new:
        groups.setdefault(group_of(fact), []).append(fact)
    candidates = [
        (found, was, now) for was in old for now in groups.get(group_of(was), ()) if (found := score(was, now))
    ]
    taken = set[int]()
    for _, was, now in sorted(candidates, key=lambda candidate: candidate[0], reverse=True):
        if id(was) not in taken and id(now) not in taken:
            taken |= {id(was), id(now)}
            yield was, now


def _by(subject: Subject) -> Callable[[Fact], Hashable]:
    return lambda fact: tuple(_folded(getattr(fact, name)) for name in subject.named)


def _alike(subject: Subject) -> Callable[[Fact, Fact], Score | None]:
    def score(was: Fact, now: Fact) -> Score | None:
        shared = [likeness(_phrase(getattr(was, name)), _phrase(getattr(now, name))) for name in subject.phrases]
        return None if min(shared, default=1.0) < ALIKE else (sum(shared), *_closeness(was, now))

    return score


def _quotes_alike(was: Fact, now: Fact) -> Score | None:
    shared = likeness(_quote(was), _quote(now))
    return None if shared < ALIKE else (shared,)


def _closeness(was: Fact, now: Fact) -> Score:
    """How close two facts are of which one is to be chosen: fewest fields that differ, then the words quoted."""
    return -len(_differing(was, now)), likeness(_quote(was), _quote(now))


def _differing(was: Fact, now: Fact) -> tuple[str, ...]:
    left_out = PLACES.get(type(was), frozenset()) | OUTSIDE_CONTENT
    names = (field.name for field in fields(was) if field.name not in left_out)
    return tuple(name for name in names if _folded(getattr(was, name)) != _folded(getattr(now, name)))


def _said(fact: Fact) -> Hashable:
    left_out = PLACES.get(type(fact), frozenset()) | OUTSIDE_CONTENT
    return tuple(_folded(getattr(fact, field.name)) for field in fields(fact) if field.name not in left_out)


def _folded(value: object) -> Hashable:
    """A value of a field without the form in which it is printed; the members of a tuple are a set."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return _folded_text(value)
    if isinstance(value, tuple):
        return frozenset(map(_folded, value)) or None
    if isinstance(value, FACT_PARTS):
        return tuple(_folded(getattr(value, part.name)) for part in fields(value) if part.name not in OUTSIDE_CONTENT)
    if value is None or isinstance(value, Decimal | int):
        return value
    raise TypeError(f"{value!r} of type {type(value).__name__} cannot be compared; see kg.comparison")


_folded_text = lru_cache(maxsize=50_000)(folded)


def _phrase(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _quote(fact: Fact) -> str:
    return " ".join(evidence.quote for evidence in fact.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a version, folded, and whether any fact of it stands in a guide in front."""

    text: str
    has_guide: bool

    @classmethod
    def of(cls, version: Version) -> "_Words":
        guide = any(place.section is None for fact in version.facts for place in _places(fact))
        return cls(text=folded(version.text), has_guide=guide)


def _reason(one: Difference, old: _Words, new: _Words) -> Reason | None:
    sides = [(fact, words) for fact, words in ((one.before, new), (one.after, old)) if fact is not None]
    if all(_stands_in(fact, one.fields, words.text) for fact, words in sides):
        return Reason.READING
    if any(_is_in_guide(fact) and not words.has_guide for fact, words in sides):
        return Reason.GUIDE
    return None


def _stands_in(fact: Fact, differing: Iterable[str], text: str) -> bool:
    """Whether a text has all words of a place that states a fact, and those of a field that says more than the quotes.

    Cells of a table are too short to tell.
    """
    cells = fact.form is Form.TABLE
    places = [[] if cells else [place.quote for place in fact.evidence], *([place.quote] for place in fact.also_in)]
    stated = any(_are_in(text, [_folded_text(quote) for quote in place]) for place in places if place)
    said = (value for name in differing if isinstance(value := getattr(fact, name), str))
    return stated and all(folded(value) in text for value in said if len(value) > len(_quote(fact)))


def _are_in(text: str, quotes: Sequence[str]) -> bool:
    return len(quotes[0]) >= FEWEST_CHARACTERS and all(quote in text for quote in quotes)


def _is_in_guide(fact: Fact) -> bool:
    """Whether a fact needs words of a guide in front, and no place of the label itself states it."""
    needs_guide = any(place.section is None for place in fact.evidence)
    return needs_guide and all(place.section is None for place in fact.also_in)


def _places(fact: Fact) -> Iterator[Evidence]:
    yield from fact.evidence
    yield from fact.also_in
