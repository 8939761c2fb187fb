"""Codes of errors, and what a client is not told."""

import logging

import pytest
from graphql import GraphQLError

from graphql_api.errors import BAD_USER_INPUT, INTERNAL, NOT_FOUND, TIMEOUT, add_code, code_of
from kg.errors import NotFoundError, QueryError, QueryTimeoutError, StoreError


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (None, BAD_USER_INPUT),
        (GraphQLError("no such field"), BAD_USER_INPUT),
        (QueryError("wrong"), BAD_USER_INPUT),
        (NotFoundError("nothing"), NOT_FOUND),
        (QueryTimeoutError("late"), TIMEOUT),
        (StoreError("gone"), INTERNAL),
        (KeyError("secret"), INTERNAL),
    ],
)
def test_errors_have_codes(cause: Exception | None, code: str) -> None:
    assert code_of(cause) == code


def test_a_fault_of_ours_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    error = GraphQLError("KeyError: secret", original_error=KeyError("secret"))
    with caplog.at_level(logging.ERROR):
        add_code(error)
    assert "secret" not in str(error.formatted)
    assert "secret" in caplog.text
