"""Labels from DailyMed, the labels' public home, by its web services (REST, version 2).

`/spls.json?drug_name=NAME` lists labels in pages, `/spls/SETID.xml` is a label as SPL. What goes wrong on the way and may
go well again (no answer, a cut connection, 429, 5xx) is tried again until the time is up.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_exponential

from kg.errors import LabelgraphError, NotFoundError

MOST_BYTES = 10_000_000
"""How many bytes an answer may have; labels have at most about 3 million."""

MOST_PAGES = 20
"""How many pages of a list are asked for; a page has 100 labels."""

_PAGE = 100
_ATTEMPTS = 5
_SECONDS_OF_A_READ = 20.0
_AGAIN = frozenset({429, 500, 502, 503, 504})
_SET_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REMEDY = "check the connection to the internet, or set LABELGRAPH_DAILYMED"


class FetchError(LabelgraphError):
    """Raised when DailyMed cannot be reached, or does not answer as its documentation says."""


class _TransientError(FetchError):
    """Raised when another try may go well; `after` is how many seconds the service asks to wait."""

    after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLabel:
    """A label in DailyMed's list, with the day on which this version was published, as DailyMed prints it."""

    set_id: str
    title: str
    version: str
    published: str


def is_set_id(name: str) -> bool:
    """Whether a name has the form of a set id.

    >>> is_set_id("0A1b2c3d-0000-4000-8000-000000000000"), is_set_id("exampline")
    (True, False)
    """
    return _SET_ID.fullmatch(name) is not None


class DailyMed:
    """The web services at an address, each request with all its tries within some seconds."""

    def __init__(self, address: str, *, seconds: float):
        self._address = address.rstrip("/")
        self._seconds = seconds

    def labels(self, name: str, *, labeler: str | None = None) -> tuple[ListedLabel, ...]:
        """The labels of a drug, by its brand or generic name, of all labelers or of one. NotFoundError if there is none."""
        filters = {"drug_name": name} | ({"labeler": labeler} if labeler else {})
        found = tuple(self._listed(filters))
        if not found:
            of = f" of {labeler}" if labeler else ""
            remedy = "check the spelling, or name the set id of a label"
            raise NotFoundError(f"DailyMed lists no label{of} for {name!r}", where=self._address, remedy=remedy)
        return found

    def _listed(self, filters: Mapping[str, str]) -> Iterator[ListedLabel]:
        for page in range(1, MOST_PAGES + 1):
            url = httpx.URL(f"{self._address}/spls.json", params={**filters, "pagesize": _PAGE, "page": page})
            answer = _page(str(url), self._get(url, "application/json"))
            yield from (_label(str(url), one) for one in answer.labels)
            if page >= answer.pages:
                return

    def label(self, set_id: str) -> bytes:
        """A label as SPL, by its set id. NotFoundError if DailyMed has none with it."""
        if not is_set_id(set_id):
            raise NotFoundError(f"{set_id!r} is no set id", expected="32 hexadecimal digits with hyphens")
        return self._get(httpx.URL(f"{self._address}/spls/{set_id.lower()}.xml"), "application/xml", "text/xml")

    def _get(self, url: httpx.URL, *media_types: str) -> bytes:
        tries = Retrying(
            stop=stop_after_attempt(_ATTEMPTS) | stop_before_delay(self._seconds),
            wait=_wait,
            retry=retry_if_exception_type(_TransientError),
            reraise=True,
        )
        return tries(_answer, url, media_types, time.monotonic() + self._seconds)


def _wait(state: RetryCallState) -> float:
    """As long as the service asks, or else twice as long as before."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after if isinstance(error, _TransientError) else None
    return wait_exponential(multiplier=0.25, max=8)(state) if asked is None else asked


def _answer(url: httpx.URL, media_types: tuple[str, ...], until: float) -> bytes:
    """The body of one answer. Raises FetchError, naming the address."""
    left = max(until - time.monotonic(), 0.1)
    try:
        with (
            httpx.Client(timeout=min(left, _SECONDS_OF_A_READ), follow_redirects=True) as client,
            client.stream("GET", url, headers={"Accept": ", ".join(media_types)}) as response,
        ):
            _check(response, media_types)
            return _body(response, until)
    except httpx.TimeoutException as error:
        raise _TransientError("no answer in time", where=str(url), remedy=_REMEDY) from error
    except httpx.TransportError as error:
        raise _TransientError(f"cannot be reached: {error}", where=str(url), remedy=_REMEDY) from error
    except (httpx.InvalidURL, httpx.TooManyRedirects, httpx.DecodingError) as error:
        raise FetchError(f"gives no answer: {error}", where=str(url), remedy=_REMEDY) from error


def _check(response: httpx.Response, media_types: tuple[str, ...]) -> None:
    """Whether an answer may be what was asked for, by its status, type and stated length."""
    where, status = str(response.url), response.status_code
    if status in _AGAIN:
        error = _TransientError(
            f"the service is not available (status {status})", where=where, remedy="try again later"
        )
        error.after = _seconds(response.headers.get("Retry-After", ""))
        raise error
    if status == httpx.codes.NOT_FOUND:
        raise NotFoundError("DailyMed has nothing there (status 404)", where=where, remedy="check the set id")
    if status != httpx.codes.OK:
        raise FetchError(f"the service answers with status {status}", where=where, expected="200")
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in media_types:
        what = f"the answer is {media_type or 'of no stated type'}"
        raise FetchError(what, where=where, expected=" or ".join(media_types), remedy=_REMEDY)
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise _too_long(where)


def _body(response: httpx.Response, until: float) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            raise _too_long(str(response.url))
        if time.monotonic() > until:
            raise FetchError("the answer does not come to an end in time", where=str(response.url), remedy=_REMEDY)
    return bytes(body)


def _too_long(where: str) -> FetchError:
    return FetchError("the answer is too long", where=where, expected=f"at most {MOST_BYTES:,} bytes")


def _seconds(printed: str) -> float | None:
    """The seconds of a Retry-After header, which states them or a date; None if it states neither.

    >>> _seconds("3"), _seconds("Thu, 01 Jan 1970 00:00:00 GMT"), _seconds("soon")
    (3.0, 0.0, None)
    """
    if printed.isdecimal():
        return float(printed)
    try:
        then = parsedate_to_datetime(printed)
    except ValueError:
        return None
    return max((then - datetime.now(UTC)).total_seconds(), 0.0) if then.tzinfo else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page of a list, and how many pages the list has."""

    labels: tuple[object, ...]
    pages: int


def _page(where: str, data: bytes) -> _Page:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the answer is no JSON: {error}", where=where, expected="a list of labels") from error
    labels = answer.get("data") if isinstance(answer, dict) else None
    about = answer.get("metadata") if isinstance(answer, dict) else None
    if not isinstance(labels, list) or not isinstance(about, dict):
        raise _unlisted(where)
    pages = str(about.get("total_pages", ""))
    return _Page(labels=tuple(labels), pages=int(pages) if pages.isdecimal() else 1)


def _label(where: str, listed: object) -> ListedLabel:
    said = listed if isinstance(listed, dict) else {}
    set_id = said.get("setid")
    if not isinstance(set_id, str) or not is_set_id(set_id):
        raise _unlisted(where)
    title, version, published = (str(said.get(name, "")) for name in ("title", "spl_version", "published_date"))
    return ListedLabel(set_id=set_id, title=title, version=version, published=published)


def _unlisted(where: str) -> FetchError:
    return FetchError("the answer is no list of labels", where=where, expected="metadata and data with set ids")
