"""Builds small SPL labels of an invented drug for tests."""


def section(title: str, text: str = "", *below: str, code: str = "42229-5", highlight: str = "") -> str:
    """A section in its component."""
    excerpt = f"<excerpt><highlight><text>{highlight}</text></highlight></excerpt>" if highlight else ""
    head = f"<title>{title}</title>" if title else ""
    body = f"<text>{text}</text>" if text else ""
    return f"<component><section><code code='{code}'/>{head}{body}{''.join(below)}{excerpt}</section></component>"


def numbered(first: int, last: int) -> str:
    """Sections with a number and a paragraph."""
    return "".join(
        section(f"{number} TITLE {number}", f"<paragraph>Text {number}.</paragraph>")
        for number in range(first, last + 1)
    )


PRODUCT = (
    "<name>EXAMPLINE</name><asEntityWithGeneric><genericMedicine><name>examplinib</name></genericMedicine>"
    "</asEntityWithGeneric>"
)
"""The names of a product."""

TITLE = (
    "<title>These highlights do not include all the information needed to use EXAMPLINE safely and effectively."
    "<br/>EXAMPLINE<sup>®</sup> (examplinib) tablets, for oral use<br/>Initial U.S. Approval: 2020</title>"
)


def listed(product: str, about: str = "") -> str:
    """The section of product data with one product, and what is said about it."""
    return (
        "<component><section><code code='48780-1'/><subject><manufacturedProduct><manufacturedProduct>"
        f"{product}</manufacturedProduct>{about}</manufacturedProduct></subject></section></component>"
    )


def label(
    *sections: str,
    code: str = "34391-3",
    kind: str = "HUMAN PRESCRIPTION DRUG LABEL",
    title: str = TITLE,
    product: str | None = None,
) -> bytes:
    """A document with product data and sections."""
    data = listed(PRODUCT) if product is None else product
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<document xmlns='urn:hl7-org:v3'>"
        f"<code code='{code}' displayName='{kind}'/>{title}<effectiveTime value='20240131'/><author><assignedEntity>"
        "<representedOrganization><name>Exampline Works, Inc.</name></representedOrganization></assignedEntity></author>"
        f"<setId root='0c6d-46e8'/><versionNumber value='7'/>"
        f"<component><structuredBody>{data}{''.join(sections)}</structuredBody></component></document>"
    ).encode()
