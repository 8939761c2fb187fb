"""The route and the length of an infusion, where a text or a section states one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.document import Document
from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of, tokenize
from kg.listing import ListedProduct


@dataclass(frozen=True, slots=True, kw_only=True)
class InfusionTime:
    """How long an infusion takes, in minutes; `high` is the upper end of a range. Both are None where nothing tells it."""

    low: Decimal | None = None
    high: Decimal | None = None


_Value = TypeVar("_Value", str, InfusionTime)
MINUTES = {"h": Decimal(60), "min": Decimal(1)}
"""Minutes of the units in which the length of an infusion is told."""

_INFUSION = frozenset({"infusion", "intravenous", "iv", "intravenously"})
_MANNERS = frozenset(
    {
        "infusion",
        "infusions",
        "injection",
        "injections",
        "use",
        "administration",
        "route",
        "dose",
        "doses",
        "bolus",
        "push",
    }
    | {
        "dosage",
        "dosages",
        "tissue",
        "drip",
        "tablet",
        "tablets",
        "capsule",
        "capsules",
        "only",
        "or",
        "and",
        ".",
        ",",
        "(",
        ")",
        ";",
    }
)
"""What may follow an adjective that is a route, where it tells how something is given: no "oral therapy", no "oral solution"."""

_ACTS = frozenset({"administration", "infusion", "injection"})


def route(text: TokenSpan | Doc) -> str | None:
    """The route that a text names, as a plain word; None where it names none or several."""
    return _only(match.pattern.gives["route"] for match in named_routes(text))


def named_routes(text: TokenSpan | Doc) -> list[Match]:
    """The words of a text that name routes, none within others: a naso-gastric tube is no gastric one."""
    found = list(patterns("dose_route").find(text))
    return [
        match
        for match in found
        if not any(
            other is not match and other.tokens.start <= match.tokens.start and match.tokens.end <= other.tokens.end
            for other in found
        )
    ]


def route_of_dose(text: TokenSpan, within: Iterable[Passage], document: Document) -> str | None:
    """The route by which a text tells to give something, else that of all passages around; none of another product."""
    found = _only(match.pattern.gives["route"] for match in _of_giving(text))
    return found if found and may_be_products(found, document) else route_of_all(within, document)


def infusion_time(text: TokenSpan | Doc) -> InfusionTime:
    """How long an infusion takes, where a text states one length.

    >>> from ingest.tokens import tokenize
    >>> infusion_time(tokenize("as an intravenous infusion over 30 to 60 minutes"))
    InfusionTime(low=Decimal('30'), high=Decimal('60'))
    """
    return _only(_lengths(text)) or InfusionTime()


def route_of_all(passages: Iterable[Passage], document: Document) -> str | None:
    """The one route by which passages tell to give something; None where they name none or several, or only a tube.

    A tube is for patients who cannot swallow, so it is not how the other doses of a section are given. Nor is a route of
    which the document's own list of products says nothing: it is that of another product.
    """
    found = _only(
        named
        for passage in passages
        if (named := _only(match.pattern.gives["route"] for match in _of_giving(passage.tokens))) is not None
    )
    return found if found and not found.endswith("tube") and may_be_products(found, document) else None


def listed_route(document: Document) -> str | None:
    """The one route of all the products that a document lists, as a plain word."""
    listed = _only(route.name.casefold() for product in _products(document) for route in product.routes)
    return (route(tokenize(listed)) or listed) if listed is not None else None


def may_be_products(found: str, document: Document) -> bool:
    """Whether the document's list of products, if it has one, does not tell that a route is none of theirs."""
    listed = [route.name.casefold() for product in _products(document) for route in product.routes]
    return not listed or any(found in route for route in listed)


def _products(document: Document) -> Iterator[ListedProduct]:
    """The products that a document lists, and the parts of kits."""
    products = list(document.listing.products) if document.listing is not None else []
    while products:
        product = products.pop()
        yield product
        products.extend(product.parts)


def _of_giving(text: TokenSpan | Doc) -> Iterator[Match]:
    return (match for match in named_routes(text) if is_of_giving(match))


def is_of_giving(match: Match) -> bool:
    """Whether a route tells how something is given: "orally", "oral use"; not "oral therapy", "topical creams"."""
    following = [token.lower_ for token in match.tokens.doc[match.tokens.end : match.tokens.end + 2]]
    is_adjective = len(match.tokens) == 1 and not match.tokens.text.endswith("ly")
    return not is_adjective or not following or following[0] in _MANNERS or following[-1] in _ACTS


def infusion_time_of_all(passages: Iterable[Passage]) -> InfusionTime:
    """The one length of an infusion that passages state."""
    return _only(time for passage in passages for time in _lengths(passage.tokens)) or InfusionTime()


def in_minutes(found: Quantity) -> InfusionTime:
    """A length of time in hours or minutes."""
    unit = MINUTES[str(found.unit)]
    return InfusionTime(low=found.value * unit, high=found.high * unit if found.high is not None else None)


def _lengths(text: TokenSpan | Doc) -> Iterator[InfusionTime]:
    """Lengths of time behind "over", or right before "infusion", in a text that speaks of an infusion."""
    for token in text:
        quantity = quantity_of(token)
        if quantity is None or quantity.dimension is not Dimension.DURATION or quantity.unit not in MINUTES:
            continue
        before = token.doc[token.i - 1].lower_ if token.i else ""
        nearby = {near.lower_ for near in token.doc[token.i + 1 : token.i + 3]}
        behind_over = token.lower_.startswith("over ") or before == "over" or _ends_with_period(token)
        if behind_over or nearby & _INFUSION:
            yield in_minutes(quantity)


def _ends_with_period(token: Token) -> bool:
    """Whether "over a period of" stands before a length of time."""
    return token.doc[max(0, token.i - 4) : token.i].text.casefold() == "over a period of"


def _only(found: Iterable[_Value]) -> _Value | None:
    different = set(found)
    return different.pop() if len(different) == 1 else None
