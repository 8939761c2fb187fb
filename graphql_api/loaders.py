"""Batches: what many objects of an answer ask for at one depth is asked of the graph in one query.

The number of queries of a request depends on the fields that it names, never on the number of facts.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from strawberry.dataloader import DataLoader

from kg.facts import FACT_KINDS
from kg.query import Row, Value, Values
from kg.terms import class_of

Rows: TypeAlias = Sequence[Row]
AskLater: TypeAlias = Callable[[str, Values], Awaitable[Rows]]
"""Asks a question of `queries/`, given by its id, while other requests go on."""

_Asked: TypeAlias = tuple[str, tuple[tuple[str, Value], ...]]


class Loaders:
    """The loaders of one request. They remember what was asked, so they must not outlive it."""

    def __init__(self, ask: AskLater):
        self.ask = ask
        self._by_label = dict[_Asked, DataLoader[str, Rows]]()
        self._by_fact = {
            query: DataLoader(_batch(ask, query, "fact"))
            for query in (
                "evidence",
                "fact_values",
                "threshold",
                "criterion",
                "instruction",
                "difference",
                "fact_term",
                "term_match",
            )
        }
        self._facts = DataLoader(self._load_facts)

    async def of_label(self, query: str, label: str, filters: Mapping[str, Value]) -> Rows:
        """The answers to a question about a label; labels of the same request share one query."""
        key = query, tuple((name, value) for name, value in filters.items() if value is not None)
        if key not in self._by_label:
            self._by_label[key] = DataLoader(_batch(self.ask, query, "label", dict(key[1])))
        return await self._by_label[key].load(label)

    async def evidence(self, fact: str, role: str) -> Rows:
        """The places that state a fact; `role` is the IRI of the property that links them, evidence or alsoIn."""
        return [row for row in await self._by_fact["evidence"].load(fact) if row["role"] == role]

    async def values(self, fact: str, field: str) -> Sequence[Value]:
        """The values of a field that can have several, given by the IRI of its property."""
        return [row["value"] for row in await self._by_fact["fact_values"].load(fact) if row["property"] == field]

    async def thresholds(self, fact: str, field: str) -> Rows:
        """The bounds in a field, given by the IRI of its property, in their order."""
        return [row for row in await self._by_fact["threshold"].load(fact) if row["property"] == field]

    async def criteria(self, fact: str, field: str) -> Rows:
        """The criteria in a field, given by the IRI of its property, in their order."""
        return [row for row in await self._by_fact["criterion"].load(fact) if row["property"] == field]

    async def instructions(self, fact: str) -> Rows:
        """The instructions of a dose rule, in their order."""
        return await self._by_fact["instruction"].load(fact)

    async def terms(self, named: str, field: str) -> Rows:
        """The terms in a field of a fact or bound, given by the IRI of its property."""
        return [row for row in await self._by_fact["fact_term"].load(named) if row["property"] == field]

    async def matches(self, named: str, term: str) -> Rows:
        """The terms of other vocabularies that are the same as a term of a fact."""
        return [row for row in await self._by_fact["term_match"].load(named) if row["term"] == term]

    async def differing(self, fact: str) -> Sequence[tuple[str, Row]]:
        """The facts that differ from a fact: for each its kind ("dose") and its row."""
        others = [str(row["other"]) for row in await self._by_fact["difference"].load(fact)]
        return await self._facts.load_many(others)

    async def facts(self, iris: Sequence[str]) -> Sequence[tuple[str, Row]]:
        """Facts of any kinds: for each its kind ("dose") and its row."""
        return await self._facts.load_many(list(iris))

    async def _load_facts(self, facts: list[str]) -> list[tuple[str, Row]]:
        """Facts of any kind: one query for their kinds and one for each kind among them."""
        of_kind = defaultdict[str, list[str]](list)
        for row in await self.ask("fact_kind", {"fact": facts}):
            of_kind[_KINDS[str(row["kind"])]].append(str(row["fact"]))
        found = dict[str, tuple[str, Row]]()
        for kind, members in of_kind.items():
            found |= {str(row["fact"]): (kind, row) for row in await self.ask(kind, {"fact": members})}
        return [found[fact] for fact in facts]


_KINDS = {class_of(kind): kind.kind for kind in FACT_KINDS}


def _batch(
    ask: AskLater, query: str, parameter: str, filters: Values | None = None
) -> Callable[[list[str]], Awaitable[list[Rows]]]:
    """A function that asks a question once for many IRIs and gives the rows of each."""

    async def load(iris: list[str]) -> list[Rows]:
        rows = defaultdict[str, list[Row]](list)
        for row in await ask(query, {**(filters or {}), parameter: iris}):
            rows[str(row[parameter])].append(row)
        return [rows[iri] for iri in iris]

    return load
