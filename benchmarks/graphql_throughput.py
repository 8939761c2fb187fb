"""How many answers a second one process of the server gives over HTTP.

    python -m benchmarks.graphql_throughput STORE [--seconds N]

Each question is for 20 reactions of a label: of every label of the store that has so many, in turn, over several connections that
are kept open. The first round finds nothing that is kept (`kept_rows`), the others follow it for some seconds. Prints a table in
Markdown; the exit status is 1 if the others are fewer a second than the bar. The client writes requests that were made
before and reads as many bytes as the head of an answer says: one that does more takes longer than the server.
"""

import argparse
import asyncio
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from benchmarks.bars import read_bars
from kg.identity import CATALOGUE
from kg.query import lexical
from kg.store import open_read_only
from kg.terms import PREFIXES

NODES, CONNECTIONS = 20, 8
_QUERY = f"query ($id: ID!) {{ label(id: $id) {{ name adverseReactions(first: {NODES}) {{ nodes {{ term grade percent }} }} }} }}"
_LABELS = f"""PREFIX lg: <{PREFIXES["lg"]}>
SELECT ?label {{ GRAPH <{CATALOGUE}> {{ ?label lg:currentVersion ?version }} GRAPH ?version {{ ?fact a lg:AdverseReaction }} }}
GROUP BY ?label HAVING (COUNT(?fact) >= {NODES}) ORDER BY ?label"""
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def main(path: Path, seconds: float) -> int:
    """Measure the answers about the labels of a store; the exit status."""
    bar = read_bars().answers_per_second
    labels = [str(label) for (label,) in lexical(open_read_only(path), _LABELS)]
    with served(path) as (host, port):
        requests = [_request(host, port, label) for label in labels]
        first = asyncio.run(rate(host, port, requests))
        others = asyncio.run(rate(host, port, _for(seconds, requests)))
    print(f"{len(labels)} labels, {CONNECTIONS} connections\n\n| answers | a second | bar |\n| --- | --- | --- |")
    print(f"| {NODES} reactions of each label, for the first time | {first:.0f} | |")
    print(f"| the same again | {others:.0f} | {bar:g} |")
    return 1 if others < bar else 0


@contextmanager
def served(path: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server in a process of its own over a store."""
    command = [sys.executable, "-m", "cli", "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        try:
            assert running.stdout is not None  # noqa: S101 (for the type checker: it is a pipe)
            address = urlsplit(running.stdout.readline().split()[-1])
            yield str(address.hostname), int(address.port or 0)
        finally:
            running.terminate()


async def rate(host: str, port: int, requests: Iterable[bytes]) -> float:
    """How many requests are answered a second, each sent by the first connection that is free."""
    waiting = iter(requests)
    start = perf_counter()
    counts = await asyncio.gather(*(_connection(host, port, waiting) for _ in range(CONNECTIONS)))
    return sum(counts) / (perf_counter() - start)


async def _connection(host: str, port: int, waiting: Iterator[bytes]) -> int:
    """Send requests one after the other; how many they were."""
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    for request in waiting:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length[1]) if length else 0)
        if not body.startswith(b'{"data": {"label"') and not body.startswith(b'{"data":{"label"'):
            raise SystemExit(f"the server answers {head + body!r}; expected a label")
        count += 1
    writer.close()
    await writer.wait_closed()
    return count


def _request(host: str, port: int, label: str) -> bytes:
    """The question about a label, as it is sent (RFC 9112)."""
    body = json.dumps({"query": _QUERY, "variables": {"id": label}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _for(seconds: float, requests: Sequence[bytes]) -> Iterator[bytes]:
    """The requests again and again, for some seconds."""
    end = perf_counter() + seconds
    return itertools.takewhile(lambda _: perf_counter() < end, itertools.cycle(requests))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How many answers a second one process of the server gives over HTTP.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=10, help="how long is asked again")
    given = parser.parse_args()
    sys.exit(main(given.store, given.seconds))
