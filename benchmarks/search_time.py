"""How long searches take, beside the bare full-text query that they rest on.

    python -m benchmarks.search_time STORE [--rounds N]

Each search gives its 20 best hits with their words: by `kg.search`, by GraphQL with label and fact, and by FTS5 alone, which
gives numbers of rows. All run in this process, in turns, and processor time is told. The index is brought in step with the store before. Prints a table in
Markdown of medians; the exit status is 1 if searches take longer than the bar in all.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.bars import read_bars
from graphql_api.endpoint import GraphqlEndpoint
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.query import asker
from kg.sandbox import Sandbox
from kg.search.index import Index
from kg.search.search import Search, matching
from kg.settings import Settings
from kg.store import catalogue, generation, open_read_only

TYPED = (
    "patients",
    "mg/m2",
    "neutropenia",
    "hepat*",
    "platelets 50",
    '"infusion related reaction"',
    "0.2 micron filter",
)
SIZE = 20
_BARE = "SELECT rowid, bm25(words, 4.0, 1.0) AS score FROM words WHERE words MATCH ? ORDER BY score LIMIT ?"
_QUERY = """query ($text: String!, $first: Int) { search(text: $text, first: $first) { totalCount nodes {
  score text highlights { start end } label { name } fact { id } section { title } } } }"""


def main(path: Path, rounds: int) -> int:
    """Measure all searches; the exit status."""
    store, settings = open_read_only(path), Settings(kept_rows=0)
    index, sandbox = Index.of(store, path), Sandbox(path)
    index.bring_in_step(store)
    endpoint = GraphqlEndpoint(
        settings, store, asker(store), decider(store), stated_in(store), sandbox.rows, index, generation(path)
    )
    print(f"{len(catalogue(store))} labels, index of {index.path.stat().st_size / 1e6:.0f} MB\n")
    print("| typed | hits | GraphQL, ms | search, ms | FTS5, ms | search / FTS5 |\n|---|---|---|---|---|---|")
    times = [_measured(endpoint, index, typed, rounds) for typed in TYPED]
    sandbox.close()
    graphql, search, fts = (sum(column) for column in zip(*times, strict=True))
    print(f"| all | | {graphql:.1f} | {search:.1f} | {fts:.1f} | {search / fts:.2f} |")
    return 1 if search / fts > read_bars().search_ratio else 0


def _measured(endpoint: GraphqlEndpoint, index: Index, typed: str, rounds: int) -> Sequence[float]:
    """The median milliseconds of GraphQL, of the search, and of FTS5 alone."""
    search = Search.of(index, typed)

    def graphql() -> None:
        given = {"text": typed, "first": SIZE}
        result = asyncio.run(endpoint.schema.execute(_QUERY, given, endpoint.new_context()))
        if result.errors:
            raise SystemExit(f"{typed}: {result.errors}")

    with index.reading() as connection:

        def fts() -> None:
            connection.execute(_BARE, (matching(search.phrases), SIZE)).fetchall()

        ways = (graphql, lambda: Search.of(index, typed).page(SIZE), fts)
        rows = [[_timed(way) for way in ways] for _ in range(rounds)]
    times = [median(column) for column in zip(*rows, strict=True)]
    shown = " | ".join(f"{one:.2f}" for one in times)
    print(f"| `{typed}` | {search.count():,} | {shown} | {times[1] / times[2]:.2f} |", flush=True)
    return times


def _timed(run: Callable[[], object]) -> float:
    start = process_time()
    run()
    return (process_time() - start) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long searches take, beside the bare full-text query.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=15, help="how often each search is made")
    given = parser.parse_args()
    sys.exit(main(given.store, given.rounds))
