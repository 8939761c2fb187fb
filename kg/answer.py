"""The answer to somebody's own query, written in a format that is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from kg.errors import QueryError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ANSWER_BYTES = 64 * 1024**2
"""Bytes that the answer to somebody's own query may have."""

_Format = TypeVar("_Format", QueryResultsFormat, RdfFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of somebody's own query, written in the format of its media type."""

    media_type: str
    body: bytes


def written(result: QuerySolutions | QueryBoolean | QueryTriples, accept: Sequence[str]) -> Answer:
    """A result in the first accepted media type that suits it, else JSON or Turtle; QueryError if it grows too long."""
    body = _Body()
    if isinstance(result, QueryTriples):
        form = _first(RdfFormat.from_media_type, accept) or RdfFormat.TURTLE
        result.serialize(body, form)
        return Answer(media_type=form.media_type, body=body.getvalue())
    results = _first(QueryResultsFormat.from_media_type, accept) or QueryResultsFormat.JSON
    result.serialize(body, results)
    return Answer(media_type=results.media_type, body=body.getvalue())


class _Body(BytesIO):
    """An answer as it is written."""

    def write(self, part: "ReadableBuffer", /) -> int:
        if self.tell() + memoryview(part).nbytes > ANSWER_BYTES:
            raise QueryError(f"the answer has more than {ANSWER_BYTES} bytes", remedy="ask for less, or add LIMIT")
        return super().write(part)


def _first(known: Callable[[str], _Format | None], accept: Sequence[str]) -> _Format | None:
    return next((form for form in map(known, accept) if form is not None), None)
