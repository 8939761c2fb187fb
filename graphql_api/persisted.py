"""Persisted queries: a client sends a query once with its SHA-256 digest, and from then on the digest alone.

The protocol is that of Apollo's automatic persisted queries, which most clients speak. A digest is short enough for the
address of a GET, whose answer can be kept by caches.
"""

from collections.abc import Iterator, MutableMapping
from hashlib import sha256
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

MOST = 10_000
"""Queries that are remembered; the first ones are forgotten when there are more."""

UNKNOWN = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueries(SchemaExtension):
    """Puts in the query whose digest a request has; `known` are the queries by their digests."""

    def __init__(self, known: MutableMapping[str, str]):
        self.known = known

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        wanted = (context.operation_extensions or {}).get("persistedQuery")
        if isinstance(wanted, dict):
            context.query = self._query(context.query, wanted.get("sha256Hash"))
        yield

    def _query(self, given: str | None, digest: Any) -> str:
        """The query that is meant. A client that is told that it is unknown sends it with the digest."""
        if given is None:
            if not isinstance(digest, str) or digest not in self.known:
                raise GraphQLError("PersistedQueryNotFound", extensions={"code": UNKNOWN})
            return self.known[digest]
        if sha256(given.encode()).hexdigest() != digest:
            raise GraphQLError("the digest of a persisted query is not that of the query: expected SHA-256, in hex")
        self.known[digest] = given
        while len(self.known) > MOST:
            del self.known[next(iter(self.known))]
        return given
