"""The names of the labelled product, as the stock phrases of Highlights print them (21 CFR 201.57(a)(1) and (2))."""

import re
import sys
from dataclasses import dataclass

from ingest.document import Document
from ingest.drug_words import SOLID_FORM
from kg.locator import Span

_MARKS = "\u2122\u00ae\u00a9*"
_LIMITATION = re.compile(
    r"all\s+the\s+information\s+needed\s+to\s+use\s+(?P<name>.+?)\s+safely\s+and\s+effectively", re.DOTALL
)
_APPROVAL = r"Initial\s+U\.?\s?S\.?\s+Approval"
_TITLE_WITH_APPROVAL = re.compile(
    rf"^(?P<name>[^\s()][^()\n]{{1,60}}?)[{_MARKS}]?\s*\(\s*(?P<substance>[^()]{{3,120}}?)\s*\)[^()]{{0,200}}?{_APPROVAL}",
    re.MULTILINE,
)
_WITH_SUBSTANCE = re.compile(r"(?P<name>[^()]+?)\s*\(\s*(?P<substance>[^()]+?)\s*\)")
_DOSAGE_FORM = re.compile(rf"(?<=\w)\s+(?:{SOLID_FORM})$", re.IGNORECASE)
"""What stands behind the established name where that is all the name that a product has: "SAMPLOL SODIUM TABLETS"."""

_TITLE = r"(?P<name>{name})[{marks}]?\s*\(\s*(?P<substance>[^()]{{3,120}}?)\s*\)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductName:
    """The proprietary name and the established name of the product, each with where it stands; None if not stated."""

    name: str
    name_span: Span
    substance: str | None
    substance_span: Span | None


def product_name(document: Document) -> ProductName | None:
    r"""The product's names from Highlights: its limitation statement and title, or the title above the year of approval.

    The title stands in front of the year of approval: what is in parentheses behind the name elsewhere is no substance.
    Where they are not printed, or without the established name, the names that the source's data give; None if there
    are none.

    >>> bool(_LIMITATION.search("all the information needed to use EXAMPLINE safely and effectively"))
    True
    >>> bool(_TITLE_WITH_APPROVAL.search("EXAMPLINE (examplinib) tablets, for oral use\nInitial U.S. Approval: 2017"))
    True
    """
    stated = _LIMITATION.search(document.text)
    if stated is None:
        titled = _TITLE_WITH_APPROVAL.search(document.text)
        return _names(titled, titled) if titled else _given(document)
    pattern = _TITLE.format(name=re.escape(_plain(stated["name"])), marks=_MARKS)
    end = re.compile(_APPROVAL).search(document.text, stated.end())
    titled = re.compile(pattern, re.IGNORECASE).search(document.text, stated.end(), end.start() if end else sys.maxsize)
    found = _names(stated, titled)
    return found if found.substance else _given(document) or found


def _names(named: re.Match[str], titled: re.Match[str] | None) -> ProductName:
    start = named.start("name")
    return ProductName(
        name=_plain(named["name"]),
        name_span=Span(start, start + len(named["name"].rstrip(_MARKS + " "))),
        substance=_plain(titled["substance"]) if titled else None,
        substance_span=Span(*titled.span("substance")) if titled else None,
    )


def _given(document: Document) -> ProductName | None:
    """The names of the source's data; the established name is no part of the proprietary one in front of it."""
    given = document.product
    if given is None:
        return None
    printed = document.quote(given.name)
    both = _WITH_SUBSTANCE.fullmatch(printed)
    substance = document.quote(given.substance) if given.substance else ""
    name = both["name"] if both and both["substance"].casefold() == substance.casefold() else printed
    return ProductName(
        name=_plain(name),
        name_span=Span(given.name.start, given.name.start + len(name)),
        substance=_plain(document.quote(given.substance)) if given.substance else None,
        substance_span=given.substance,
    )


def product_names(document: Document) -> tuple[str, ...]:
    """The names that the label has for its product: the proprietary and the established one."""
    product = product_name(document)
    return tuple(name for name in (product.name, product.substance) if name) if product else ()


def is_product(words: str, product: ProductName | None) -> bool:
    """Whether some words of the label name its own product; without the dosage form, where it has no name but that."""
    if product is None:
        return False
    plain = _DOSAGE_FORM.sub("", product.name)
    names = {product.name.casefold(), (product.substance or plain).casefold()}
    return any(name in words.casefold() for name in names)


def _plain(printed: str) -> str:
    return " ".join(printed.translate(str.maketrans("", "", _MARKS)).split())
