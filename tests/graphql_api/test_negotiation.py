"""Accept headers."""

import pytest
from starlette.requests import Request

from graphql_api.negotiation import accepted, is_browser


def request(accept: str) -> Request:
    return Request({"type": "http", "method": "GET", "headers": [(b"accept", accept.encode())]})


@pytest.mark.parametrize(
    ("header", "types"),
    [
        ("", []),
        ("text/csv", ["text/csv"]),
        ("text/csv;q=0.2, text/turtle", ["text/turtle", "text/csv"]),
        ("text/csv;q=0, text/turtle;q=0.5", ["text/turtle"]),
        ("a/b, c/d", ["a/b", "c/d"]),
        ("TEXT/CSV ; q=half", []),
        (",,", []),
    ],
)
def test_types_are_ordered_by_weight(header: str, types: list[str]) -> None:
    assert list(accepted(request(header))) == types


@pytest.mark.parametrize(
    ("header", "browser"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("*/*", False),
        ("application/json, text/html;q=0.5", False),
        ("", False),
    ],
)
def test_a_browser_wants_html_most(header: str, browser: bool) -> None:
    assert is_browser(request(header)) is browser
