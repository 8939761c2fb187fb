"""The terms of a user's MedDRA table by the words of their names."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.concepts import Concept
from kg.meddra import read_table
from kg.naming.words import Key, key, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Meddra:
    """The terms of a table; of those that are spelled alike, the first."""

    terms: dict[Key, Concept]

    def term(self, printed: str) -> Concept | None:
        """The term that has the printed name."""
        return self.terms.get(key(words(printed)))


@cache
def read_meddra(path: Path) -> Meddra:
    """The table at a path; raises `MeddraError` as `read_table` does."""
    terms = dict[Key, Concept]()
    for term in read_table(path):
        terms.setdefault(key(words(term.label)), term)
    return Meddra(terms=terms)
