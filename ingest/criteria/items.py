"""Lists within a trigger whose items no word joins: "Grade 4 samplosis • any samplosis and myalgia"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.criteria.pieces import sets_bounds
from ingest.tokens import tokenize
from kg.facts.criteria import Criterion
from kg.naming import findings
from kg.naming.reactions import mentioned
from kg.naming.words import table
from kg.naming.words import words as folded

_SIGN = "•"
_JOINED = re.compile(r"\b(?:and|or|and/or|with|without|following)\s*[,:]?\s*$", re.IGNORECASE)
_JOINS = re.compile(r"^\s*(?:and|or|and/or|with|without)\b", re.IGNORECASE)
_SIGNS = " ,;:"
_SEVERAL = 2

Row = tuple[Criterion, ...]


def items(words: str) -> Sequence[str]:
    """The items of a list that the words are, where no word joins any of them and something is bounded; else nothing."""
    lead, *rest = words.split(_SIGN)
    told = [part.strip(_SIGNS) for part in ([lead, *rest] if lead.strip(_SIGNS) else rest)]
    is_joined = any(map(_JOINED.search, told[:-1])) or any(map(_JOINS.search, told[1:]))
    is_list = len(told) >= _SEVERAL and all(told) and not is_joined and not lead.rstrip().endswith(":")
    return told if is_list and all(map(_can_be_told, told)) else ()


def rows_of_items(told: Sequence[str], rows_of: Callable[[str], Sequence[Row]]) -> list[Row]:
    """The alternatives that a list stands for. Items on one thing are alternatives; of others it is open whether all must hold."""
    parted = [list(rows_of(one)) for one in told]
    if _are_of_one_thing(told):
        return [row for rows in parted for row in rows]
    found = list[Row]()
    for number, rows in enumerate(parted):
        others = [one for other, (first, *_) in enumerate(parted) if other != number for one in first]
        beside = tuple(replace(one, disputed=True) for one in others)
        found.extend((*row, *beside) for row in rows)
    return found


def _can_be_told(item: str) -> bool:
    return sets_bounds(tokenize(item)[:]) or bool(_things(item))


def _are_of_one_thing(told: Sequence[str]) -> bool:
    """Whether all items name one thing, or all stand for whatever happens."""
    named = [_things(item) for item in told]
    return bool(frozenset.intersection(*named))


def _things(item: str) -> frozenset[str]:
    """The findings and reactions that an item names, and its words for whatever happens."""
    values = {found.concept.iri for found in findings.mentioned(item)}
    return mentioned(item) | values | (set(folded(item)) & table().of_reactions)
