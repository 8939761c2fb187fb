"""How long answers to GraphQL take, beside the same questions as single SPARQL queries with their results made into JSON.

    python -m benchmarks.graphql_time STORE [--rounds N]

Both run in this process, one after the other in turns, over a store that `labelgraph ingest` made; no rows
are kept from one answer to the next. Prints a table in Markdown
of medians; the exit status is 1 if an answer takes more than twice as long as its SPARQL query.
"""

import argparse
import asyncio
import json
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from pyoxigraph import Store

from benchmarks.bars import read_bars
from graphql_api.endpoint import GraphqlEndpoint
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.identity import CATALOGUE
from kg.query import asker, lexical
from kg.sandbox import Sandbox
from kg.search.index import Index
from kg.settings import Settings
from kg.store import CatalogueEntry, catalogue, generation, open_read_only
from kg.terms import PREFIXES

QUERIES = Path(__file__).resolve().parent / "graphql_queries.toml"
_PREFIXES = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
_LARGEST = f"""SELECT ?g (SAMPLE(?grade) AS ?of) (COUNT(?s) AS ?n) {{ GRAPH ?g {{ ?s a lg:AdverseReaction ; lg:grade ?grade
  FILTER(?grade != "all") }} GRAPH <{CATALOGUE}> {{ ?l lg:currentVersion ?g }} }} GROUP BY ?g ORDER BY DESC(?n) LIMIT 2"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in both languages."""

    name: str
    graphql: str
    sparql: str


def main(path: Path, rounds: int) -> int:
    """Measure all questions; the exit status."""
    store = open_read_only(path)
    settings, bar = Settings(kept_rows=0), read_bars().answer_ratio
    sandbox = Sandbox(path)
    endpoint = GraphqlEndpoint(
        settings,
        store,
        asker(store),
        decider(store),
        stated_in(store),
        sandbox.rows,
        Index.of(store, path),
        generation(path),
    )
    print(f"{len(catalogue(store))} labels, {len(store)} statements\n")
    print("| question | rows | GraphQL, ms | SPARQL, ms | ratio | bar |\n| --- | --- | --- | --- | --- | --- |")
    slowest = 0.0
    for question in questions(store):
        rows, graphql, sparql = asyncio.run(_measured(endpoint, store, question, rounds))
        slowest = max(slowest, graphql / sparql)
        print(
            f"| {question.name} | {rows} | {graphql:.2f} | {sparql:.2f} | {graphql / sparql:.2f} | {bar:g} |",
            flush=True,
        )
    sandbox.close()
    return 1 if slowest > bar else 0


def questions(store: Store) -> Iterator[Question]:
    """The questions about the two labels of a store that tell most reactions with grades."""
    largest = _rows(store, _LARGEST)
    entries = {entry.current: entry for entry in catalogue(store)}
    names = _names([entries[str(graph)] for graph, *_ in largest], str(largest[0][1]))
    for one in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]:
        yield Question(name=one["name"], graphql=_filled(one["graphql"], names), sparql=_filled(one["sparql"], names))


def _names(chosen: Sequence[CatalogueEntry], grade: str) -> Mapping[str, str]:
    return {
        "label": chosen[0].label,
        "version": chosen[0].current,
        "labels": ", ".join(f'"{one.label}"' for one in chosen),
        "versions": " ".join(f"<{one.current}>" for one in chosen),
        "grade": grade,
        "catalogue": CATALOGUE,
    }


def _filled(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


async def _measured(
    endpoint: GraphqlEndpoint, store: Store, question: Question, rounds: int
) -> tuple[int, float, float]:
    """The rows of a question in SPARQL, and the median milliseconds of both ways."""

    async def graphql() -> int:
        result = await endpoint.schema.execute(question.graphql, context_value=endpoint.new_context())
        if result.errors:
            raise SystemExit(f"{question.name}: {result.errors}")
        return len(json.dumps(result.data))

    async def sparql() -> int:
        rows = _rows(store, question.sparql)
        json.dumps(rows)
        return len(rows)

    rows, _ = await sparql(), await graphql()
    times = [(await _timed(graphql), await _timed(sparql)) for _ in range(rounds)]
    return rows, *(median(column) * 1000 for column in zip(*times, strict=True))


async def _timed(run: Callable[[], Awaitable[int]]) -> float:
    start = perf_counter()
    await run()
    return perf_counter() - start


def _rows(store: Store, sparql: str) -> Sequence[tuple[str | None, ...]]:
    """The results of a SPARQL query."""
    return lexical(store, _PREFIXES + sparql)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long answers to GraphQL take, beside single SPARQL queries.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=15, help="how often each question is asked")
    given = parser.parse_args()
    sys.exit(main(given.store, given.rounds))
