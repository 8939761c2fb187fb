"""Errors as clients of GraphQL see them: a sentence and a code; never an inner message, never an empty list instead."""

import logging
import re
from collections.abc import Mapping

from graphql import GraphQLError
from starlette.responses import JSONResponse

from kg.errors import (
    LabelgraphError,
    NotFoundError,
    PatientError,
    QueryError,
    QueryTimeoutError,
    SearchUnavailableError,
    StoreChangedError,
    TooCostlyError,
)

BAD_USER_INPUT, NOT_FOUND, TOO_COSTLY, TIMEOUT = "BAD_USER_INPUT", "NOT_FOUND", "TOO_COSTLY", "TIMEOUT"
UNAVAILABLE = "UNAVAILABLE"
TOO_LONG = 413
"""The HTTP status of a request that is too long."""
INTERNAL = "INTERNAL_SERVER_ERROR"

_CODES: Mapping[type[LabelgraphError], str] = {
    NotFoundError: NOT_FOUND,
    TooCostlyError: TOO_COSTLY,
    QueryTimeoutError: TIMEOUT,
    QueryError: BAD_USER_INPUT,
    PatientError: BAD_USER_INPUT,
    SearchUnavailableError: UNAVAILABLE,
    StoreChangedError: UNAVAILABLE,
}
_LIMITS: Mapping[re.Pattern[str], str] = {
    re.compile(r"aliases found"): "graphql_aliases",
    re.compile(r"maximum operation depth"): "graphql_depth",
    re.compile(r"more than \d+ tokens"): "graphql_tokens",
}
"""What libraries say of a query past a limit, and the name of the limit."""

_log = logging.getLogger("labelgraph.graphql")


def refusal(sentence: str, status: int) -> JSONResponse:
    """The answer to a request that is no question: an error with its code, as in the answers to questions."""
    code = TOO_COSTLY if status == TOO_LONG else BAD_USER_INPUT
    return JSONResponse({"data": None, "errors": [{"message": sentence, "extensions": {"code": code}}]}, status)


def add_code(error: GraphQLError) -> None:
    """Give an error its code, if it has none. A fault of our own is logged, and the client is told only that it happened."""
    if "code" in (error.extensions or {}):
        return
    cause = error.original_error
    passed = next((name for said, name in _LIMITS.items() if said.search(error.message)), None)
    if passed and cause is None:
        error.message = f"{error.message} ({passed})"
        error.extensions = {**(error.extensions or {}), "code": TOO_COSTLY}
        return
    if isinstance(cause, RecursionError):
        error.message, cause = "The query is nested too deeply", None
    code = code_of(cause)
    if code == INTERNAL:
        _log.error("a resolver failed at %s", error.path, exc_info=cause)
        error.message = "The server failed on this field; the fault is in its log"
    error.extensions = {**(error.extensions or {}), "code": code}


def code_of(cause: Exception | None) -> str:
    """The code of what a resolver raised. None means that the query itself was refused, before any resolver ran."""
    if cause is None or isinstance(cause, GraphQLError):
        return BAD_USER_INPUT
    return next((_CODES[kind] for kind in type(cause).__mro__ if kind in _CODES), INTERNAL)
