"""The product as the title of Highlights names it (21 CFR 201.57(a)(2) and (3))."""

import re
from collections.abc import Iterator

from ingest.names import ProductName, product_name
from ingest.passages import evidence
from ingest.reading import Reading
from kg.codes import Form
from kg.facts import Product
from kg.locator import Span

_FORM_AND_ROUTE = re.compile(r"\)?\s*(?P<form>[^,;\n()]{3,60})?,\s+for\s+(?P<route>[a-z ,or]+?)\s+use\b", re.IGNORECASE)
_APPROVAL = re.compile(r"Initial\s+U\.?\s?S\.?\s+Approval:?\s*(?P<year>(?:19|20)\d\d)", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Product]:
    """The product's proprietary and established name, dosage form, route and year of approval."""
    names = product_name(reading.document)
    if names is not None:
        yield _product(reading, names)


def _product(reading: Reading, names: ProductName) -> Product:
    text = reading.document.text
    title = names.substance_span or names.name_span
    described = _FORM_AND_ROUTE.match(text, title.end)
    approval = _APPROVAL.search(text, title.end, title.end + 1000)
    spans = [names.name_span, names.substance_span, Span(*approval.span()) if approval else None]
    return Product(
        evidence=tuple(evidence(reading.document, span, section="highlights") for span in spans if span),
        values=(Span(*approval.span("year")),) if approval else (),
        read_by="product.title",
        form=Form.HEADING,
        name=names.name,
        substance=names.substance,
        dosage_form=_plain(described["form"]) if described else None,
        route=_plain(described["route"]) if described else None,
        initial_us_approval=int(approval["year"]) if approval else None,
    )


def _plain(printed: str | None) -> str | None:
    return " ".join(printed.split()) if printed else None
