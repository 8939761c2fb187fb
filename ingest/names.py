"""The names of the labelled product, as the stock phrases of Highlights print them (21 CFR 201.57(a)(1) and (2))."""

import re
from dataclasses import dataclass

from ingest.document import Document
from kg.locator import Span

_MARKS = "\u2122\u00ae\u00a9*"
_LIMITATION = re.compile(
    r"all\s+the\s+information\s+needed\s+to\s+use\s+(?P<name>.+?)\s+safely\s+and\s+effectively", re.DOTALL
)
_TITLE = r"(?P<name>{name})[{marks}]?\s*\(\s*(?P<substance>[^()]{{3,120}}?)\s*\)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductName:
    """The proprietary name and the established name of the product, each with where it stands; None if not stated."""

    name: str
    name_span: Span
    substance: str | None
    substance_span: Span | None


def product_name(document: Document) -> ProductName | None:
    """The product's names from the limitation statement and the title of Highlights; None if there is no statement.

    >>> bool(_LIMITATION.search("all the information needed to use EXAMPLINE safely and effectively"))
    True
    """
    stated = _LIMITATION.search(document.text)
    if stated is None:
        return None
    name = _plain(stated["name"])
    start = stated.start("name")
    title = re.compile(_TITLE.format(name=re.escape(name), marks=_MARKS), re.IGNORECASE).search(
        document.text, stated.end()
    )
    return ProductName(
        name=name,
        name_span=Span(start, start + len(stated["name"].rstrip(_MARKS + " "))),
        substance=_plain(title["substance"]) if title else None,
        substance_span=Span(*title.span("substance")) if title else None,
    )


def product_names(document: Document) -> tuple[str, ...]:
    """The names that the label has for its product: the proprietary and the established one."""
    product = product_name(document)
    return tuple(name for name in (product.name, product.substance) if name) if product else ()


def is_product(words: str, product: ProductName | None) -> bool:
    """Whether some words of the label name its own product."""
    if product is None:
        return False
    names = {product.name.casefold(), (product.substance or product.name).casefold()}
    return any(name in words.casefold() for name in names)


def _plain(printed: str) -> str:
    return " ".join(printed.translate(str.maketrans("", "", _MARKS)).split())
