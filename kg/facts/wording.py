"""What the label says about its own words."""

from dataclasses import dataclass
from typing import ClassVar

from kg.facts.fact import Fact, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Fact):
    """An abbreviation that the label defines."""

    kind: ClassVar[str] = "abbreviation"
    abbreviation: str
    expansion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Fact):
    """A term that the label defines, with the bounds in its definition."""

    kind: ClassVar[str] = "definition"
    term: str
    meaning: str
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy(Fact):
    """Two places of a document that say nearly the same with a difference that matters; both are in `evidence`."""

    kind: ClassVar[str] = "discrepancy"
    words: str
    other_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReference(Fact):
    """A reference to another section of the label, and whether that section exists."""

    kind: ClassVar[str] = "cross_reference"
    target: str
    exists: bool
