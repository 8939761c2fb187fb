"""Persisted queries: a client sends a query once with its SHA-256 digest, and from then on the digest alone.

The protocol is that of Apollo's automatic persisted queries, which most clients speak. A digest is short enough for the
address of a GET, whose answer can be kept by caches.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from graphql import GraphQLError

MOST = 10_000
"""Queries that are remembered; the first ones are forgotten when there are more."""

UNKNOWN = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueries:
    """The queries that clients sent with their digests."""

    def __init__(self) -> None:
        self._known = dict[str, str]()

    def query(self, given: str | None, extensions: Mapping[str, Any]) -> str | None:
        """The query that a request means by the digest in its extensions; without one, the query itself."""
        wanted = extensions.get("persistedQuery")
        return self._named(given, wanted.get("sha256Hash")) if isinstance(wanted, dict) else given

    def _named(self, given: str | None, digest: Any) -> str:
        """The query of a digest. A client that is told that it is unknown sends it with the digest."""
        if given is None:
            if not isinstance(digest, str) or digest not in self._known:
                raise GraphQLError("PersistedQueryNotFound", extensions={"code": UNKNOWN})
            return self._known[digest]
        if sha256(given.encode()).hexdigest() != digest:
            raise GraphQLError("the digest of a persisted query is not that of the query: expected SHA-256, in hex")
        self._known[digest] = given
        while len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return given
