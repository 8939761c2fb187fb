"""The parts of patterns, and the places where each can end.

From a word on, each part tells the places where it can end, the preferred first: a gap as short, a phrase as long, and an
optional part as present as the rest allows. The whole pattern takes the farthest end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ingest.view import View

_CLAUSE_ENDS = frozenset({";"})


@dataclass(frozen=True, slots=True)
class Bound:
    """What words (`slot` is None) or a slot of a pattern matched, counted in seen words of a sentence."""

    slot: str | None
    start: int
    end: int


Bounds = tuple[Bound, ...]
Ways = Mapping[int, Bounds]
"""The words before which a part can end, the preferred first, with what it then has bound."""


class Part(Protocol):
    """A part of a pattern."""

    def ways(self, view: View, at: int) -> Ways:
        """The ends of this part when it begins at a word."""

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of words and types: a sentence that has no member of one of them cannot match."""

    @property
    def openers(self) -> frozenset[str] | None:
        """The words and types that the first token can have; None if it can be any token, or needs none."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as written, in any letter case."""

    words: tuple[str, ...]

    def ways(self, view: View, at: int) -> Ways:
        end = at + len(self.words)
        return {end: (Bound(None, at, end),)} if tuple(view.words[at:end]) == self.words else {}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset([word]) for word in self.words)

    @property
    def openers(self) -> frozenset[str] | None:
        return frozenset(self.words[:1])


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after the other."""

    parts: tuple[Part, ...]

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {at: ()}
        for part in self.parts:
            further: dict[int, Bounds] = {}
            for middle, bounds in found.items():
                for end, more in part.ways(view, middle).items():
                    further.setdefault(end, bounds + more)
            found = further
        return found

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(needed for part in self.parts for needed in part.needs)

    @property
    def openers(self) -> frozenset[str] | None:
        openers: list[frozenset[str] | None] = []
        for part in self.parts:
            openers.append(part.openers)
            if not (isinstance(part, Repeated) or (isinstance(part, Choice) and part.is_optional)):
                return _union(openers)
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows; none of them, if it is optional."""

    rows: tuple[Row, ...]
    is_optional: bool
    _openers: tuple[frozenset[str] | None, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_openers", tuple(row.openers for row in self.rows))

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {}
        word, kind = (view.words[at], view.types[at]) if at < len(view) else ("", "")
        for row, openers in zip(self.rows, self._openers, strict=True):
            if openers is None or word in openers or kind in openers:
                for end, bounds in row.ways(view, at).items():
                    found.setdefault(end, bounds)
        if self.is_optional:
            found.setdefault(at, ())
        return found

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        firsts = [row.needs[:1] for row in self.rows]
        if self.is_optional or not all(firsts):
            return ()
        return (frozenset[str]().union(*(needed for first in firsts for needed in first)),)

    @property
    def openers(self) -> frozenset[str] | None:
        return _union(self._openers)


@dataclass(frozen=True, slots=True)
class Repeated:
    """One of several rows, any number of times."""

    once: Choice

    def ways(self, view: View, at: int) -> Ways:
        found: dict[int, Bounds] = {at: ()}
        reached = [at]
        while reached:
            middle = reached.pop()
            for end, bounds in self.once.ways(view, middle).items():
                if end not in found:
                    found[end] = found[middle] + bounds
                    reached.append(end)
        return dict(sorted(found.items(), reverse=True))

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return ()

    @property
    def openers(self) -> frozenset[str] | None:
        return self.once.openers


@dataclass(frozen=True, slots=True)
class Named:
    """A slot that takes what a phrase matches."""

    slot: str
    phrase: Choice

    def ways(self, view: View, at: int) -> Ways:
        return {end: (Bound(self.slot, at, end),) for end in self.phrase.ways(view, at)}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return self.phrase.needs

    @property
    def openers(self) -> frozenset[str] | None:
        return self.phrase.openers


class _AnyWords:
    """A part that any words fill: it asks for none, and may begin with each."""

    __slots__ = ()

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return ()

    @property
    def openers(self) -> frozenset[str] | None:
        return None


@dataclass(frozen=True, slots=True)
class Gap(_AnyWords):
    """Up to so many tokens that are passed over, none of them a semicolon."""

    limit: int

    def ways(self, view: View, at: int) -> Ways:
        return dict.fromkeys((at, *_token_ends(view, at, self.limit)), ())


@dataclass(frozen=True, slots=True)
class Phrase(_AnyWords):
    """A slot of one to `limit` tokens, none of them a semicolon."""

    slot: str
    limit: int

    def ways(self, view: View, at: int) -> Ways:
        return {end: (Bound(self.slot, at, end),) for end in reversed(_token_ends(view, at, self.limit))}


@dataclass(frozen=True, slots=True)
class Typed:
    """One token of a type, a quantity or a term; it fills a slot if it has a name."""

    slot: str | None
    types: frozenset[str]

    def ways(self, view: View, at: int) -> Ways:
        if at == len(view) or view.types[at] not in self.types:
            return {}
        return {view.ends[at]: (Bound(self.slot, at, view.ends[at]),)}

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        return (self.types,)

    @property
    def openers(self) -> frozenset[str] | None:
        return self.types


def _union(openers: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = list(openers)
    known = [each for each in found if each is not None]
    return frozenset[str]().union(*known) if len(known) == len(found) else None


def _token_ends(view: View, at: int, limit: int) -> list[int]:
    """The ends of the tokens from a place on, at most so many and none behind a semicolon; none within a token."""
    ends: list[int] = []
    while len(ends) < limit and at < len(view) and view.ends[at] and view.words[at] not in _CLAUSE_ENDS:
        at = view.ends[at]
        ends.append(at)
    return ends
